"""The ladder as a table, and as a page of its own."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.render.ladder_html import LADDER_SCRIPT, LADDER_STYLE, anchors, ladder_fragment, ladder_page
from l2tpscope.views.ladder import Ladder, ladder
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import HELLO, LAC, Script, analysis_of, hello_analysis, whole

VOID = {"meta", "br", "input"}
SAMPLES = ("chap-md5-ok.pcap", "loss60.pcap", "path-reorder.pcap", "one-direction.pcap", "multilink.pcap")


class Outline(HTMLParser):
    """Tags balanced; ids, links and the text of the page collected."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what must be unique, and what must lead somewhere."""
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """What closes must be what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """All text, one blank between words."""
        self.text = " ".join(f"{self.text} {data}".split())


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    parsed.close()
    assert parsed.open == []
    return parsed


def first(analysis: Analysis) -> Ladder:
    return ladder(analysis, analysis.conversation.tunnels[0])


def drawn(script: str) -> str:
    return ladder_fragment(first(analysis_of(played(script))))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_well_formed_and_every_link_leads_somewhere(name: str) -> None:
    parsed = outline(ladder_page([first(analysed(name))]))
    assert len(parsed.ids) == len(set(parsed.ids))
    assert {link.removeprefix("#") for link in parsed.links} <= set(parsed.ids)
    assert "style" not in parsed.attributes
    assert not [name for name in parsed.attributes if name.startswith("on")]


def test_the_policy_allows_the_style_and_script_of_the_page_and_nothing_else() -> None:
    html = ladder_page([first(hello_analysis())])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


@pytest.mark.parametrize("forbidden", ["url(", "@import", "</", "<!--"])
def test_style_and_script_ask_nothing_of_the_network_and_end_no_element(forbidden: str) -> None:
    assert forbidden not in LADDER_STYLE + LADDER_SCRIPT


def test_each_message_is_a_row_that_can_be_linked_to_and_so_is_each_repeat() -> None:
    parsed = outline(ladder_fragment(first(hello_analysis())))
    assert parsed.ids == [f"f0-{frame}" for frame in range(1, 18)]


def test_a_message_that_is_sent_a_thousand_times_lists_the_first_repeats() -> None:
    script = Script()
    sent = script.say(0, LAC, HELLO, 0, 0)
    for number in range(1, 1_001):
        script.again(number, sent)
    shown = first(analysis_of(whole([script.tunnel], [], script.frame, 2_000)))
    parsed = outline(ladder_fragment(shown))
    assert len(parsed.ids) == 51
    assert "and 950 more" in parsed.text
    leads = anchors(shown)
    assert (leads[FrameRef(0, 51)], leads[FrameRef(0, 52)], len(leads)) == (FrameRef(0, 51), FrameRef(0, 1), 1_001)
    assert {f"f0-{ref.frame}" for ref in leads.values()} <= set(parsed.ids)


def test_an_arrow_is_told_in_words() -> None:
    text = outline(ladder_fragment(first(hello_analysis()))).text
    assert "LAC to LNS: SCCRQ Ns=0 Nr=0" in text
    assert "LAC to LNS, not answered: HELLO \u00d76" in text
    assert "LAC is now wait-ctl-reply" in text


def test_what_does_not_arrive_is_drawn_so_and_its_peer_is_silent() -> None:
    html = ladder_fragment(first(hello_analysis()))
    (row,) = re.findall(r'<tr id="f0-11".*?</tr>', html, re.DOTALL)
    assert 'class="control lost found bad"' in row
    assert '<i class="ll recipient bad silent"' in row
    assert "<summary>again after 1 2 4 8 16 s</summary>" in row
    assert '<li id="f0-13">frame 13 at 63.090, 2 s later</li>' in row


def test_states_stand_beside_quiet_time() -> None:
    html = ladder_fragment(first(hello_analysis()))
    (row, *_) = re.findall(r'<tr class="gap">.*?</tr>', html, re.DOTALL)
    assert outline(row).text == "established 1 min quiet established"


def test_phases_data_and_what_was_not_captured_are_rows() -> None:
    html = drawn("0 setup\n1 call\n5 --> HELLO Ns=9\nend 6")
    text = outline(html).text
    assert [text.index(f"PPP {name}") for name in ("Establish", "Authenticate", "Network")]
    assert "LAC to LNS: Ns=4 to 8 not captured" in text
    assert "packets" in text


def test_avps_and_options_are_folded() -> None:
    html = drawn("0 setup\n1 call\nend 2")
    assert re.search(r'<details class="avps"><summary>\d+ AVPs</summary><ul><li>M- 0   Message Type', html)
    assert "<li>MRU: 1500</li>" in html


def test_sessions_can_be_chosen_where_there_are_several() -> None:
    assert "<select>" not in drawn("0 setup\n1 call\nend 2")
    html = drawn("0 setup\n1 call s=1\n2 call s=2\nend 3")
    assert '<option value="">all</option><option>1.1</option><option>1.2</option></select>' in html
    assert {"1.1", "1.2"} <= set(re.findall(r'data-sessions="([\d.]+)"', html))


def test_a_cut_ladder_names_the_command_for_the_rest() -> None:
    analysis = hello_analysis()
    html = ladder_fragment(ladder(analysis, analysis.conversation.tunnels[0], limit=6))
    assert "rows left out" in html
    assert "l2tpscope ladder CAPTURE -t 1 --all" in html


def test_frames_of_several_captures_are_named_with_their_capture() -> None:
    analysis = hello_analysis()
    analysis.conversation.captures.append(analysis.conversation.captures[0])
    assert '<a href="#f0-1">1:1</a>' in ladder_fragment(first(analysis))


def test_long_times_and_frame_numbers_have_wider_columns() -> None:
    script = Script()
    script.say(0, LAC, HELLO, 0, 0)
    script.frame = 1_234_567
    script.say(4_000, LAC, HELLO, 1, 0)
    html = ladder_fragment(first(analysis_of(whole([script.tunnel], [], script.frame, 4_001))))
    assert '<table class="lad late-hours far-frames">' in html
    assert '<table class="lad">' in ladder_fragment(first(hello_analysis()))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_ladder_gives_the_same_octets(name: str) -> None:
    assert ladder_page([first(analysed(name))]) == ladder_page([first(analysed(name))])


def test_two_hundred_rows_stay_small() -> None:
    calls = "".join(f"{at} call s={at}\n" for at in range(1, 14))
    analysis = analysis_of(played(f"0 setup\n{calls}end 60"))
    shown = ladder(analysis, analysis.conversation.tunnels[0], limit=200)
    assert len(shown.rows) >= 200
    assert len(ladder_fragment(shown).encode()) < 150_000
