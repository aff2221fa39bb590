"""The verdict and the ladder in the terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.render.text import verdict_text
from l2tpscope.views.ladder import ladder
from l2tpscope.views.summary import summary
from l2tpscope.wire.message import Avp
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import LAC, Script, analysis_of, good_call, hello_analysis, no_answer_analysis, whole

ANSI = re.compile(r"\x1b\[[0-9;]*m")
INKS = [Ink(), Ink(unicode=False), Ink(colour=True), Ink(colour=True, unicode=False)]
hostile = st.text(st.characters(codec=None, categories=None), max_size=300)


@pytest.mark.parametrize("ink", INKS)
def test_no_line_is_wider_than_eighty_columns(ink: Ink) -> None:
    for analysis in (hello_analysis(), no_answer_analysis(), analysis_of(good_call())):
        told = verdict_text(summary(analysis), ink) + ladder_text(
            ladder(analysis, analysis.conversation.tunnels[0]), ink
        )
        assert max(cells(ANSI.sub("", line)) for line in told.splitlines()) <= 80


def test_without_utf8_everything_is_ascii_and_without_colour_there_is_no_escape() -> None:
    analysis = hello_analysis()
    ink = Ink(unicode=False)
    told = verdict_text(summary(analysis), ink) + ladder_text(ladder(analysis, analysis.conversation.tunnels[0]), ink)
    assert told.isascii()
    assert "\x1b" not in told


def test_the_verdict_comes_first_then_cause_evidence_and_remedy() -> None:
    told = verdict_text(summary(hello_analysis()), Ink())
    places = [
        told.index(word) for word in ("The only call failed", "Why", "Evidence", "What to do", "What else", "trusted?")
    ]
    assert places == sorted(places)
    assert "frame.number in {11, 12, 17}" in told


def test_every_frame_named_in_the_verdict_is_evidence_of_a_finding() -> None:
    analysis = hello_analysis()
    told = verdict_text(summary(analysis), Ink())
    known = {str(one.ref.frame) for finding in analysis.findings for one in finding.evidence}
    assert set(re.findall(r"frame (\d+)", told)) <= known


@given(hostile, hostile)
def test_hostile_names_neither_break_the_lines_nor_reach_the_terminal(host: str, said: str) -> None:
    script = Script()
    octets = said.encode("utf-8", "surrogatepass")[:200]
    script.say(0, LAC, 1, 0, 0, avps=(Avp(0, 7, mandatory=True, hidden=False, value=octets, offset=12),))
    script.tunnel.initiator.host_name = host
    analysis = analysis_of(whole([script.tunnel], [], 1, 2))
    for ink in INKS[:2]:
        told = verdict_text(summary(analysis), ink) + ladder_text(ladder(analysis, script.tunnel), ink)
        for line in told.split("\n"):
            assert line.isprintable()
            assert cells(line) <= 80


def test_commands_stand_beside_their_labels_or_below_all_of_them() -> None:
    analysis = hello_analysis()
    assert "See the messages  l2tpscope ladder caps/fail.pcap -t 1\n" in verdict_text(summary(analysis), Ink())
    analysis.conversation.captures[0].path = "a-long-directory/" * 3 + "fail.pcap"
    told = verdict_text(summary(analysis), Ink())
    assert "See the messages\n  l2tpscope ladder a-long" in told
    assert "About a rule\n  l2tpscope explain hello-unanswered\n" in told


def test_a_path_with_blanks_can_be_pasted() -> None:
    analysis = hello_analysis()
    analysis.conversation.captures[0].path = "my captures/x.pcap"
    assert "l2tpscope report 'my captures/x.pcap'" in verdict_text(summary(analysis), Ink())


def test_standard_input_is_called_so_and_commands_name_no_file() -> None:
    analysis = hello_analysis()
    analysis.conversation.captures[0].path = "-"
    told = verdict_text(summary(analysis), Ink())
    assert "\nstandard input · " in told
    assert "l2tpscope report CAPTURE\n" in told


def test_what_was_seen_live_is_looked_into_again_where_it_was_kept() -> None:
    analysis = hello_analysis()
    facts = analysis.conversation.captures[0]
    facts.is_live, facts.path = True, "eth0"
    assert "l2tpscope report CAPTURE\n" in verdict_text(summary(analysis), Ink())
    assert "such as live -w FILE makes" in verdict_text(summary(analysis), Ink())
    facts.kept = "kept.pcap"
    assert "l2tpscope report kept.pcap\n" in verdict_text(summary(analysis), Ink())
    assert "live -w" not in verdict_text(summary(analysis), Ink())


def test_who_dialled_in_is_told_the_failed_ones_first_and_a_few_of_many() -> None:
    told = verdict_text(summary(analysed("chap-md5-ok.pcap")), Ink())
    assert "\nPPP in 1 session\n  · 1.1: user alice, CHAP-MD5, address 10.99.0.10," in told
    calls = "".join(f"{number} icall s={number}\n+0.1 <-- LCP ConfReq s={number}\n" for number in range(1, 12))
    conversation = played(f"0 setup\n{calls}100 --> HELLO\nend 120")
    many = verdict_text(summary(analysis_of(conversation)), Ink())
    assert "\nPPP in 11 sessions · the first 8 of them, failed ones first\n  ✗ 1.1: LCP not open\n" in many
    assert "1.9:" not in many
    assert "PPP in" not in verdict_text(summary(no_answer_analysis()), Ink())
