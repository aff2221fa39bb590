"""The ladder as a Mermaid sequence diagram."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import Analysis
from l2tpscope.render.ladder_mermaid import ladder_mermaid
from l2tpscope.views.ladder import ladder
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import LAC, Script, analysis_of, hello_analysis, whole

STATEMENT = re.compile(
    r"  (title [^#;]*"
    r"|participant [IR] as (TEXT)"
    r"|[IR](->>|-->>|--x|--\))[IR]: (TEXT)"
    r"|Note (over I,R|left of I|right of R): (TEXT))$".replace("TEXT", r"[^#;\n]*(#\d+;[^#;\n]*)*")
)
SAMPLES = ("chap-md5-ok.pcap", "loss60.pcap", "path-reorder.pcap", "one-direction.pcap", "multilink.pcap")


def drawn(analysis: Analysis) -> str:
    return ladder_mermaid(ladder(analysis, analysis.conversation.tunnels[0]))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_line_is_a_statement_that_mermaid_knows(name: str) -> None:
    first, *rest = drawn(analysed(name)).splitlines()
    assert first == "sequenceDiagram"
    assert [line for line in rest if not STATEMENT.match(line)] == []


def test_messages_are_arrows_and_states_are_notes() -> None:
    lines = drawn(hello_analysis()).splitlines()
    assert "  I->>R: 1. 0.000 SCCRQ Ns=0 Nr=0 [2]" in lines
    assert "  Note left of I: wait-ctl-reply" in lines
    assert "  I--xR: 11. 60.090 HELLO \u00d76 Ns=4 Nr=2 [1]" in lines
    assert "  Note left of I: again after 1 2 4 8 16 s" in lines
    assert "  Note over I,R: … 1 min quiet …" in lines


def test_what_was_not_captured_ppp_and_its_phases_are_told() -> None:
    lines = drawn(analysis_of(played("0 setup\n1 call\n5 --> HELLO Ns=9\nend 6"))).splitlines()
    assert "  I--)R: Ns=4 to 8 not captured" in lines
    assert "  Note over I,R: 1.1 PPP Authenticate" in lines
    assert [line for line in lines if line.startswith("  I-->>R: ") and " 1.1 LCP Configure-Ack " in line]
    assert "  Note over I,R: 1.1 LCP opened" in lines


@given(st.text(st.characters(codec=None, categories=None), max_size=120))
@settings(max_examples=60, deadline=None)
def test_hostile_names_stay_within_their_statement(host: str) -> None:
    script = Script()
    script.say(0, LAC, 1, 0, 0)
    script.tunnel.initiator.host_name = f"a;b#c\nend%%{host}"
    lines = drawn(analysis_of(whole([script.tunnel], [], 1, 2))).split("\n")
    assert [line for line in lines[1:-1] if not STATEMENT.match(line)] == []
    assert "a#59;b#35;c#92;x0aend#37;#37;" in lines[2]
