"""TCP inside the sessions: which segments arrived, by what their receiver acknowledged."""

from tests.conversation.played import tunnel_of

UP = "0 setup\n0.1 call\n5 --> TCP SYN mss=1360\n5.05 <-- TCP SYN-ACK mss=1360 seq=1 ack=2\n"


def test_a_segment_sent_again_is_one_with_several_transmissions_and_one_acknowledgment() -> None:
    script = f"{UP}5.2,5.4,6.1 <-- TCP 1400 seq=2 ack=2\n6.2 --> TCP ACK ack=1362\nend 60"
    (session,) = tunnel_of(script).sessions
    (flow,) = session.watched
    (sent,) = flow.sent
    assert (len(sent.transmissions), sent.octets) == (3, 1400)
    assert sent.acknowledged_by is not None
    assert flow.largest_acknowledged is sent


def test_what_only_a_selective_acknowledgment_covers_has_arrived_and_the_rest_has_not() -> None:
    script = (
        f"{UP}5.2 <-- TCP 1400 seq=2 ack=2\n5.3 <-- TCP 80 seq=1362 ack=2\n5.4 --> TCP ACK ack=2 sack=1362-1402\nend 60"
    )
    (session,) = tunnel_of(script).sessions
    (flow,) = session.watched
    assert [(sent.octets, sent.acknowledged_by is not None) for sent in flow.sent] == [(1400, False), (80, True)]


def test_the_syns_of_a_session_are_kept_with_their_mss() -> None:
    (session,) = tunnel_of(f"{UP}end 60").sessions
    assert [one.segment.mss for one in session.syns] == [1360, 1360]
    assert session.watched == ()
