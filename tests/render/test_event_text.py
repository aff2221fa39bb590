"""Events as lines: what stands in them, one line each, and nothing from the wire that a terminal obeys."""

import pytest

from l2tpscope.analysis import read
from l2tpscope.conversation.model import Ending, Side
from l2tpscope.live.events import Event, Kind, Told
from l2tpscope.render.event_text import event_text
from l2tpscope.render.ink import Ink
from tests.samples import NAMES, analysed


def _lines(name: str, ink: Ink | None = None) -> list[str]:
    return [event_text(event, ink or Ink()) for event in Told().news(analysed(name))]


def test_a_call_is_told_in_lines() -> None:
    lines = _lines("chap-md5-wrong-password.pcap")
    assert lines[0] == (
        "09:43:29.921 ✓ tunnel up    192.0.2.10:63214 from lac-one (192.0.2.10) to lns-one (198.51.100.20)\n"
    )
    assert lines[2] == "09:43:33.152 ✓ PPP          192.0.2.10:63214 call 30425/7321 LCP is open\n"
    assert any("✗ failure      192.0.2.10:63214 call 30425/7321 auth-chap-failure: " in line for line in lines)
    assert any("· tunnel end   192.0.2.10:63214 StopCCN by lac-one" in line for line in lines)


def test_what_just_died_was_given_up() -> None:
    tunnel = read("sample_captures/clean-call.pcap").conversation.tunnels[0]
    tunnel.end = Ending(Side.INITIATOR, None, tunnel.last_ns, gave_up=True)
    assert event_text(Event(Kind.TUNNEL_END, tunnel.last_ns, tunnel), Ink()).endswith(
        " given up by lac-one (192.0.2.10): nothing came back\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_event_is_one_printable_line(name: str) -> None:
    for line in _lines(name):
        assert line.endswith("\n")
        assert line[:-1].isprintable()
        assert line[2] == ":"
    assert all(line.isascii() for line in _lines(name, Ink(unicode=False)))


def test_a_note_before_the_first_packet_has_no_time() -> None:
    assert event_text(Event(Kind.NOTE, 0, text="eth0 is\x1b down"), Ink()) == (
        " " * 13 + "! note         eth0 is\\x1b down\n"
    )


def test_colour_is_only_drawn_where_it_is_wanted() -> None:
    assert "\x1b" in _lines("clean-call.pcap", Ink(colour=True))[0]
    assert "\x1b" not in _lines("clean-call.pcap")[0]
