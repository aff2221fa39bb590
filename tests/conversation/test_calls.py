"""Control messages find their session, whatever the IDs do."""

from l2tpscope.conversation.model import Side
from tests.conversation.played import tunnel_of


def test_both_ids_of_a_call_are_learnt() -> None:
    (session,) = tunnel_of("0 setup\n0.1 icall\nend 60").sessions
    assert None not in session.ids.values()
    assert (session.call, session.requester) == ("incoming", Side.INITIATOR)


def test_calls_set_up_side_by_side_stay_apart() -> None:
    tunnel = tunnel_of(
        "0 setup\n1 --> ICRQ\n1.01 --> ICRQ s=2\n1.02 <-- ICRP s=2\n1.03 <-- ICRP\n1.04 --> ICCN\n1.05 --> ICCN s=2\n"
        "1.1 <-- ZLB\nend 60"
    )
    assert [[t.message.type for t in session.transmissions] for session in tunnel.sessions] == [[10, 11, 12]] * 2


def test_a_retransmitted_icrq_begins_no_new_session() -> None:
    assert len(tunnel_of("0 setup\n1,2,4 --> ICRQ\n4.1 <-- ICRP\nend 60").sessions) == 1


def test_a_session_id_used_again_begins_a_new_session() -> None:
    tunnel = tunnel_of("0 setup\n1 icall\n2 --> CDN result=1\n+0.1 <-- ZLB\n5 --> ICRQ s=1\n+0.1 <-- ICRP s=1\nend 60")
    assert [session.index for session in tunnel.sessions] == ["1.1", "1.2"]
    assert tunnel.sessions[1].end is None


def test_a_hidden_session_id_is_learnt_from_the_header_of_the_reply() -> None:
    script = (
        "0 setup\n1 --> ICRQ without=14 rv hidden=14=0011223344\n+0.1 <-- ICRP\n+0.1 --> ICCN\n+0.1 <-- ZLB\nend 60"
    )
    (session,) = tunnel_of(script).sessions
    assert None not in session.ids.values()


def test_a_cdn_without_session_id_in_the_header_finds_its_call_by_the_assigned_id() -> None:
    (session,) = tunnel_of("0 setup\n1 --> ICRQ\n2 --> CDN result=3 session=0\n+0.1 <-- ZLB\nend 60").sessions
    assert session.end is not None
    assert session.end.result_code == 3


def test_a_call_whose_request_was_not_captured_has_no_beginning() -> None:
    (session,) = tunnel_of("0 setup\n1 -?> ICRQ\n+0.1 <-- ICRP\n+0.1 --> ICCN\n+0.1 <-- ZLB\nend 60").sessions
    assert not session.beginning_seen
    assert session.requester is Side.INITIATOR
