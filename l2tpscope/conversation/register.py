"""Register: which tunnel and side an ID belongs to, and which tunnels two addresses have."""

from l2tpscope.conversation.model import Address, Side, Tunnel

Entry = tuple[Tunnel, Side]
Route = tuple[tuple[str, int, str, int], int]
# Of many tunnels between two addresses only the latest are looked through, however many a flood makes.
MOST_UNLEARNT = 64


class Register:
    """Tunnels by the ID that one end assigned, and by their pair of addresses.

    An ID names a tunnel only together with the end that assigned it, and only until it is assigned again; so each
    (address, ID) leads to the tunnels that had it, the latest last. Clients that share an address behind a NAT may
    assign the same ID: an index with the port goes first.

    routes   ((source, port, destination, port), Tunnel ID) -> tunnel and sender where nothing is left to learn: the
             short way for almost every message; forgotten as soon as the ID is assigned again
    """

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, int], list[Entry]] = {}
        self._by_port: dict[tuple[str, int, int], Entry] = {}
        self._by_pair: dict[frozenset[str], list[Tunnel]] = {}
        self._unlearnt: dict[frozenset[str], dict[Tunnel, None]] = {}
        self._nameless: dict[Address, list[Tunnel]] = {}
        self.routes: dict[Route, Entry] = {}
        self._routes_to: dict[tuple[str, int], list[Route]] = {}

    def add_route(self, route: Route, entry: Entry) -> None:
        """Let further messages of this kind take the short way, if both IDs and both roles are known."""
        tunnel, sender = entry
        receiver = tunnel.ends[sender.other]
        (_, _, destination, _), tunnel_id = route
        if tunnel.initiator_known and tunnel.ends[sender].tunnel_id is not None and receiver.tunnel_id == tunnel_id:
            self.routes[route] = entry
            self._routes_to.setdefault((destination, tunnel_id), []).append(route)

    def add_id(self, tunnel: Tunnel, side: Side, address: Address, tunnel_id: int) -> None:
        """Note that this end, at this address, has this ID."""
        tunnel.ends[side].tunnel_id = tunnel_id
        for route in self._routes_to.pop((address.address, tunnel_id), ()):
            self.routes.pop(route, None)
        known = self._by_id.setdefault((address.address, tunnel_id), [])
        if (tunnel, side) not in known[-4:]:
            known.append((tunnel, side))
        self._by_port[(address.address, address.port, tunnel_id)] = (tunnel, side)

    def add_pair(self, tunnel: Tunnel, one: str, other: str) -> None:
        """Note that the tunnel was seen between these two addresses."""
        pair = frozenset((one, other))
        self._by_pair.setdefault(pair, []).append(tunnel)
        self._unlearnt.setdefault(pair, {})[tunnel] = None

    def owner(self, address: str, port: int, tunnel_id: int, sender: str) -> Entry | None:
        """The tunnel in which the end at this address assigned this ID: that of `sender` if there are several.

        A sender seen in none of them (a moved NAT mapping, an answer from another address) gets the latest.
        """
        exact = self._by_port.get((address, port, tunnel_id))
        if exact is not None and sends_from(exact, sender):
            return exact
        known = self._by_id.get((address, tunnel_id), [])
        for entry in reversed(known[-8:]):
            if sends_from(entry, sender):
                return entry
        return exact or (known[-1] if known else None)

    def owners(self, address: str, tunnel_id: int) -> list[Entry]:
        """Every tunnel in which an end at this address assigned this ID, the latest last."""
        return self._by_id.get((address, tunnel_id), [])

    def between(self, one: str, other: str) -> list[Tunnel]:
        """The tunnels seen between two addresses, the latest last."""
        return self._by_pair.get(frozenset((one, other)), [])

    def unlearnt(self, one: str, other: str) -> list[Tunnel]:
        """The latest of them in which the ID of one end is not known yet, at most MOST_UNLEARNT."""
        waiting = self._unlearnt.get(frozenset((one, other)), {})
        found, learnt = [], []
        for tunnel in reversed(waiting):
            if None in (tunnel.initiator.tunnel_id, tunnel.recipient.tunnel_id):
                found.append(tunnel)
                if len(found) == MOST_UNLEARNT:
                    break
            else:
                learnt.append(tunnel)
        for tunnel in learnt:
            del waiting[tunnel]
        return found[::-1]

    def add_nameless(self, tunnel: Tunnel, address: Address) -> None:
        """Note that the initiator at this address has an ID that its SCCRQ does not show (hidden, or cut off)."""
        self._nameless.setdefault(address, []).append(tunnel)

    def nameless(self, address: Address) -> list[Tunnel]:
        """Those of the latest of them that nobody has answered yet."""
        latest = self._nameless.get(address, [])[-MOST_UNLEARNT:]
        return [tunnel for tunnel in latest if tunnel.initiator.tunnel_id is None and not tunnel.recipient.addresses]

    def swap(self, tunnel: Tunnel) -> None:
        """Exchange the two sides of a tunnel whose first sender turned out to be the recipient."""
        for end in tunnel.ends.values():
            for address in end.addresses:
                if end.tunnel_id is None:
                    continue
                known = self._by_id.get((address.address, end.tunnel_id), [])
                known[:] = [(t, side.other if t is tunnel else side) for t, side in known]
                key = (address.address, address.port, end.tunnel_id)
                if key in self._by_port and self._by_port[key][0] is tunnel:
                    self._by_port[key] = (tunnel, self._by_port[key][1].other)
        tunnel.ends = {side.other: end for side, end in tunnel.ends.items()}


def sends_from(entry: Entry, sender: str) -> bool:
    """True if the other end of the tunnel was seen at this address, or was not seen yet."""
    tunnel, owner = entry
    addresses = tunnel.ends[owner.other].addresses
    return not addresses or any(address.address == sender for address in addresses)
