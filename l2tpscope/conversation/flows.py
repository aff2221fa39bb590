"""Data messages: which session each counted flow belongs to, and tunnels of which only data was captured."""

from functools import lru_cache

from l2tpscope.conversation.calls import Calls
from l2tpscope.conversation.echo_run import EchoRun
from l2tpscope.conversation.halves import Halves, Runs, paired, ppp_of
from l2tpscope.conversation.model import SIDES, Address, DataCount, PppFrame, Session, Side, Tunnel
from l2tpscope.conversation.register import MOST_UNLEARNT, Entry, Register
from l2tpscope.scan.flow import FlowKey, FlowRow

# A flood from forged addresses must not fill the memory of one session.
MOST_ADDRESSES = 64


class Flows:
    """Attaches FlowRows and PPP frames to the sessions of the tunnels, by the receiver's IDs and by time.

    strays    rows of no known tunnel; adopted: packets on ports that nobody named, which are L2TP after all
    """

    def __init__(self, register: Register, calls: dict[Tunnel, Calls]) -> None:
        self.register = register
        self.calls = calls
        self.strays: list[FlowRow] = []
        self.adopted = 0
        self._halves: dict[Tunnel, Halves] = {}

    def tunnel_of(self, key: FlowKey, first_ns: int) -> tuple[Tunnel, Side] | None:
        """The tunnel, and the side that sent: of those that ever had the ID, the latest begun by `first_ns`."""
        owners = self.register.owners(key.destination, key.tunnel_id)
        if not owners:
            learnt = self._learnt_now(key)
            return (learnt[0], learnt[1].other) if learnt is not None else None
        if len(owners) == 1:
            return owners[0][0], owners[0][1].other
        begun = [entry for entry in owners if entry[0].first_ns <= first_ns or not entry[0].beginning_seen]
        related = [entry for entry in begun if _knows(entry[0], key)] or begun or owners
        # Clients that share an address behind a NAT may have the same ID: the port tells them apart.
        there = Address(key.destination, key.destination_port)
        tunnel, receiver = ([entry for entry in related if there in entry[0].ends[entry[1]].addresses] or related)[-1]
        return tunnel, receiver.other

    def add_row(self, row: FlowRow) -> None:
        """Count the row to its session; to the tunnel's orphans or the strays where there is none."""
        found = self.tunnel_of(row.key, row.first_ns)
        if found is not None and not row.on_port:
            found = found if _moved_there(*found, row.key) else None
            self.adopted += row.packets if found is not None else 0
        if found is None:
            if row.on_port:
                self.strays.append(row)
            return
        tunnel, sender = found
        session = self.calls[tunnel].at(sender.other, row.key.session_id, row.first_ns)
        if session is not None:
            _count(session.counted(sender), row)
        elif tunnel.beginning_seen or row.key.version != 2:  # noqa: PLR2004
            tunnel.orphans.append(row)
        else:
            self._halves.setdefault(tunnel, {side: {} for side in SIDES})[sender].setdefault(
                row.key.session_id, []
            ).append(row)
        tunnel.last_ns = max(tunnel.last_ns, row.last_ns)

    def begin(self, tunnel: Tunnel, rows: list[FlowRow]) -> None:
        """Take in the rows of a tunnel of which only data was captured, and which was made for them."""
        halves: Halves = {side: {} for side in SIDES}
        initiator = tuple(tunnel.initiator.addresses[0])
        for row in rows:
            tunnel.last_ns = max(tunnel.last_ns, row.last_ns)
            if row.key.version != 2:  # noqa: PLR2004 - sessions of L2TPv3 are not analyzed
                tunnel.orphans.append(row)
                continue
            sender = Side.INITIATOR if row.key[:2] == initiator else Side.RECIPIENT
            halves[sender].setdefault(row.key.session_id, []).append(row)
        self._halves[tunnel] = halves

    def add_ppp(self, key: FlowKey, frame: PppFrame) -> None:
        """File one PPP control frame under its session (frames of unknown sessions are only counted)."""
        found = self.session_of(key, frame.time_ns)
        if found is not None:
            found[0].ppp.append(frame._replace(sender=found[1]))

    def add_run(self, asking: FlowKey, run: EchoRun) -> None:
        """File echoes that were only counted under the session that asked."""
        found = self.session_of(asking, run.request.time_ns)
        if found is not None:
            session, sender = found
            run.request = run.request._replace(sender=sender)
            run.reply = run.reply._replace(sender=sender.other)
            session.echo_runs.append(run)

    def session_of(self, key: FlowKey, time_ns: int) -> tuple[Session, Side] | None:
        """The session of a data message, and the side that sent it; None where it is not known."""
        found = self.tunnel_of(key, time_ns)
        if found is None:
            return None
        tunnel, sender = found
        session = self.calls[tunnel].at(sender.other, key.session_id, time_ns)
        return (session, sender) if session is not None else None

    def pair_halves(self, ppp: list[tuple[FlowKey, PppFrame]], runs: Runs) -> None:
        """Make sessions of the flows whose calls were set up before the capture."""
        by_id: dict[tuple[str, int], list[tuple[FlowKey, PppFrame]]] = {}
        for key, frame in ppp if self._halves else ():
            by_id.setdefault((key.destination, key.tunnel_id), []).append((key, frame))
        for tunnel, rows in self._halves.items():
            for pair in paired(rows, ppp_of(tunnel, rows, by_id), runs):
                session = self.calls[tunnel].new(min(row.first_ns for half in pair.values() for row in half))
                session.beginning_seen = False
                session.states = dict.fromkeys(SIDES, "established")
                for sender, half in pair.items():
                    self.calls[tunnel].add(sender.other, half[0].key.session_id, session)
                    for row in half:
                        _count(session.counted(sender), row)
        self._halves = {}

    def _learnt_now(self, key: FlowKey) -> Entry | None:
        """The only tunnel of these two endpoints whose ID at the receiver nobody has named yet: this is it."""
        waiting = self.register.unlearnt(key.source, key.destination)
        if not waiting:
            return None
        here, there = Address(key.source, key.source_port), Address(key.destination, key.destination_port)
        fitting = [
            (tunnel, side)
            for tunnel in waiting
            for side in SIDES
            if tunnel.ends[side].tunnel_id is None
            and there in tunnel.ends[side].addresses
            and here in tunnel.ends[side.other].addresses
            and not tunnel.beginning_seen
        ]
        if len(fitting) != 1 or len(waiting) == MOST_UNLEARNT:
            return None
        self.register.add_id(*fitting[0], there, key.tunnel_id)
        return fitting[0]


