"""What the two ends are called."""

from l2tpscope.conversation.model import Side
from l2tpscope.views.ends import end_name, known_as
from tests.views.handmade import new_tunnel, unanswered_sccrq


def test_an_end_has_its_host_name_and_address() -> None:
    assert end_name(new_tunnel(1), Side.INITIATOR) == "lac-ams-1 (192.0.2.10)"


def test_an_end_that_never_spoke_is_known_by_the_address_it_was_spoken_to() -> None:
    tunnel = unanswered_sccrq().tunnel
    tunnel.recipient.addresses = []
    assert known_as(tunnel, Side.RECIPIENT) == "198.51.100.77"
    assert end_name(tunnel, Side.RECIPIENT) == "198.51.100.77"


def test_an_end_without_any_trace_is_unknown() -> None:
    tunnel = new_tunnel(1)
    tunnel.recipient.addresses = []
    tunnel.recipient.host_name = None
    assert end_name(tunnel, Side.RECIPIENT) == "?"
