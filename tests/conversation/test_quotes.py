"""ICMP errors belong to the tunnel that they quote and are no traffic of it."""

from tests.conversation.played import played, tunnel_of


def test_an_error_that_quotes_a_request_belongs_to_its_tunnel() -> None:
    tunnel = tunnel_of("0,1,3 --> SCCRQ\n3.1 <-- ICMP 3/3\nend 60")
    assert [(error.type, error.code) for error in tunnel.quotes] == [(3, 3)]
    assert len(tunnel.transmissions) == 3


def test_an_error_is_counted_as_icmp_and_not_as_l2tp() -> None:
    counts = played("0,1,3 --> SCCRQ\n3.1 <-- ICMP 3/3\nend 60").counts
    assert (counts.l2tp_control, counts.icmp) == (3, 1)
