"""Fragments put together, in any order, and what is given up within which bounds."""

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.packet import fragments
from l2tpscope.packet.fragments import Fragments, Incomplete, Whole
from l2tpscope.packet.internet import Packet

SECOND = 1_000_000_000
WHOLE = bytes(range(100))


def part(start: int, end: int, *, ip_id: int = 1, whole: bytes = WHOLE, cut: int = 0) -> Packet:
    octets = whole[start : end - cut]
    return Packet(4, b"a", b"b", 17, 64, ip_id, octets, end - start, start, end < len(whole))


def fed(*parts: Packet, step_ns: int = 1000) -> list[Whole | Incomplete]:
    waiting = Fragments()
    outcomes = []
    for number, one in enumerate(parts, 1):
        outcomes += waiting.add(one, FrameRef(0, number), number * step_ns)
    return outcomes + [one for one in waiting.finish() if not one.is_excused]


def kinds(*parts: Packet, step_ns: int = 1000) -> list[str]:
    return [one.kind if isinstance(one, Incomplete) else "whole" for one in fed(*parts, step_ns=step_ns)]


@given(st.sets(st.integers(1, 12), max_size=6), st.randoms())
def test_fragments_in_any_order_make_the_datagram(cuts: set[int], random: Random) -> None:
    places = [0, *(8 * cut for cut in sorted(cuts)), 100]
    parts = [part(start, end) for start, end in itertools.pairwise(places)]
    random.shuffle(parts)
    (whole,) = fed(*parts)
    assert isinstance(whole, Whole)
    assert (whole.packet.octets, whole.packet.length, whole.packet.offset, whole.packet.has_more) == (
        WHOLE,
        100,
        0,
        False,
    )
    assert whole.frames == tuple(FrameRef(0, number) for number in range(1, len(parts) + 1))


def test_datagrams_with_other_identifications_do_not_mix() -> None:
    assert kinds(part(0, 48), part(0, 48, ip_id=2), part(48, 100, ip_id=2), part(48, 100)) == ["whole", "whole"]


def test_a_datagram_captured_twice_is_two_datagrams_in_any_order() -> None:
    one, two = part(0, 48), part(48, 100)
    for order in ([one, two, one, two], [one, one, two, two], [two, one, one, two]):
        outcomes = fed(*order)
        assert [outcome.packet.octets for outcome in outcomes] == [WHOLE, WHOLE]


def test_a_second_copy_of_one_fragment_is_no_loss() -> None:
    assert kinds(part(0, 48), part(0, 48), part(48, 100), step_ns=2 * SECOND) == ["whole"]
    assert kinds(part(0, 48), part(0, 48), part(48, 96), step_ns=2 * SECOND) == ["fragment-timeout"]


def test_a_hole_and_a_missing_end_are_told_apart() -> None:
    late = part(0, 8, ip_id=9)
    waiting = Fragments()
    for number, one in enumerate((part(0, 24), part(48, 100), part(0, 24, ip_id=2)), 1):
        waiting.add(one, FrameRef(0, number), number)
    (hole, end) = [one for one in waiting.add(late, FrameRef(0, 4), 31 * SECOND) if isinstance(one, Incomplete)]
    assert (hole.kind, hole.text, hole.first) == ("fragment-hole", "octets 24 to 47 are missing", WHOLE[:24])
    assert (end.kind, end.text) == ("fragment-timeout", "octets from 24 on are missing")
    assert hole.frames == (FrameRef(0, 1), FrameRef(0, 2))


def test_at_the_end_of_the_capture_only_what_is_overdue_is_missing() -> None:
    for elapsed_ns, is_excused in ((SECOND // 2, True), (SECOND, False)):
        waiting = Fragments()
        waiting.add(part(0, 48), FrameRef(0, 1), 0)
        waiting.add(part(0, 48, ip_id=2), FrameRef(0, 2), elapsed_ns)
        assert [one.is_excused for one in waiting.finish()] == [is_excused, True]


def test_an_overlap_refuses_the_datagram_once() -> None:
    other = bytes(100)
    for overlapping in (part(40, 100), part(0, 56), part(48, 100, whole=other)):
        order = [part(0, 48), part(48, 96), overlapping, part(96, 100)]
        assert kinds(*order) == ["fragment-overlap"]


def test_a_fragment_beyond_the_end_is_an_overlap() -> None:
    assert kinds(part(0, 48), part(48, 100), part(0, 48, whole=WHOLE + b"more"))[0] == "whole"
    assert kinds(part(48, 100), part(104, 112, whole=bytes(200))) == ["fragment-overlap"]
    assert kinds(part(104, 112, whole=bytes(200)), part(48, 100)) == ["fragment-overlap"]


def test_no_datagram_is_longer_than_65535_octets() -> None:
    assert kinds(part(65_528, 65_600, whole=bytes(65_600))) == ["length"]


def test_an_identification_used_again_after_a_second_is_another_datagram() -> None:
    new = bytes(100)
    outcomes = kinds(part(0, 48), part(0, 48, whole=new), part(48, 100, whole=new), step_ns=SECOND + 1)
    assert outcomes == ["fragment-timeout", "whole"]
    assert kinds(part(0, 48), part(0, 48, whole=new), part(48, 100, whole=new)) == ["fragment-overlap"]


def test_what_the_snap_length_cut_off_stays_cut_off() -> None:
    (whole,) = fed(part(0, 48, cut=8), part(48, 100))
    assert isinstance(whole, Whole)
    assert (whole.packet.octets, whole.packet.length) == (WHOLE[:40], 100)


def test_only_so_many_datagrams_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_DATAGRAMS", 10)
    waiting = Fragments()
    given_up = [waiting.add(part(0, 48, ip_id=number), FrameRef(0, number), 0) for number in range(50)]
    assert sum(map(len, given_up)) == 50 - 11
    assert len(waiting.finish()) == 11


def test_only_so_many_octets_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_OCTETS", 480)
    waiting = Fragments()
    given_up = [waiting.add(part(0, 48, ip_id=number), FrameRef(0, number), 0) for number in range(50)]
    assert sum(map(len, given_up)) == 50 - 11


def test_octets_of_what_became_whole_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_OCTETS", 150)
    for parts in ([part(0, 48), part(48, 100)], [part(0, 48), part(0, 56)]):
        assert set(kinds(*parts * 20)) <= {"whole", "fragment-overlap"}


parts_of_any_kind = st.builds(
    Packet,
    st.sampled_from([4, 6]),
    st.just(b"a"),
    st.just(b"b"),
    st.sampled_from([17, 115]),
    st.just(64),
    st.integers(0, 1),
    st.binary(max_size=20),
    st.integers(0, 40),
    st.integers(0, 6).map(lambda units: units * 8),
    st.booleans(),
)


@given(st.lists(parts_of_any_kind, max_size=12), st.integers(0, 40 * SECOND))
def test_every_fragment_comes_out_once(parts: list[Packet], step_ns: int) -> None:
    waiting = Fragments()
    frames: list[FrameRef] = []
    for number, one in enumerate(parts, 1):
        for outcome in waiting.add(one, FrameRef(0, number), number * step_ns):
            frames += outcome.frames
    for left in waiting.finish():
        frames += left.frames
    assert sorted(frames) == [FrameRef(0, number) for number in range(1, len(parts) + 1)]
    assert waiting._octets == 0
