"""Timelines as SVG."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.timeline import overview, timeline
from tests.views.handmade import analysis_of, good_call, hello_analysis, no_answer_analysis

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 - our own picture


@pytest.mark.parametrize("standalone", [True, False])
def test_a_timeline_is_well_formed_svg_with_a_title(*, standalone: bool) -> None:
    analysis = hello_analysis()
    root = parsed(timeline_svg(timeline(analysis, analysis.conversation.tunnels[0]), standalone=standalone))
    assert root.tag == f"{SVG}svg"
    assert "192.0.2.10:4711" in (root.findtext(f"{SVG}title") or "")
    assert (root.find(f"{SVG}style") is not None) is standalone


def test_states_endings_findings_and_quiet_time_are_written_out() -> None:
    analysis = hello_analysis()
    root = parsed(timeline_svg(timeline(analysis, analysis.conversation.tunnels[0])))
    words = {each.text for each in root.iter(f"{SVG}text")}
    assert {"established", "no answer", "StopCCN", "[1]", "[2]", "1 min quiet", "session 1.1"} - {
        "session 1.1"
    } <= words
    assert any("session 1.1" in (each or "") for each in words)


def test_nothing_stands_outside_the_picture() -> None:
    for analysis in (hello_analysis(), analysis_of(good_call()), no_answer_analysis()):
        for one in (timeline(analysis, analysis.conversation.tunnels[0]), overview(analysis)):
            root = parsed(timeline_svg(one))
            width, height = float(root.attrib["width"]), float(root.attrib["height"])
            for each in root.iter():
                for name in ("x", "x1", "x2"):
                    assert 0 <= float(each.attrib.get(name, 0)) <= width
                for name in ("y", "y1", "y2"):
                    assert 0 <= float(each.attrib.get(name, 0)) <= height


def test_the_same_timeline_gives_the_same_octets() -> None:
    one, other = (hello_analysis() for _ in range(2))
    assert timeline_svg(overview(one)) == timeline_svg(overview(other))


@given(st.text(st.characters(codec=None, categories=None), max_size=40))
@settings(max_examples=30, deadline=None)
def test_hostile_names_are_text(host: str) -> None:
    conversation = good_call()
    conversation.tunnels[0].initiator.host_name = f"</text><script>{host}"
    root = parsed(timeline_svg(timeline(analysis_of(conversation), conversation.tunnels[0])))
    assert "script" not in {each.tag for each in root.iter()}
