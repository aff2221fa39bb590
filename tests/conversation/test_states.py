"""The states of both sides follow RFC 2661 7.2.1, 7.4 and 7.5; what comes out of turn is an irregularity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.conversation.states import SESSION_ARRIVALS, SESSION_STEPS, TUNNEL_ARRIVALS, TUNNEL_STEPS
from tests.conversation.played import played, tunnel_of

CONTROL = ["SCCRQ", "SCCRP", "SCCCN", "StopCCN", "HELLO", "OCRQ", "OCRP", "OCCN", "ICRQ", "ICRP", "ICCN", "CDN", "WEN",
           "SLI", "ZLB", "TYPE 99"]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "initiator", "recipient"),
    [
        ("0 --> SCCRQ", "wait-ctl-reply", "idle"),
        ("0 --> SCCRQ\n+0.1 <-- SCCRP", "wait-ctl-reply", "wait-ctl-conn"),
        ("0 --> SCCRQ\n+0.1 <-- SCCRP\n+0.1 --> SCCCN", "established", "wait-ctl-conn"),
        ("0 setup", "established", "established"),
    ],
)
def test_a_tunnel_goes_through_the_states_of_7_2_1(script: str, initiator: str, recipient: str) -> None:
    tunnel = tunnel_of(script + "\nend 3")
    assert (tunnel.initiator.state, tunnel.recipient.state) == (initiator, recipient)


def test_an_outgoing_call_goes_through_the_states_of_7_5() -> None:
    session = tunnel_of("0 setup\n1 <-- OCRQ\n+0.1 --> OCRP\n+0.1 <-- ZLB\n+1 --> OCCN\n+0.1 <-- ZLB\nend 60").sessions[
        0
    ]
    assert set(session.states.values()) == {"established"}
    assert session.call == "outgoing"
    assert session.tunnel.recipient.role == "LNS"


def test_a_second_sccrp_with_a_new_ns_is_out_of_turn() -> None:
    tunnel = tunnel_of("0 setup\n1 <-- SCCRP\n+0.1 --> ZLB\nend 60")
    irregular = [t.irregularities for t in tunnel.transmissions if t.irregularities]
    assert len(irregular) == 1
    assert "7.2.1" in irregular[0][0]


def test_the_steps_lead_only_to_states_of_the_contract() -> None:
    known = {"idle", "wait-ctl-reply", "wait-ctl-conn", "wait-reply", "wait-connect", "established"}
    for table in (TUNNEL_STEPS, TUNNEL_ARRIVALS, SESSION_STEPS, SESSION_ARRIVALS):
        assert {state for state, _ in table} | set(table.values()) <= known


@given(st.lists(st.tuples(st.sampled_from(["-->", "<--"]), st.sampled_from(CONTROL)), max_size=12))
def test_any_order_of_messages_gives_a_state_or_an_irregularity(rungs: list[tuple[str, str]]) -> None:
    script = "\n".join(f"{at / 10} {arrow} {name}" for at, (arrow, name) in enumerate(rungs, 1))
    conversation = played(f"0 --> SCCRQ\n{script}\nend 100")
    assert sum(len(tunnel.transmissions) for tunnel in conversation.tunnels) == conversation.counts.l2tp_control
