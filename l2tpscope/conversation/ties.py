"""Ties: tunnels that both ends opened at once, of which only one came up (RFC 2661 4.4.3)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import product

from l2tpscope.conversation.endings import GIVE_UP_NS
from l2tpscope.conversation.model import Side, Tunnel

# A flood from or to forged addresses must not make a product of them.
MOST_ADDRESSES = 16
Ends = tuple[str, str]


class Ties:
    """The tunnels that came up, by the addresses of both ends and in order of time."""

    def __init__(self, tunnels: Iterable[Tunnel]) -> None:
        self._risen: dict[Ends, list[Tunnel]] = {}
        for tunnel in sorted(tunnels, key=_began):
            if tunnel.initiator.state == "established":
                here, there = (_addresses(tunnel, side) for side in (Side.INITIATOR, Side.RECIPIENT))
                for ends in product(here, there):
                    self._risen.setdefault(ends, []).append(tunnel)

    def is_lost(self, tunnel: Tunnel) -> bool:
        """True if the other end opened a tunnel at the same time, and that one came up."""
        if tunnel.recipient.state != "idle":
            return False
        asked = dict.fromkeys(t.datagram.destination for t in tunnel.transmissions if t.sender is Side.INITIATOR)
        there = list(asked)[:MOST_ADDRESSES]
        crossing = product(there, _addresses(tunnel, Side.INITIATOR))
        return any(other is not tunnel for ends in crossing for other in self._near(tunnel, ends))

    def _near(self, tunnel: Tunnel, ends: Ends) -> Iterator[Tunnel]:
        """Two at most, of which one may be the tunnel itself."""
        risen = self._risen.get(ends, [])
        at = bisect_right(risen, tunnel.first_ns - GIVE_UP_NS, key=_began)
        return (other for other in risen[at : at + 2] if other.first_ns - tunnel.first_ns < GIVE_UP_NS)


def _began(tunnel: Tunnel) -> int:
    return tunnel.first_ns


def _addresses(tunnel: Tunnel, side: Side) -> list[str]:
    return list(dict.fromkeys(address.address for address in tunnel.ends[side].addresses))[:MOST_ADDRESSES]
