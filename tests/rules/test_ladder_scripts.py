"""Ladder scripts become the octets that they describe."""

from io import BytesIO

import pytest

from l2tpscope.analysis import read
from tests.rules.ladder.play import capture_of
from tests.rules.ladder.script import read_script

NUMBERS = list[tuple[int | None, int | None]]


def numbers(text: str) -> NUMBERS:
    """Ns and Nr of every control frame of the capture."""
    (tunnel,) = read(BytesIO(capture_of(text))).conversation.tunnels
    return [(transmission.message.ns, transmission.message.nr) for transmission in tunnel.transmissions]


def test_ns_and_nr_are_counted_and_a_zlb_uses_up_none() -> None:
    assert numbers("0 setup\n1 --> HELLO\n1.1 <-- ZLB") == [(0, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3)]


def test_a_retransmission_keeps_its_ns_and_takes_the_nr_of_the_moment() -> None:
    script = "0 setup\n1,3 --> HELLO\n2 <-- HELLO"
    assert numbers(script)[4:] == [(2, 1), (1, 2 + 1), (2, 2)]


def test_what_is_lost_is_not_acknowledged() -> None:
    assert numbers("0 setup\n1 --x HELLO\n1.1 <-- ZLB")[-1] == (1, 2)
    assert numbers("0 setup\n1 -x> HELLO\n1.1 <-- ZLB")[4:] == [(1, 2)]
    assert numbers("0 setup\n1 -?> HELLO\n1.1 <-- ZLB")[4:] == [(1, 3)]


def test_events_are_played_in_order_of_time() -> None:
    assert [rung.time for rung in read_script("5 --> HELLO\n1 --> HELLO\n+1 --> HELLO").rungs] == [1.0, 2.0, 5.0]


def test_expectations_are_read() -> None:
    script = read_script("A title.\nexpect: a (root cause), b\nalso: c\nfailed: 2\nsays a: some words")
    assert (script.title, script.expected, script.roots) == ("A title.", {"a", "b"}, {"a"})
    assert (script.also, script.failed, script.says) == ({"c"}, 2, [("a", "some words")])


def test_a_line_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not understood: surprise"):
        read_script("0 setup\nsurprise")


def test_a_side_can_be_hidden_from_the_capture() -> None:
    assert numbers("hide <--\n0 setup") == [(0, 0), (1, 1)]


def test_ppp_frames_can_lack_ff03_and_an_ack_can_differ_from_its_request() -> None:
    asking = "1 --> LCP ConfReq id=7 mru=576 acfc bare\n1.1 <-- LCP ConfAck\n1.2 <-- LCP ConfAck hex=0802"
    script = f"0 setup\n0.1 icall\n{asking}"
    (tunnel,) = read(BytesIO(capture_of(script))).conversation.tunnels
    asked, acknowledged, other = tunnel.sessions[0].ppp
    assert (asked.has_address_control, acknowledged.has_address_control) == (False, True)
    assert asked.octets[4:] == acknowledged.octets[4:] == bytes.fromhex("010402400506a1a1a1a10802")
    assert (acknowledged.identifier, other.octets[4:]) == (7, bytes.fromhex("0802"))
