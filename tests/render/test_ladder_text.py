"""The ladder in the terminal."""

import re

from hypothesis import strategies as st

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Address
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.views.ladder import ladder
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import analysis_of, good_call, hello_analysis

ANSI = re.compile(r"\x1b\[[0-9;]*m")
INKS = [Ink(), Ink(unicode=False), Ink(colour=True), Ink(colour=True, unicode=False)]
hostile = st.text(st.characters(codec=None, categories=None), max_size=300)


def test_an_unanswered_message_does_not_arrive() -> None:
    analysis = hello_analysis()
    lines = ladder_text(ladder(analysis, analysis.conversation.tunnels[0]), Ink()).splitlines()
    (again,) = [line for line in lines if "HELLO Ns=4 Nr=2 \u00d76" in line]
    assert "✗" in again
    assert "▶" not in again
    assert any("again after 1 2 4 8 16 s" in line for line in lines)


def test_states_stand_beside_the_lifeline_of_their_side() -> None:
    analysis = hello_analysis()
    lines = ladder_text(ladder(analysis, analysis.conversation.tunnels[0]), Ink()).splitlines()
    (waiting,) = [line for line in lines if "[wait-ctl-conn]" in line]
    assert waiting.rstrip().endswith("[wait-ctl-conn] │")


def test_lifelines_have_the_colour_of_their_state() -> None:
    analysis = hello_analysis()
    lines = ladder_text(ladder(analysis, analysis.conversation.tunnels[0]), Ink(colour=True)).splitlines()
    (first, again) = (
        next(line for line in lines if label in line) for label in ("SCCRQ Ns=0", "HELLO Ns=4 Nr=2 \u00d76")
    )
    assert re.findall(r"\x1b\[(\d+)m│", first) == ["33", "2"]
    assert re.findall(r"\x1b\[(\d+)m│", again) == ["32", "31"]


def drawn(analysis: Analysis, limit: int | None = None) -> str:
    return ladder_text(ladder(analysis, analysis.conversation.tunnels[0], limit=limit), Ink(), "x.pcap")


def test_time_counts_from_the_first_frame_and_steps_from_the_row_before() -> None:
    (line,) = [line for line in drawn(hello_analysis()).splitlines() if "SCCRP Ns=0" in line]
    assert line.split()[:4] == ["2", "0.012", "12", "ms"]


def test_long_addresses_stand_one_below_the_other() -> None:
    analysis = hello_analysis()
    for end in analysis.conversation.tunnels[0].ends.values():
        end.addresses = [Address("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", 1701)]
    lines = drawn(analysis).splitlines()
    both = [line for line in lines if "ffff port 1701" in line]
    assert len(both) == 2
    assert all(len(line) <= 80 for line in both)


def test_data_and_quiet_time_are_rows() -> None:
    assert "data → 400 (40 kB)  ← 600 (900 kB)" in drawn(analysis_of(good_call()))
    assert "⋯ 1 min quiet ⋯" in drawn(hello_analysis())


def test_a_cut_ladder_says_how_to_see_the_rest() -> None:
    told = drawn(hello_analysis(), limit=6)
    assert "rows left out" in told
    assert "l2tpscope ladder x.pcap -t 1 --all" in told


def test_a_tunnel_begun_before_the_capture_says_so() -> None:
    conversation = good_call()
    conversation.tunnels[0].beginning_seen = False
    assert "began before the capture" in drawn(analysis_of(conversation))


def test_ppp_of_each_session_stands_above_the_ladder() -> None:
    told = drawn(analysed("chap-md5-ok.pcap"))
    assert "\nPPP in 1.1: user alice, CHAP-MD5, address 10.99.0.10, peer 10.99.0.1, DNS\n" in told
    assert "               [1.1 LCP opened]               " in told
    calls = "".join(f"{number} icall s={number}\n+0.1 <-- LCP ConfReq s={number}\n" for number in range(1, 12))
    many = drawn(analysis_of(played(f"0 setup\n{calls}end 120")))
    assert "PPP in 1.8: LCP not open\nPPP in 3 more sessions: see `l2tpscope sessions`\n" in many
