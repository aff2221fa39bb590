"""Who lost a tie, among however many tunnels."""

from l2tpscope.conversation.endings import GIVE_UP_NS
from l2tpscope.conversation.model import Address, Side, Tunnel
from l2tpscope.conversation.ties import Ties

HERE, THERE = "192.0.2.1", "198.51.100.1"


def tunnel(initiator: str, recipient: str, first_ns: int, *, is_up: bool) -> Tunnel:
    """A tunnel between two addresses, both seen, that came up or did not."""
    made = Tunnel(1, 2, first_ns=first_ns)
    made.initiator.addresses.append(Address(initiator, 1701))
    made.recipient.addresses.append(Address(recipient, 1701))
    if is_up:
        made.initiator.state = made.recipient.state = "established"
    return made


def test_only_the_tunnels_between_the_same_ends_at_the_same_time_are_looked_at() -> None:
    same = [tunnel(THERE, HERE, at, is_up=True) for at in (0, GIVE_UP_NS, 2 * GIVE_UP_NS - 1, 2 * GIVE_UP_NS)]
    other = tunnel(THERE, "192.0.2.2", GIVE_UP_NS, is_up=True)
    ties = Ties([*same, other])
    assert ties._risen[THERE, HERE] == same
    at = tunnel(HERE, THERE, GIVE_UP_NS, is_up=False)
    assert list(ties._near(at, (THERE, HERE))) == same[1:3]
    assert list(ties._near(at, (THERE, "192.0.2.9"))) == []


def test_what_never_came_up_wins_no_tie() -> None:
    assert Ties([tunnel(THERE, HERE, 0, is_up=False)])._risen == {}


def test_a_tunnel_whose_recipient_answered_lost_nothing() -> None:
    late = tunnel(HERE, THERE, 5, is_up=True)
    assert not Ties([tunnel(THERE, HERE, 0, is_up=True), late]).is_lost(late)


def test_forged_addresses_make_no_product() -> None:
    flooded = tunnel(THERE, HERE, 0, is_up=True)
    for side in Side:
        flooded.ends[side].addresses += [Address(f"10.{n >> 8}.{n & 255}.1", 1701) for n in range(5000)]
    assert len(Ties([flooded])._risen) < 1000
