"""Words above and beside a drawn ladder."""

from l2tpscope.render.ladder_notes import headlines, notes
from l2tpscope.views.ladder import ladder
from l2tpscope.views.rows import Quiet, Rung
from tests.samples import analysed
from tests.views.handmade import hello_analysis


def test_the_tunnel_its_ppp_and_its_findings_stand_above() -> None:
    analysis = analysed("lcp-echo-timeout.pcap")
    told = headlines(ladder(analysis, analysis.conversation.tunnels[0]))
    assert [(line.text.split(":")[0], line.tone) for line in told[:4]] == [
        ("Tunnel 1  192.0.2.10", "ink"),
        ("L2TPv2 over UDP, closed, 1 session", "mute"),
        ("PPP in 1.1", "mute"),
        ("[1] data-plane-dead", "bad"),
    ]


def test_one_session_and_a_beginning_that_was_not_seen_are_said() -> None:
    analysis = hello_analysis()
    tunnel = analysis.conversation.tunnels[0]
    tunnel.beginning_seen = False
    line = headlines(ladder(analysis, tunnel, tunnel.sessions[0]))[1].text
    assert line == "L2TPv2 over UDP, dead, session 1.1 only; it began before the capture"


def test_what_a_message_says_does_and_lacks_stands_beside_it() -> None:
    analysis = analysed("loss60.pcap")
    rows = [row for row in ladder(analysis, analysis.conversation.tunnels[0]).rows if isinstance(row, Rung)]
    (sccrp,) = [row for row in rows if row.label == "SCCRP"]
    assert [(note.text.split()[0], note.tone) for note in notes(sccrp, 60)] == [
        ("assigns", "ink"), ("window", "ink"), ("again", "odd"), ("!", "odd"), ("already", "odd"),
    ]  # fmt: skip
    assert all(len(note.text) <= 60 for note in notes(sccrp, 60))


def test_beside_quiet_time_stands_nothing() -> None:
    analysis = hello_analysis()
    rows = ladder(analysis, analysis.conversation.tunnels[0]).rows
    assert {tuple(notes(row, 60)) for row in rows if isinstance(row, Quiet)} == {()}
