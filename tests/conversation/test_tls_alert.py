"""Tests of tls_alert: fatal alerts in fragments of TLS inside EAP."""

from l2tpscope.conversation.link import Exchange
from l2tpscope.conversation.model import Side
from tests.conversation.played import tunnel_of

BEGIN = "0 setup\n0.1 icall\n0.2 <-- EAP Request id=1 tls=20\n"
HELLO = "0.3 --> EAP Response id=1 tls=00160301000401000000\n"


def exchange_of(script: str) -> Exchange:
    """The only exchange of the only session."""
    (session,) = tunnel_of(BEGIN + HELLO + script).sessions
    assert session.link is not None
    (exchange,) = session.link.exchanges
    return exchange


def test_an_alert_of_the_server_is_told_with_its_sender() -> None:
    exchange = exchange_of("0.4 <-- EAP Request id=2 tls=0015030300020230")
    assert (exchange.alert, exchange.alerted_by) == ("unknown_ca", Side.RECIPIENT)


def test_an_alert_of_the_client_is_told_with_its_sender() -> None:
    exchange = exchange_of("0.4 <-- EAP Request id=2 tls=00\n0.5 --> EAP Response id=2 tls=001503030002022d")
    assert (exchange.alert, exchange.alerted_by) == ("certificate_expired", Side.INITIATOR)


def test_an_alert_in_two_fragments_is_put_together_and_a_retransmission_left_out() -> None:
    exchange = exchange_of(
        "0.4 <-- EAP Request id=2 tls=40150303\n0.45 <-- EAP Request id=2 tls=40150303\n"
        "0.5 --> EAP Response id=2 tls=00\n0.6 <-- EAP Request id=3 tls=0000020228"
    )
    assert exchange.alert == "handshake_failure"


def test_a_warning_and_a_handshake_without_alerts_tell_nothing() -> None:
    assert exchange_of("0.4 <-- EAP Request id=2 tls=0015030300020100").alert is None
    assert exchange_of("0.4 <-- EAP Request id=2 tls=00").alert is None
