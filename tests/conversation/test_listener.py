"""What is settled at the end of all messages: names, restarts, one direction."""

from tests.conversation.played import played, tunnel_of


def test_a_peer_that_opens_anew_and_ignores_the_old_tunnel_was_restarted() -> None:
    script = "0 setup\n0.1 call\n[b]\n30 setup\n31 call\n[]\n60,61,63,67,75 <-- HELLO\n[b]\n80 --> HELLO\nend 99"
    old, new = played(script).tunnels
    assert old.restarted_as is new


def test_two_tunnels_that_both_live_are_no_restart() -> None:
    script = "0 setup\n0.1 call\n[b]\n30 setup\n31 call\n[]\n60 --> HELLO\n+.1 <-- ZLB\n[b]\n80 --> HELLO\nend 99"
    assert [tunnel.restarted_as for tunnel in played(script).tunnels] == [None, None]


def test_half_a_capture_is_seen_as_such() -> None:
    assert played("0 setup\n0.1 call\n9 close\nhide <--\nend 60").one_direction


def test_a_request_without_answer_is_no_half_capture() -> None:
    assert not played("0,1,3,7,15 --> SCCRQ\nend 60").one_direction


def test_sessions_with_data_stand_in_their_own_order_whichever_spoke_first() -> None:
    script = "0 setup\n0.1 icall\n0.2 icall s=2\n1 --> DATA 3 s=2\n2 --> DATA 3\n2 <-- DATA 3 s=2\nend 60"
    assert [session.number for session in tunnel_of(script).talking] == [1, 2]
