"""Timelines as matplotlib figures."""

import pytest

from l2tpscope.render.timeline_figure import FORMATS, INK, timeline_figure, timeline_octets
from l2tpscope.views.overview import overview
from l2tpscope.views.timeline import timeline
from tests.views.handmade import analysis_of, good_call, hello_analysis, no_answer_analysis
from tests.views.test_overview import crowd

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


def test_the_figure_is_as_large_as_the_picture_and_has_few_artists_for_many_tunnels() -> None:
    figure = timeline_figure(overview(crowd(100, 100)))
    width, height = figure.get_size_inches()
    assert 10 < width < 11
    assert 5 < height < 20
    assert len(figure.axes[0].patches) < 300


def test_the_text_is_dark_enough_to_be_read_on_paper() -> None:
    for tone in ("ink", "mute", "bad", "odd"):
        red, green, blue = (int(INK[tone][at : at + 2], 16) / 255 for at in (1, 3, 5))
        light = sum(
            share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
            for share, part in ((0.2126, red), (0.7152, green), (0.0722, blue))
        )
        assert 1.05 / (light + 0.05) >= 4.5