def adopt_strays(flows: Flows, tunnels: list[Tunnel]) -> list[FlowRow]:
    """Tunnels of which only data was captured: both directions of one pair of endpoints with one Tunnel ID each.

    Returns the rows that stay strays: of one direction only, beside a known tunnel of the same addresses. Where a pair
    shows several Tunnel IDs in one direction nothing says which belong together: each makes a tunnel of one direction.
    """
    groups: dict[tuple[tuple[str | int, ...], ...], list[FlowRow]] = {}
    for row in flows.strays:
        here, there = row.key[:2], row.key[2:4]
        groups.setdefault((here, there) if here < there else (there, here), []).append(row)
    flows.strays = []
    left = []
    for rows in groups.values():
        key = rows[0].key
        if len({row.key.source for row in rows}) == 1 and flows.register.between(key.source, key.destination):
            left += rows
            continue
        for joined in _by_tunnel(rows):
            flows.begin(_made(flows, tunnels, joined), joined)
    return left


def _by_tunnel(rows: list[FlowRow]) -> list[list[FlowRow]]:
    directions: dict[tuple[str, int, int], list[FlowRow]] = {}
    for row in rows:
        directions.setdefault((row.key.destination, row.key.destination_port, row.key.tunnel_id), []).append(row)
    receivers = {receiver[:2] for receiver in directions}
    if len(directions) == len(receivers):
        return [rows]
    return list(directions.values())


def _made(flows: Flows, tunnels: list[Tunnel], rows: list[FlowRow]) -> Tunnel:
    first = min(rows, key=lambda row: (row.first_ns, row.first_frame))
    tunnel = Tunnel(len(tunnels) + 1, first.key.version)
    tunnel.beginning_seen = tunnel.initiator_known = False
    tunnel.first_ns, tunnel.last_ns = first.first_ns, first.last_ns
    for end in tunnel.ends.values():
        end.state = "established"
    tunnel.initiator.addresses.append(Address(first.key.source, first.key.source_port))
    tunnel.recipient.addresses.append(Address(first.key.destination, first.key.destination_port))
    tunnels.append(tunnel)
    flows.calls[tunnel] = Calls(tunnel)
    flows.register.add_pair(tunnel, first.key.source, first.key.destination)
    for receiver in {(row.key.destination, row.key.destination_port, row.key.tunnel_id) for row in rows}:
        address = Address(receiver[0], receiver[1])
        side = Side.INITIATOR if address in tunnel.initiator.addresses else Side.RECIPIENT
        flows.register.add_id(tunnel, side, address, receiver[2])
    return tunnel


def _moved_there(tunnel: Tunnel, sender: Side, key: FlowKey) -> bool:
    """True if control messages of the tunnel went the same way: data on a port nobody named is only then L2TP."""
    here, there = Address(key.source, key.source_port), Address(key.destination, key.destination_port)
    return here in tunnel.ends[sender].addresses and there in tunnel.ends[sender.other].addresses


@lru_cache(1 << 16)
def _only(address: str, port: int) -> tuple[Address, ...]:
    """The sessions of one tunnel share it."""
    return (Address(address, port),)


def _knows(tunnel: Tunnel, key: FlowKey) -> bool:
    """True if one end of the tunnel was seen at the sender's address."""
    return any(a.address == key.source for end in tunnel.ends.values() for a in end.addresses)


def _count(count: DataCount, row: FlowRow) -> None:
    count.packets += row.packets
    count.octets += row.octets
    count.ppp += row.ppp
    count.largest = max(count.largest, row.largest)
    if count.first_ns is None or row.first_ns < count.first_ns:
        count.first_ns = row.first_ns
    if count.last_ns is None or row.last_ns > count.last_ns:
        count.last_ns = row.last_ns
    if row.sequenced:
        count.sequenced += row.sequenced
        count.missing = (count.missing or 0) + row.missing
        count.reordered = (count.reordered or 0) + row.reordered
        count.duplicated = (count.duplicated or 0) + row.duplicated
    key = row.key
    count.sources = _with(count.sources, key.source, key.source_port)
    count.destinations = _with(count.destinations, key.destination, key.destination_port)
    count.rows = (*count.rows, row)


def _with(seen: tuple[Address, ...], address: str, port: int) -> tuple[Address, ...]:
    if not seen:
        return _only(address, port)
    one = Address(address, port)
    return seen if one in seen or len(seen) >= MOST_ADDRESSES else (*seen, one)
