"""Timelines for documents."""

import pytest

from l2tpscope.render.figure import FORMATS
from l2tpscope.render.timeline_figure import timeline_octets
from l2tpscope.views.overview import overview
from l2tpscope.views.timeline import timeline
from tests.views.handmade import analysis_of, good_call, hello_analysis, no_answer_analysis

SIGNATURES = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_timeline_gives_the_same_octets(format_: str) -> None:
    analysis = hello_analysis()
    drawn = [timeline_octets(timeline(analysis, analysis.conversation.tunnels[0]), format_) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0].startswith(SIGNATURES[format_])
    assert not [date for date in (b"dc:date", b"CreationDate", b"tIME") if date in drawn[0]]


def test_the_svg_says_the_names_states_and_endings_as_text_and_describes_itself() -> None:
    analysis = hello_analysis()
    drawn = timeline_octets(timeline(analysis, analysis.conversation.tunnels[0]), "svg").decode()
    for words in ("lac-ams-1 (192.0.2.10)", "session 1.1", "established", "no answer", "StopCCN", "1 min quiet", "[1]"):
        assert words in drawn
    assert "<dc:title>Timeline: Tunnel 1 · 192.0.2.10:4711</dc:title>" in drawn
    assert "HELLO: 0 of 1 answered" in drawn


def test_names_that_mean_something_to_matplotlib_or_are_not_in_the_font_are_drawn_as_they_are() -> None:
    conversation = good_call()
    conversation.tunnels[0].initiator.host_name = "$x^{路}$\n"
    drawn = timeline_octets(timeline(analysis_of(conversation), conversation.tunnels[0]), "svg").decode()
    assert "$x^{\\u8def}$\\x0a" in drawn


def test_a_capture_of_several_tunnels_and_one_of_none_can_be_drawn() -> None:
    assert timeline_octets(overview(no_answer_analysis()), "svg")
    empty = no_answer_analysis()
    empty.conversation.tunnels.clear()
    assert timeline_octets(overview(analysis_of(empty.conversation)), "svg")
