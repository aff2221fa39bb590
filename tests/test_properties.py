"""The whole pipeline on what nobody would send: damaged captures, other containers, other orders, other pieces."""

import gzip
import json
from functools import partial
from io import BytesIO
from random import Random
from typing import Any, BinaryIO
from unittest.mock import patch

import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import Analysis, read
from l2tpscope.capture import turns
from l2tpscope.capture.block import Frame
from l2tpscope.capture.reader import open_capture
from l2tpscope.capture.window import BUFFER_OCTETS
from l2tpscope.conversation.model import DataCount
from l2tpscope.render.as_json import json_text
from tests.capture.building import trickle
from tests.hostile import assert_report_is_whole, assert_sound, frames_of, pcap_of
from tests.samples import FOLDER, NAMES, analysed

MAGICS = ["a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "34cdb2a1", "0a0d0d0a", "1f8b08", "28b52ffd", ""]
DAMAGES = ("octet", "drop", "double", "swap", "cut", "late", "early")
SMALL = [name for name in NAMES if len(frames_of(name)) < 130]
bounded = partial(settings, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Octets that begin like a capture, or a sample with a few octets of the file replaced, or cut short."""
    if draw(st.booleans()):
        return bytes.fromhex(draw(st.sampled_from(MAGICS))) + draw(st.binary(max_size=400))
    octets = bytearray((FOLDER / draw(st.sampled_from(SMALL))).read_bytes())
    places = st.integers(0, min(len(octets), draw(st.sampled_from([64, 1 << 20]))) - 1)
    for at, octet in draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        octets[at] = octet
    return bytes(octets[: draw(st.sampled_from([len(octets), draw(places)]))])


def damaged(frames: tuple[Frame, ...], seed: int, share: float, kinds: tuple[str, ...]) -> list[Frame]:
    """About this share of the frames damaged, each in one of these ways."""
    chance = Random(seed)  # noqa: S311 - the same damage in every run
    found: list[Frame] = []
    for frame in frames:
        kind = chance.choice(kinds) if chance.random() < share else ""
        if kind == "swap" and found:
            found.insert(chance.randrange(len(found)), frame)
        elif kind != "drop":
            found += [_hurt(frame, kind, chance)] * (2 if kind == "double" else 1)
    return found


def _hurt(frame: Frame, kind: str, chance: Random) -> Frame:
    octets = frame.octets
    if kind == "cut":
        return frame._replace(octets=octets[: chance.randrange(len(octets))])
    if kind == "octet":
        at = min(chance.randrange(len(octets)), chance.randrange(len(octets)))
        return frame._replace(octets=octets[:at] + bytes([chance.randrange(256)]) + octets[at + 1 :])
    if kind in {"late", "early"}:
        step = chance.choice([1, 10**6, 10**9, 10**12]) * (1 if kind == "late" else -1)
        return frame._replace(time_ns=frame.time_ns + step)
    return frame


@bounded(max_examples=150)
@given(octets=files())
def test_any_octets_are_refused_in_a_sentence_or_analyzed(octets: bytes) -> None:
    analysis = read(BytesIO(octets))
    assert len(analysis.unreadable) + len(analysis.conversation.captures) == 1
    assert all(reason.isprintable() for reason in analysis.unreadable)
    assert_sound(analysis)


@bounded(max_examples=100)
@given(
    name=st.sampled_from(SMALL),
    seed=st.integers(0, 1 << 32),
    share=st.sampled_from([0.03, 0.2, 1.0]),
    kinds=st.lists(st.sampled_from(DAMAGES), min_size=1, unique=True).map(tuple),
)
def test_a_damaged_capture_gives_a_sound_analysis(name: str, seed: int, share: float, kinds: tuple[str, ...]) -> None:
    frames = frames_of(name)
    analysis = read(BytesIO(pcap_of(damaged(frames, seed, share, kinds), frames[0].link_type)))
    assert_sound(analysis)
    if seed % 4 == 0:
        assert_report_is_whole(analysis)


def dealt(frames: tuple[Frame, ...], files: int, seed: int, *, by_turns: bool) -> list[BytesIO]:
    """The frames in several files: cut in some places, or each frame in any of them."""
    chance = Random(seed)  # noqa: S311 - the same files in every run
    hands = [chance.randrange(files) for _ in frames]
    if not by_turns:
        hands.sort()
    parts = [[frame for frame, hand in zip(frames, hands, strict=True) if hand == file] for file in range(files)]
    return [BytesIO(pcap_of(part, frames[0].link_type)) for part in parts]


def essence(analysis: Analysis) -> Any:  # noqa: ANN401 - lists of lists
    """What must not depend on the files that the frames came in: all but frame numbers."""
    conversation = analysis.conversation
    tunnels = [
        [
            *(tunnel.name, tunnel.state, [end.state for end in tunnel.ends.values()], len(tunnel.quotes)),
            [(t.time_ns, t.message.octets, t.sender, t.is_first, len(t.irregularities)) for t in tunnel.transmissions],
            [(s.ids, s.state, s.phase, [_sums(count) for count in s.sent.values()]) for s in tunnel.sessions],
        ]
        for tunnel in conversation.tunnels
    ]
    return conversation.counts, tunnels, sorted(finding.rule for finding in analysis.findings)


def _sums(count: DataCount) -> tuple[int | None, ...]:
    return count.packets, count.octets, count.ppp, count.first_ns, count.last_ns


# Fragments do not find each other across files.
WHOLE = [name for name in NAMES if name not in {"fragment-loss.pcap", "mtu-frag-needed.pcap", "outer-fragments.pcap"}]


@bounded(max_examples=60)
@given(name=st.sampled_from(WHOLE), files=st.integers(2, 5), seed=st.integers(0, 1 << 32), by_turns=st.booleans())
def test_frames_in_several_files_give_the_analysis_of_the_whole(
    name: str,
    files: int,
    seed: int,
    by_turns: bool,  # noqa: FBT001
) -> None:
    parts = dealt(frames_of(name), files, seed, by_turns=by_turns)
    assert essence(read(parts)) == essence(analysed(name))


def told(source: BinaryIO, fill_octets: int = BUFFER_OCTETS) -> Any:  # noqa: ANN401 - any JSON
    """The JSON of a capture read in Blocks of about this size, without what tells how it was packed."""
    with patch.object(turns, "open_capture", lambda source, index, _: open_capture(source, index, fill_octets)):
        whole = json.loads(json_text(read(source)))
    for capture in whole["captures"]:
        del capture["compression"], capture["path"]
    return whole


@bounded(max_examples=40)
@given(
    name=st.sampled_from(NAMES),
    steps=st.lists(st.integers(1, 5000), min_size=1, max_size=5),
    fill_octets=st.sampled_from([1, 100, 1000, 10_000]),
)
def test_the_container_and_the_size_of_reads_and_blocks_change_nothing(
    name: str, steps: list[int], fill_octets: int
) -> None:
    octets = pcap_of(frames_of(name), frames_of(name)[0].link_type)
    plain = told(BytesIO(octets))
    assert told(BytesIO(octets), fill_octets) == plain
    assert told(trickle(octets, steps)) == plain
    assert told(BytesIO(gzip.compress(octets)), fill_octets) == plain
    assert told(trickle(zstandard.compress(octets), steps)) == plain
