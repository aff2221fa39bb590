"""Reliable delivery: each message once, its transmissions, duplicates and acknowledgment."""

from l2tpscope.conversation.model import Delivery, Side
from l2tpscope.wire.messages import HELLO, ICRQ, SCCRQ
from tests.conversation.played import tunnel_of


def delivery(script: str, type_: int) -> Delivery:
    """The first delivery of this type."""
    found = tunnel_of(script).first(type_)
    assert found is not None
    return found


def test_a_retransmission_keeps_its_ns_and_may_change_its_nr() -> None:
    hello = delivery("0 setup\n1 --> HELLO Nr=1\n2 --> again HELLO Nr=2\n2.1 <-- ZLB\nend 60", HELLO)
    assert [t.message.nr for t in hello.transmissions] == [1, 2]
    assert hello.transmissions[1].retransmission_of is hello.first


def test_a_duplicate_is_no_retransmission() -> None:
    hello = delivery("0 setup\n1 --> HELLO id=7 dup=0.0005\n1.1 <-- ZLB\nend 60", HELLO)
    assert len(hello.transmissions) == 1
    assert hello.duplicates[0].duplicate_of is hello.first


def test_the_same_octets_with_another_ip_id_are_a_retransmission() -> None:
    hello = delivery("0 setup\n1 --> HELLO id=7\n1.001 --> again HELLO id=8\n1.1 <-- ZLB\nend 60", HELLO)
    assert len(hello.transmissions) == 2


def test_a_copy_of_a_retransmission_is_a_duplicate_of_it_only() -> None:
    hello = delivery("0 setup\n1 --> HELLO id=7\n2 --> again HELLO id=8 dup=0.001\n2.1 <-- ZLB\nend 60", HELLO)
    copy = hello.duplicates[0]
    assert copy.duplicate_of is hello.transmissions[1]
    assert copy.retransmission_of is None


def test_any_later_message_acknowledges_what_its_nr_covers() -> None:
    sccrq = delivery("0 --> SCCRQ\n0.5 <-- SCCRP\n0.6 --> SCCCN\n0.7 <-- ZLB\nend 60", SCCRQ)
    assert sccrq.acknowledged_by is not None
    assert sccrq.acknowledged_by.sender is Side.RECIPIENT


def test_the_round_trip_of_a_retransmitted_message_is_not_measured() -> None:
    """Karn's rule: nobody can say which transmission was acknowledged."""
    script = "0 setup\n1{} --> HELLO\n2.5 <-- ZLB\nend 60"
    assert delivery(script.format(",2"), HELLO).rtt_ns is None
    assert delivery(script.format(""), HELLO).rtt_ns == 1_500_000_000


def test_a_retransmission_after_the_captured_acknowledgment_is_spurious() -> None:
    hello = delivery("0 setup\n1 --> HELLO\n1.9 <-- ZLB\n2 --> again HELLO\n2.9 <-- ZLB\nend 60", HELLO)
    assert len(hello.spurious) == 1


def test_two_messages_with_one_ns_are_told_apart_by_their_types() -> None:
    tunnel = tunnel_of(
        "0 setup\n1 --> HELLO Ns=2\n1.2 --> ICRQ Ns=2 id=9\n2.2 --> again ICRQ Ns=2\n3 <-- ZLB Nr=3\nend 60"
    )
    sent = [(d.type, d.ns, len(d.transmissions)) for d in tunnel.deliveries[Side.INITIATOR]]
    assert sent[2:] == [(HELLO, 2, 1), (ICRQ, 2, 2)]
    assert tunnel.is_overtaken


def test_a_zlb_uses_up_no_ns() -> None:
    tunnel = tunnel_of("0 setup\n1 --> HELLO\n+0.1 <-- ZLB\n2 <-- HELLO\n+0.1 --> ZLB\nend 60")
    assert [d.ns for d in tunnel.deliveries[Side.RECIPIENT]] == [0, 1]
    assert tunnel.not_captured == {Side.INITIATOR: [], Side.RECIPIENT: []}


def test_a_number_that_was_acknowledged_and_never_seen_was_not_captured() -> None:
    tunnel = tunnel_of("0 setup\n1 -?> HELLO\n1.1 <-- ZLB\n5 --> HELLO\n5.1 <-- ZLB\nend 60")
    assert tunnel.not_captured[Side.INITIATOR] == [2]


def test_an_older_ns_that_comes_after_a_newer_one_is_out_of_order() -> None:
    tunnel = tunnel_of("0 setup\n1 --> HELLO Ns=3\n1.01 --> ICRQ Ns=2\n1.2 <-- ZLB Nr=4\nend 60")
    icrq = tunnel.first(ICRQ)
    assert icrq is not None
    assert icrq.out_of_order


def test_numbers_go_on_past_65535() -> None:
    tunnel = tunnel_of(
        "0 setup\nbegin 0.5\n1 --> HELLO Ns=65535 Nr=5\n+0.1 <-- ZLB Ns=5 Nr=0\n"
        "9 --> HELLO Ns=0 Nr=5\n+0.1 <-- ZLB Ns=5 Nr=1\nend 60"
    )
    assert all(d.acknowledged_by is not None for d in tunnel.deliveries[Side.INITIATOR])
    assert not any(d.out_of_order for d in tunnel.deliveries[Side.INITIATOR])
