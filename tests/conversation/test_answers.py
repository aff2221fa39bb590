"""A request is answered by the reply that it calls for, not by its acknowledgment."""

from l2tpscope.wire.messages import ICRQ, SCCRQ
from tests.conversation.played import tunnel_of


def test_an_acknowledged_request_may_stay_unanswered() -> None:
    icrq = tunnel_of("0 setup\n1 --> ICRQ\n+0.1 <-- ZLB\nend 60").first(ICRQ)
    assert icrq is not None
    assert icrq.acknowledged_by is not None
    assert icrq.peer_answered is False


def test_a_refusal_is_an_answer() -> None:
    icrq = tunnel_of("0 setup\n1 --> ICRQ\n+0.1 <-- CDN result=4\nend 60").first(ICRQ)
    sccrq = tunnel_of("0 --> SCCRQ\n+0.1 <-- StopCCN result=4\nend 60").first(SCCRQ)
    assert icrq is not None
    assert sccrq is not None
    assert (icrq.peer_answered, sccrq.peer_answered) == (True, True)
