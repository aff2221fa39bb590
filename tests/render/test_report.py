"""The report page: whole, self-contained, harmless."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import Analysis
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Conversation, Counts
from l2tpscope.render.report import report_html
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.overview import overview
from l2tpscope.views.report import report_page
from l2tpscope.views.timeline import timeline
from l2tpscope.wire.message import Avp
from tests.samples import analysed
from tests.views.handmade import LAC, Script, analysis_of, good_call, hello_analysis, no_answer_analysis, whole

EMPTY = ("meta", "link", "br", "input")
hostile = st.text(st.characters(codec=None, categories=None), max_size=60)


class Outline(HTMLParser):
    """Tags balanced, ids and links collected."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember ids and links."""
        self.tags.add(tag)
        known = dict(attrs)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if "href" in known else []
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - inherited
        """<rect/> opens nothing."""
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        """What closes must be what was opened last."""
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    parsed.close()
    assert parsed.open == []
    return parsed


def empty_analysis() -> Analysis:
    return analysis_of(Conversation([CaptureFacts("x.pcap", "pcap")], Counts()))


@pytest.mark.parametrize(
    "analysis", [hello_analysis(), no_answer_analysis(), analysis_of(good_call()), empty_analysis()]
)
def test_the_page_is_well_formed_and_every_link_leads_somewhere(analysis: Analysis) -> None:
    parsed = outline(report_html(report_page(analysis)))
    assert len(parsed.ids) == len(set(parsed.ids))
    assert {link.removeprefix("#") for link in parsed.links} <= set(parsed.ids)


def test_the_page_asks_nothing_of_the_network_and_runs_nothing() -> None:
    html = report_html(report_page(hello_analysis()))
    parsed = outline(html)
    assert "default-src 'none'" in html
    assert not parsed.tags & {"script", "iframe", "link", "img", "object", "form"}
    assert all(link.startswith("#") for link in parsed.links)
    assert "url(" not in html
    assert "@import" not in html


def test_the_page_says_the_verdict_first_and_links_its_evidence() -> None:
    html = report_html(report_page(hello_analysis()))
    places = [
        html.index(word)
        for word in ("<h1", "What happened", "Evidence", "What to do", "What else", 'id="tunnels"', 'id="ladder"')
    ]
    assert places == sorted(places)
    assert 'href="#f0-11"' in html
    assert "frame.number in {11, 12, 17}" in html


def test_a_frame_inside_a_fold_links_to_the_fold() -> None:
    html = report_html(report_page(hello_analysis()))
    assert '<a class="mono" href="#f0-12">12</a>' in html


def test_the_same_analysis_gives_the_same_octets() -> None:
    assert report_html(report_page(hello_analysis())) == report_html(report_page(hello_analysis()))


@given(hostile, hostile)
@settings(max_examples=25, deadline=None)
def test_hostile_names_stay_text(host: str, said: str) -> None:
    script = Script()
    script.say(
        0,
        LAC,
        1,
        0,
        0,
        avps=(Avp(0, 7, mandatory=True, hidden=False, value=said.encode("utf-8", "surrogatepass"), offset=12),),
    )
    script.tunnel.initiator.host_name = f"<script>alert(1)</script>{host}"
    html = report_html(report_page(analysis_of(whole([script.tunnel], [], 1, 2))))
    assert "script" not in outline(html).tags
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", html)
    html.encode("utf-8")


@pytest.mark.parametrize("standalone", [True, False])
def test_a_timeline_is_well_formed_svg_with_a_title(*, standalone: bool) -> None:
    analysis = hello_analysis()
    root = ET.fromstring(  # noqa: S314 - our own picture
        timeline_svg(timeline(analysis, analysis.conversation.tunnels[0]), standalone=standalone)
    )
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "192.0.2.10:4711" in (root.findtext("{http://www.w3.org/2000/svg}title") or "")
    assert timeline_svg(overview(analysis), standalone=standalone)


def test_ppp_of_the_sessions_is_a_table_and_a_line_above_the_ladder() -> None:
    html = report_html(report_page(analysed("chap-md5-ok.pcap")))
    assert outline(html).open == []
    assert "<td>alice</td><td>CHAP-MD5</td>" in html
    assert "PPP in 1.1: user alice, CHAP-MD5, address 10.99.0.10" in html
    assert "PPP in the sessions" not in report_html(report_page(no_answer_analysis()))
