"""Names, indexes and states of the model."""

import pytest

from l2tpscope.conversation.model import Address, Tunnel, lesser_state


@pytest.mark.parametrize(
    ("address", "tunnel_id", "reuse", "name"),
    [
        ("192.0.2.1", 4711, 1, "192.0.2.1:4711"),
        ("2001:db8::1", 4711, 2, "[2001:db8::1]:4711#2"),
        ("192.0.2.1", None, 1, "192.0.2.1:?"),
    ],
)
def test_a_tunnel_is_named_by_its_initiator(address: str, tunnel_id: int | None, reuse: int, name: str) -> None:
    tunnel = Tunnel(1, 2, reuse=reuse)
    tunnel.initiator.addresses.append(Address(address, 1701))
    tunnel.initiator.tunnel_id = tunnel_id
    assert tunnel.name == name


def test_the_state_of_both_is_the_lesser_of_those_that_left_idle() -> None:
    assert lesser_state("established", "wait-ctl-conn") == "wait-ctl-conn"
    assert lesser_state("wait-ctl-reply", "idle") == "wait-ctl-reply"
    assert lesser_state("idle", "idle") == "idle"
