"""The report page: whole, self-contained, harmless."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import Analysis, read
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Conversation, Counts
from l2tpscope.render.report import report_html
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views import listed
from l2tpscope.views.overview import overview
from l2tpscope.views.report import LADDERS, report_page
from l2tpscope.views.timeline import timeline
from l2tpscope.wire.message import Avp
from tests.samples import analysed
from tests.views.handmade import (
    LAC,
    Script,
    analysis_of,
    good_call,
    hello_analysis,
    no_answer_analysis,
    stated,
    tried,
    unanswered_sccrq,
    whole,
)

EMPTY = ("meta", "link", "br", "input", "col")
hostile = st.text(st.characters(codec=None, categories=None), max_size=60)


class Outline(HTMLParser):
    """Tags balanced, ids and links collected."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember ids and links."""
        self.tags.add(tag)
        known = dict(attrs)
        self.attributes |= known.keys()
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if "href" in known else []
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """<rect/> opens nothing."""
        self.tags.add(tag)
        self.attributes |= dict(attrs).keys()

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


def test_the_page_asks_nothing_of_the_network() -> None:
    html = report_html(report_page(hello_analysis()))
    parsed = outline(html)
    assert not parsed.tags & {"iframe", "link", "img", "object", "form", "base"}
    assert all(link.startswith("#") for link in parsed.links)
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("name", ["several-tunnels.pcap", "fragment-loss.pcap", "lns-not-running.pcap"])
def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(name: str) -> None:
    html = report_html(report_page(analysed(name)))
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (style,), (script,) = (
        re.findall(r"<style>(.*?)</style>", html, re.DOTALL),
        re.findall(r"<script>(.*?)</script>", html, re.DOTALL),
    )
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; "
        "form-action 'none'"
    )
    assert not outline(html).attributes & {"style", "src", "srcset", "xlink:href"}
    assert not {name for name in outline(html).attributes if name.startswith("on")}


def test_the_page_says_the_verdict_first_and_links_its_evidence() -> None:
    html = report_html(report_page(hello_analysis()))
    words = (
        "<h1",
        "What happened",
        "Evidence",
        "What to do",
        "Ruled out",
        'id="findings"',
        'id="tunnels"',
        'id="detail"',
    )
    places = [html.index(word) for word in (*words, 'id="capture"')]
    assert places == sorted(places)
    assert 'href="#f0-11"' in html
    assert "frame.number in {11, 12, 17}" in html


def test_a_frame_inside_a_fold_links_to_where_it_is() -> None:
    html = report_html(report_page(hello_analysis()))
    (target,) = re.findall(r'<a class="mono" href="#([^"]+)">12</a>, <a', html)
    assert f'id="{target}"' in html


def test_every_finding_has_a_place_of_its_own() -> None:
    for name in ("redial-storm.pcapng", "several-tunnels.pcap"):
        ids = outline(report_html(report_page(analysed(name)))).ids
        assert {f"finding-{number}" for number in range(1, len(analysed(name).findings) + 1)} <= set(ids)


def test_each_tunnel_and_session_told_in_full_has_a_place_of_its_own() -> None:
    ids = outline(report_html(report_page(analysed("several-tunnels.pcap")))).ids
    assert {"t1", "t2", "t3", "s1.1", "s1.2", "s2.1", "s3.1"} <= set(ids)


def test_the_page_says_how_many_tunnels_it_draws_and_how_to_see_the_others() -> None:
    tunnels = [unanswered_sccrq(index).tunnel for index in range(1, 60)]
    attempts = [tried(tunnel.index, tunnel, None, None, None) for tunnel in tunnels]
    html = report_html(report_page(analysis_of(whole(tunnels, attempts, 9, 60))))
    assert f"{LADDERS} of 59 tunnels are told in full" in html
    assert "l2tpscope ladder caps/fail.pcap -t NUMBER" in html


def test_a_text_without_end_is_cut() -> None:
    text = "x" * 65_000
    analysis = analysis_of(no_answer_analysis().conversation, (stated("tun-shutdown", text, 1),), {1: 1})
    html = report_html(report_page(analysis))
    assert "(57,000 more letters)" in html
    assert "x" * 8_001 not in html


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
    assert "alert(1)</script>" not in html
    outline(html)
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


def test_sessions_tell_their_user_their_phases_and_their_address() -> None:
    html = report_html(report_page(analysed("chap-md5-ok.pcap")))
    assert '<td role="cell" data-label="User">alice</td>' in html
    assert '<li class="done">CHAP-MD5<span class="vh"> done</span></li>' in html
    assert '<span class="mono">10.99.0.10</span>' in html


def test_the_histogram_is_told_in_words_too() -> None:
    html = report_html(report_page(no_answer_analysis()))
    assert re.search(r'aria-label="Calls per 2 s. Failed: 3 from [0-9:.]+. 3 calls begun in all."', html)


def test_of_several_captures_each_frame_and_filter_names_its_own() -> None:
    paths = [Path("sample_captures") / name for name in ("lns-restarted.pcap", "peer-vanishes.pcap")]
    html = report_html(report_page(read(paths)))
    assert "of lns-restarted.pcap</span>" in html
    assert re.search(r'<span class="mute">peer-vanishes.pcap</span><code tabindex="0">frame.number in', html)
    assert '"captures":["sample_captures/lns-restarted.pcap","sample_captures/peer-vanishes.pcap"]' in html


def test_a_table_that_does_not_hold_all_tunnels_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "TUNNELS_LISTED", 2)
    html = report_html(report_page(no_answer_analysis()))
    assert "The table holds 2 of 3 tunnels" in html
