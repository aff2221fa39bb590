"""The verdict and a tunnel as HTML for a notebook."""

from html.parser import HTMLParser

import pytest

from l2tpscope.render.notebook_html import SESSIONS_SHOWN, tunnel_html, verdict_html
from l2tpscope.views.listing import sessions_table, tunnel_table
from l2tpscope.views.summary import summary
from tests.samples import analysed
from tests.views.handmade import Script, analysis_of, hello_analysis, set_up, whole

HOSTILE = '<script>alert(1)</script><img src=x onerror="y">\x1b[31m\u202e'


class Outline(HTMLParser):
    """Tags, attributes and words of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, with single blanks."""
        return " ".join(" ".join(self.words).split())


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    return parsed


def of_tunnel(script: Script) -> Outline:
    analysis = analysis_of(whole([script.tunnel], [], 1, 9))
    return outline(tunnel_html(tunnel_table(analysis, script.tunnel), sessions_table(analysis, script.tunnel)))


def test_the_verdict_says_what_failed_how_many_and_why() -> None:
    text = outline(verdict_html(summary(analysed("lns-restarted.pcap")))).text
    assert "2 tunnels · 3 calls, 2 failed" in text
    assert "✗ drop td-peer-restart 1 2 LNS lns-one (198.51.100.20) has forgotten" in text


def test_a_capture_without_anything_has_a_verdict() -> None:
    parsed = outline(verdict_html(summary(analysis_of(whole([], [], 0, 0)))))
    assert "table" not in parsed.tags
    assert "0 tunnels" in parsed.text


def test_a_tunnel_shows_both_its_ends_and_its_sessions() -> None:
    analysis = hello_analysis()
    (tunnel,) = analysis.conversation.tunnels
    text = outline(tunnel_html(tunnel_table(analysis, tunnel), sessions_table(analysis, tunnel))).text
    assert "Tunnel 1 · 192.0.2.10:4711 · dead · ✗ hello-unanswered" in text
    assert "role LAC LNS host name lac-ams-1 lns-fra-1" in text
    assert "tunnel id 4711 905" in text
    assert "ended at: 2026-11-18 11:08:27 UTC" in text
    assert "1.1" in text


def test_of_many_sessions_the_first_are_shown() -> None:
    script = Script()
    set_up(script)
    for number in range(SESSIONS_SHOWN + 7):
        script.call(number + 1, number + 1)
    parsed = of_tunnel(script)
    assert "7 more sessions: see .sessions" in parsed.text
    assert parsed.words.count(f"1.{SESSIONS_SHOWN}") == 1
    assert parsed.words.count(f"1.{SESSIONS_SHOWN + 1}") == 0


@pytest.mark.parametrize("part", ["host_name", "vendor_name"])
def test_hostile_names_are_text(part: str) -> None:
    script = Script()
    set_up(script)
    setattr(script.tunnel.initiator, part, HOSTILE)
    parsed = of_tunnel(script)
    assert {"script", "img"}.isdisjoint(parsed.tags)
    assert "\\x1b[31m\\u202e" in parsed.text


def test_nothing_in_it_is_a_script_or_comes_from_elsewhere() -> None:
    for html in (verdict_html(summary(hello_analysis())), verdict_html(summary(analysed("loss60.pcap")))):
        parsed = outline(html)
        assert {*parsed.tags} <= {"p", "b", "table", "thead", "tbody", "tr", "th", "td"}
        assert parsed.attributes <= {"style"}
