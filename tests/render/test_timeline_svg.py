"""Timelines as SVG."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import Analysis, read
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.overview import overview
from l2tpscope.views.timeline import timeline
from tests.samples import ROOT
from tests.views.handmade import analysis_of, good_call, hello_analysis, no_answer_analysis
from tests.views.test_overview import crowd

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES = sorted((ROOT / "sample_captures").glob("*.pcap*"))
MOST_OF_A_TUNNEL, MOST_OF_ALL = 60_000, 100_000


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 - our own picture


def of_first(analysis: Analysis, *, standalone: bool) -> str:
    return timeline_svg(timeline(analysis, analysis.conversation.tunnels[0]), standalone=standalone)


@pytest.mark.parametrize("standalone", [True, False])
def test_a_timeline_is_well_formed_svg_with_a_title_and_a_description(*, standalone: bool) -> None:
    root = parsed(of_first(hello_analysis(), standalone=standalone))
    assert root.tag == f"{SVG}svg"
    assert "192.0.2.10:4711" in (root.findtext(f"{SVG}title") or "")
    assert "HELLO: 0 of 1 answered" in (root.findtext(f"{SVG}desc") or "")
    assert (root.find(f"{SVG}style") is not None) is standalone


def test_a_file_of_its_own_is_one_picture_without_links() -> None:
    root = parsed(of_first(hello_analysis(), standalone=True))
    assert root.attrib["role"] == "img"
    assert not [*root.iter(f"{SVG}a")]


def test_in_the_page_findings_tunnels_and_sessions_are_links_outside_of_what_is_hidden_from_readers() -> None:
    root = parsed(of_first(hello_analysis(), standalone=False))
    links = {link.attrib["href"]: link.attrib.get("aria-label") for link in root.iter(f"{SVG}a")}
    assert links == {
        "#s1.1": None,
        "#finding-1": "[1] hello-unanswered",
        "#finding-2": "[2] sec-l2tp-cleartext",
    }
    hidden = [group for group in root.iter(f"{SVG}g") if group.attrib.get("aria-hidden") == "true"]
    assert len(hidden) == 1
    assert not [*hidden[0].iter(f"{SVG}a")]
    assert root.attrib["role"] == "group"
    every = parsed(timeline_svg(overview(no_answer_analysis()), standalone=False))
    assert [link.attrib["href"] for link in every.iter(f"{SVG}a")] == ["#t1", "#t2", "#t3"]


def test_bars_and_ticks_say_what_they_are_where_one_points_at_them() -> None:
    root = parsed(of_first(hello_analysis(), standalone=False))
    titles = {title.text for title in root.iter(f"{SVG}title")}
    assert {
        "control connection: no answer, 1 min to 1 min 47 s",
        "1 min 1 s: HELLO, never acknowledged",
        "1 min: HELLO of the initiator, no answer captured",
        "0 s: SCCRQ of the initiator, 12 ms",
    } <= titles


def test_nothing_in_it_is_styled_or_scripted_by_attributes() -> None:
    for analysis in (hello_analysis(), analysis_of(good_call())):
        for each in parsed(of_first(analysis, standalone=False)).iter():
            assert not [name for name in each.attrib if name == "style" or name.startswith("on") or name == "id"]


def test_the_same_timeline_gives_the_same_octets() -> None:
    one, other = (hello_analysis() for _ in range(2))
    assert timeline_svg(overview(one)) == timeline_svg(overview(other))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_picture_of_every_sample_is_small(path: object) -> None:
    analysis = read(str(path))
    for tunnel in analysis.conversation.tunnels:
        assert len(timeline_svg(timeline(analysis, tunnel), standalone=False)) <= MOST_OF_A_TUNNEL
    parsed(timeline_svg(overview(analysis), standalone=False))


def test_the_picture_of_thousands_of_tunnels_is_small() -> None:
    assert len(timeline_svg(overview(crowd(700, 700)), standalone=False)) <= MOST_OF_ALL


@given(st.text(st.characters(codec=None, categories=None), max_size=40))
@settings(max_examples=30, deadline=None)
def test_hostile_names_are_text(host: str) -> None:
    conversation = good_call()
    conversation.tunnels[0].initiator.host_name = f"</text><script>{host}\u202e"
    for standalone in (True, False):
        drawn = of_first(analysis_of(conversation), standalone=standalone)
        assert "script" not in {each.tag.removeprefix(SVG) for each in parsed(drawn).iter()}
        assert "\u202e" not in drawn


def test_nothing_links_to_what_the_page_does_not_have() -> None:
    drawn = timeline_svg(overview(no_answer_analysis()), standalone=False, targets={"t2"})
    assert [link.attrib["href"] for link in parsed(drawn).iter(f"{SVG}a")] == ["#t2"]
    assert "192.0.2.10:4711" in drawn
