"""TCP inside the sessions: transmissions counted once each, and what is acknowledged, selectively and around 2**32."""

from l2tpscope.conversation.model import InnerFlow, Session, Side
from tests.conversation.played import tunnel_of

CALL = "0 setup\n0.1 call\n"
END = "\n30 close\nend 40"


def session_of(script: str) -> Session:
    (session,) = tunnel_of(CALL + script + END).sessions
    return session


def flow_of(script: str) -> InnerFlow:
    (flow,) = session_of(script).watched
    return flow


def acknowledged(script: str) -> list[bool]:
    return [sent.acknowledged_by is not None for sent in flow_of(script).sent]


def test_syns_of_both_sides_are_filed_under_their_session() -> None:
    syns = session_of("5 --> TCP SYN mss=1460\n5.1 <-- TCP SYN-ACK mss=1400").syns
    assert [(one.sender, one.segment.mss) for one in syns] == [(Side.INITIATOR, 1460), (Side.RECIPIENT, 1400)]


def test_a_retransmission_belongs_to_its_segment() -> None:
    (sent,) = flow_of("5,6,8 <-- TCP 1400 seq=7").sent
    assert [one.time_ns - sent.first.time_ns for one in sent.transmissions] == [0, 10**9, 3 * 10**9]
    assert (sent.octets, sent.first.outer) == (1400, 1438)


def test_the_same_packet_captured_again_is_no_retransmission() -> None:
    (sent,) = flow_of("5,6 <-- TCP 1400 seq=7 dup=0.02").sent
    assert len(sent.transmissions) == 2


def test_without_identification_two_copies_are_told_by_their_time() -> None:
    (sent,) = flow_of("5,6 <-- TCP 1400 seq=7 six dup=0.001").sent
    assert len(sent.transmissions) == 2


def test_an_acknowledgment_covers_all_before_it() -> None:
    script = "5 <-- TCP 1400 seq=1\n5.1 <-- TCP 1400 seq=1361\n5.2 <-- TCP 1400 seq=2721\n6 --> TCP ACK ack=2721"
    assert acknowledged(script) == [True, True, False]


def test_a_selective_acknowledgment_covers_what_is_in_its_block() -> None:
    script = "5 <-- TCP 1400 seq=1\n5.1 <-- TCP 1400 seq=1361\n6 --> TCP ACK ack=1 sack=1361-2721"
    assert acknowledged(script) == [False, True]
    largest = flow_of(script).largest_acknowledged
    assert largest is not None
    assert largest.octets == 1400


def test_sequence_numbers_begin_again_at_0() -> None:
    assert acknowledged("5 <-- TCP 1400 seq=4294967000\n6 --> TCP ACK ack=1063") == [False]
    assert acknowledged("5 <-- TCP 1400 seq=4294967000\n6 --> TCP ACK ack=1064") == [True]


def test_an_acknowledgment_of_another_connection_says_nothing() -> None:
    script = "5 <-- TCP 1400 seq=1\n5.1 <-- TCP 1400 seq=1 port=7\n6 --> TCP ACK ack=9000 port=7"
    flows = session_of(script).watched
    assert [flow.sent[0].acknowledged_by is None for flow in flows] == [True, False]


def test_a_segment_in_fragments_is_marked_and_whole() -> None:
    (sent,) = flow_of("5 <-- TCP 1500 seq=1 fragment=1480").sent
    assert sent.first.fragmented
    assert sent.first.outer == 1538
