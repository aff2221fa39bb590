"""Ladders as SVG."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import Analysis
from l2tpscope.render.ladder_svg import ladder_svg
from l2tpscope.views.ladder import ladder
from tests.samples import analysed
from tests.views.handmade import LAC, Script, analysis_of, good_call, hello_analysis, no_answer_analysis, whole

SVG = "{http://www.w3.org/2000/svg}"


def parsed(analysis: Analysis) -> ET.Element:
    drawn = ladder_svg(ladder(analysis, analysis.conversation.tunnels[0]))
    return ET.fromstring(drawn)  # noqa: S314 - our own picture


@pytest.mark.parametrize("analysis", [hello_analysis(), no_answer_analysis(), analysis_of(good_call())])
def test_every_row_is_there_and_inside_the_picture(analysis: Analysis) -> None:
    root = parsed(analysis)
    height = float(root.attrib["height"])
    words = [each.text or "" for each in root.iter(f"{SVG}text")]
    assert any("SCCRQ" in each for each in words)
    assert max(float(each.attrib["y"]) for each in root.iter(f"{SVG}text")) <= height


def test_what_was_sent_again_says_when() -> None:
    root = parsed(no_answer_analysis())
    assert "again after 1 2 4 8 s" in [each.text for each in root.iter(f"{SVG}text")]


def test_the_same_ladder_gives_the_same_octets() -> None:
    one, other = (hello_analysis() for _ in range(2))
    assert ladder_svg(ladder(one, one.conversation.tunnels[0])) == ladder_svg(
        ladder(other, other.conversation.tunnels[0])
    )


@given(st.text(st.characters(codec=None, categories=None), max_size=80))
@settings(max_examples=30, deadline=None)
def test_hostile_names_are_text(host: str) -> None:
    script = Script()
    script.say(0, LAC, 1, 0, 0)
    script.tunnel.initiator.host_name = f"<svg/onload=x>{host}"
    root = parsed(analysis_of(whole([script.tunnel], [], 1, 2)))
    assert len(list(root.iter(f"{SVG}svg"))) == 1


def test_ppp_of_each_session_stands_above_the_rows() -> None:
    words = [each.text or "" for each in parsed(analysed("chap-md5-ok.pcap")).iter(f"{SVG}text")]
    assert any(each.startswith("PPP in 1.1: user alice, CHAP-MD5, address 10.99.0.10") for each in words)
