"""The register leads from an ID to its tunnel, the latest last."""

from l2tpscope.conversation.model import Address, Side, Tunnel
from l2tpscope.conversation.register import Register


def registered(*tunnels: tuple[str, int]) -> Register:
    """A register with tunnels whose recipient 198.51.100.1:1701 assigned ID 7 to these initiators."""
    register = Register()
    for index, (address, port) in enumerate(tunnels, 1):
        tunnel = Tunnel(index, 2)
        tunnel.initiator.addresses.append(Address(address, port))
        register.add_id(tunnel, Side.RECIPIENT, Address("198.51.100.1", 1701), 7)
    return register


def test_an_id_assigned_again_leads_to_the_latest_tunnel_for_an_unknown_sender() -> None:
    found = registered(("192.0.2.1", 1701), ("192.0.2.2", 1701)).owner("198.51.100.1", 1701, 7, "192.0.2.99")
    assert found is not None
    assert found[0].index == 2


def test_a_sender_known_in_an_older_tunnel_is_led_there() -> None:
    found = registered(("192.0.2.1", 1701), ("192.0.2.2", 1701)).owner("198.51.100.1", 1701, 7, "192.0.2.1")
    assert found is not None
    assert found[0].index == 1


def test_an_unknown_id_leads_nowhere() -> None:
    assert registered(("192.0.2.1", 1701)).owner("198.51.100.1", 1701, 8, "192.0.2.1") is None
