"""Counted data finds its session; data without control makes a tunnel of its own."""

from l2tpscope.conversation.model import Side
from tests.conversation.played import played, tunnel_of


def test_data_is_counted_per_session_and_direction() -> None:
    (session,) = tunnel_of("0 setup\n0.1 icall\n1 --> DATA 5\n2 <-- DATA 3\nend 60").sessions
    assert (session.sent[Side.INITIATOR].packets, session.sent[Side.RECIPIENT].packets) == (5, 3)


def test_a_reused_session_id_does_not_merge_two_calls() -> None:
    script = "0 setup\n1 icall\n2 --> DATA 5\n3 --> CDN result=1\n+0.1 <-- ZLB\n4 icall\n5 --> DATA 2\nend 60"
    assert [session.sent[Side.INITIATOR].packets for session in tunnel_of(script).sessions] == [5, 2]


def test_gaps_are_counted_where_packets_are_numbered() -> None:
    script = "0 setup\n0.1 icall\n1 --> DATA 5 ns=0,1,3,2,5\n2 <-- DATA 2\nend 60"
    (session,) = tunnel_of(script).sessions
    sent = session.sent[Side.INITIATOR]
    assert (sent.missing, sent.reordered) == (1, 1)
    assert session.sent[Side.RECIPIENT].missing is None


def test_data_of_an_unknown_session_in_a_known_tunnel_is_an_orphan() -> None:
    tunnel = tunnel_of("0 setup\n0.1 icall\n1 --> DATA 5 session=999\nend 60")
    assert [row.packets for row in tunnel.orphans] == [5]


def test_data_alone_makes_a_tunnel_of_both_directions() -> None:
    tunnel = tunnel_of("0 setup\n0.1 call\nbegin 1\n2 --> DATA 5\n3 <-- DATA 4\nend 60")
    (session,) = tunnel.sessions
    assert not tunnel.beginning_seen
    assert {count.packets for count in session.sent.values()} == {4, 5}


def test_data_of_a_stale_tunnel_id_stays_a_stray_tunnel_of_one_direction() -> None:
    tunnels = played("0 setup\n0.1 icall\n1 --> DATA 5 tunnel=4242\nend 60").tunnels
    assert sum(row.packets for tunnel in tunnels for row in tunnel.orphans) in (0, 5)
    assert len(tunnels) <= 2
