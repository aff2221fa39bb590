"""Who closed a tunnel or session, with what words, and who gave up."""

import pytest

from l2tpscope.conversation.model import Ending, Side, Tunnel
from tests.conversation.played import tunnel_of


def ending(tunnel: Tunnel) -> Ending:
    """Its end, which there must be."""
    assert tunnel.end is not None
    return tunnel.end


def test_the_first_stopccn_of_either_side_is_the_end() -> None:
    end = ending(tunnel_of('0 setup\n5 <-- StopCCN result=6 "going down"\n5.01 --> StopCCN result=1\nend 60'))
    assert (end.sender, end.result_code, end.error_message) == (Side.RECIPIENT, 6, "going down")


def test_apple_s_byte_swapped_code_is_set_right() -> None:
    end = ending(tunnel_of("0 setup\n5 --> StopCCN result=1 swapped\n+0.1 <-- ZLB\nend 60"))
    assert (end.result_code, end.byte_swapped) == (1, True)


@pytest.mark.parametrize("sent", ["0,1,3,7 --> SCCRQ\n15", "0,1,3,7,15 --> SCCRQ\n31", "0,2,4,6,8 --> SCCRQ\n10"])
def test_a_stopccn_after_the_last_timer_is_giving_up(sent: str) -> None:
    end = ending(tunnel_of(f"{sent} --> StopCCN result=1 tunnel=0\nend 90"))
    assert end.gave_up


def test_a_stopccn_after_two_retransmissions_is_no_giving_up() -> None:
    end = ending(tunnel_of("0 setup\n1,2,4 --> HELLO\n5 --> StopCCN result=1\n+0.1 <-- ZLB\nend 60"))
    assert not end.gave_up


def test_giving_up_on_what_was_acknowledged_at_this_point_is_giving_up_too() -> None:
    """The acknowledgment was captured and never taken up: the sender goes on until it gives up."""
    script = "0,1,3,7,15 --> SCCRQ\n0.01,1.01,3.01,7.01,15.01 x-- SCCRP\n31 --> StopCCN result=1 tunnel=0\nend 90"
    assert ending(tunnel_of(script)).gave_up


def test_a_recovered_hello_does_not_make_a_later_close_a_giving_up() -> None:
    script = "0 setup\n10,11,13,17 --> HELLO\n17.5 <-- ZLB\n400 --> StopCCN result=1\n+0.1 <-- ZLB\nend 500"
    assert not ending(tunnel_of(script)).gave_up


def test_a_sender_that_falls_silent_after_its_last_retransmission_just_died() -> None:
    end = ending(tunnel_of("0 setup\n10,11,13,17,25 --> HELLO\nend 200"))
    assert (end.message, end.sender, end.gave_up) == (None, Side.INITIATOR, True)


def test_nobody_has_given_up_while_the_timer_runs() -> None:
    assert tunnel_of("0 setup\n10,11,13,17,25 --> HELLO\nend 30").end is None


def test_a_tunnel_takes_its_sessions_with_it() -> None:
    tunnel = tunnel_of("0 setup\n1 icall\n5 --> StopCCN result=1\n+0.1 <-- ZLB\nend 60")
    assert tunnel.sessions[0].end is tunnel.end


def test_the_disconnect_cause_of_rfc_3145_is_kept() -> None:
    (session,) = tunnel_of("0 setup\n1 icall\n5 --> CDN result=3 cause=16/49699/2\n+0.1 <-- ZLB\nend 60").sessions
    assert session.end is not None
    assert session.end.disconnect_cause is not None
    assert session.end.disconnect_cause[:3] == (16, 49699, 2)
