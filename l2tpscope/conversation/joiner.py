"""Joiner: which tunnel a control message belongs to, by the IDs and numbers it carries rather than by its addresses."""

from l2tpscope.conversation.model import SECOND, SIDES, Address, Side, Transmission, Tunnel
from l2tpscope.conversation.register import Entry, Register
from l2tpscope.conversation.sequence import unwrap
from l2tpscope.scan.datagram import UDP, Datagram
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.messages import ICRQ, OCRQ, SCCCN, SCCRP, SCCRQ, STOPCCN

# No known stack waits longer between two transmissions of one SCCRQ (RFC 2661 5.8 caps the interval at no less than
# 8 s; 32 s is the longest seen), so the same SCCRQ after a longer silence is a new try with a reused ID.
LONGEST_RETRANSMISSION_GAP_NS = 64 * SECOND
# A message found on two sides of a NAT is one datagram: nothing stays on a wire longer than this.
SAME_DATAGRAM_NS = SECOND
# How far Ns and Nr may be from what the other direction calls for, where nothing but them joins two directions.
FARTHEST_FIT = 8
RECENT = 64
# Pairs of addresses and ports that are noted of one tunnel: a flood from forged addresses shall not fill the memory.
MOST_PATHS = 256
ASSIGNED_ID_AVP = {2: 9, 3: 61}
USUAL_FLAGS = 0xC802
"""T, L and S, version 2 (RFC 2661 3.1)."""
_OCTETS_OF_ID = {2: 2, 3: 4}


def assigned_id(message: ControlMessage) -> int | None:
    """The ID that the sender assigns to itself (AVP 9, in L2TPv3 AVP 61); None where absent, hidden or malformed."""
    avp = message.avp(ASSIGNED_ID_AVP[message.version])
    if avp is None or len(avp.value) != _OCTETS_OF_ID[message.version]:
        return None
    return int.from_bytes(avp.value) or None


class Joiner:
    """Routes each control message, in time order, to the one tunnel it belongs to, and makes tunnels as they appear."""

    def __init__(self) -> None:
        self.tunnels: list[Tunnel] = []
        self.register = Register()
        self._paths: dict[Tunnel, set[tuple[str, int, str, int]]] = {}

    def add(self, datagram: Datagram, message: ControlMessage, *, adopt: bool = True) -> Transmission | None:
        """The transmission, placed in its tunnel; None if it would need a new tunnel and `adopt` is False."""
        time_ns = datagram.time_ns
        route = datagram[2:6], message.tunnel_id  # from source to destination port: cheaper than by name
        found = self.register.routes.get(route)
        if found is None or found[0].version != message.version:
            found = self._place(datagram, message)
            if found is None and adopt:
                found = self._begin(datagram, message)
            if found is None:
                return None
            found = self._learn(*found, datagram, message)
            self.register.add_route(route, found)
        tunnel, sender = found
        transmission = Transmission(datagram, message, sender, tunnel, time_ns)
        tunnel.transmissions.append(transmission)
        if message.flags != USUAL_FLAGS or message.defects or datagram.cut:
            tunnel.unusual.append(transmission)
        if time_ns > tunnel.last_ns:  # noqa: PLR1730 - max() takes longer, and this is asked for every message
            tunnel.last_ns = time_ns
        return transmission

    def _place(self, datagram: Datagram, message: ControlMessage) -> Entry | None:
        if message.type == SCCRQ:
            return self._place_request(datagram, message)
        if message.tunnel_id:
            known = self.register.owner(
                datagram.destination, datagram.destination_port, message.tunnel_id, datagram.source
            )
            if known is not None and known[0].version == message.version:
                return known[0], known[1].other
        found = self._by_own_id(datagram, message) or self._by_numbers(datagram, message)
        return self._from_elsewhere(datagram) if found is None and message.type == SCCRP and message.nr else found

    def _place_request(self, datagram: Datagram, message: ControlMessage) -> Entry | None:
        own = assigned_id(message)
        if own is None:
            candidates = self.register.between(datagram.source, datagram.destination)[-8:]
        else:
            candidates = [tunnel for tunnel, _ in self.register.owners(datagram.source, own)[-8:]]
        for tunnel in reversed(candidates):
            if _repeats(tunnel, datagram, message):
                return tunnel, Side.INITIATOR
        return self._same_datagram(datagram, message)

    def _same_datagram(self, datagram: Datagram, message: ControlMessage) -> Entry | None:
        """The tunnel whose SCCRQ is this very datagram, captured again beyond a NAT (same octets, same IP ID)."""
        if not datagram.ip_id:
            return None
        for tunnel in reversed(self.tunnels[-8:]):
            first = tunnel.transmissions[0]
            if (
                first.message.type == SCCRQ
                and first.datagram.ip_id == datagram.ip_id
                and first.message.octets == message.octets
                and abs(datagram.time_ns - first.time_ns) < SAME_DATAGRAM_NS
            ):
                return tunnel, Side.INITIATOR
        return None

    def _by_own_id(self, datagram: Datagram, message: ControlMessage) -> Entry | None:
        """By the ID that the sender says is its own: a StopCCN after giving up, an SCCRP to a hidden ID."""
        own = assigned_id(message) if message.type in (SCCRP, STOPCCN) else None
        if own is None:
            return None
        known = self.register.owner(datagram.source, datagram.source_port, own, datagram.destination)
        if known is None:
            return None
        tunnel, sender = known
        fits = not message.tunnel_id or tunnel.ends[sender.other].tunnel_id in (None, message.tunnel_id)
        return known if fits and self._sender_in(tunnel, datagram) is not None else None

    def _by_numbers(self, datagram: Datagram, message: ControlMessage) -> Entry | None:
        """A tunnel of these two addresses whose receiver's ID was never seen: the one whose Ns and Nr fit best."""
        known = self.register.unlearnt if message.tunnel_id else self.register.between
        candidates = known(datagram.source, datagram.destination)
        best: tuple[int, Tunnel, Side] | None = None
        for tunnel in reversed(candidates[-RECENT:]):
            sender = self._sender_in(tunnel, datagram)
            if sender is None or (message.tunnel_id and tunnel.ends[sender.other].tunnel_id is not None):
                continue
            distance = self._distance(tunnel, sender, message)
            if distance == 0:
                return tunnel, sender
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, tunnel, sender)
        return best[1:] if best is not None else None

    def _from_elsewhere(self, datagram: Datagram) -> Entry | None:
        """The only unanswered SCCRQ of this receiver whose ID is not to be read: the answer to it, from any address."""
        waiting = self.register.nameless(Address(datagram.destination, datagram.destination_port))
        return (waiting[0], Side.RECIPIENT) if len(waiting) == 1 else None

    def _sender_in(self, tunnel: Tunnel, datagram: Datagram) -> Side | None:
        """Which side of this tunnel sends from here to there, by the paths that its messages have taken."""
        path = (datagram.source, datagram.source_port, datagram.destination, datagram.destination_port)
        back = (path[2], path[3], path[0], path[1])
        for known in (path, back):
            if known in self._paths[tunnel]:
                here = Address(known[0], known[1])
                side = next((s for s in SIDES if here in tunnel.ends[s].addresses), None)
                if side is not None:
                    return side if known == path else side.other
        for side in SIDES:
            if any(address.address == datagram.source for address in tunnel.ends[side].addresses):
                return side
        return Side.RECIPIENT if any(a.address == datagram.destination for a in tunnel.initiator.addresses) else None

    def _distance(self, tunnel: Tunnel, sender: Side, message: ControlMessage) -> int | None:
        """How far Ns and Nr are from what the tunnel's last messages call for; None: it cannot belong there."""
        own, across = _last_of(tunnel, sender), _last_of(tunnel, sender.other)
        if message.type == SCCRP and (sender is Side.INITIATOR or own is not None):
            return None
        distance = 0
        if across is not None:
            distance += _off(message.nr, across.ns, 0 if across.is_zlb else 1)
        if own is not None:
            distance += _off(message.ns, own.ns, 0 if own.is_zlb else 1)
        elif across is not None:
            distance += _off(message.ns, across.nr, 0)
        return distance if distance <= FARTHEST_FIT or tunnel.beginning_seen else None

    def _begin(self, datagram: Datagram, message: ControlMessage) -> Entry:
        """A new tunnel. Without its SCCRQ the first sender stands as initiator, but for an SCCRP, which answers one."""
        sender = Side.RECIPIENT if message.type == SCCRP else Side.INITIATOR
        tunnel = Tunnel(len(self.tunnels) + 1, message.version, "udp" if datagram.protocol == UDP else "ip")
        tunnel.beginning_seen = message.type == SCCRQ
        tunnel.initiator_known = message.type in (SCCRQ, SCCRP)
        tunnel.first_ns = tunnel.last_ns = datagram.time_ns
        self.tunnels.append(tunnel)
        self._paths[tunnel] = set()
        if message.type == SCCRQ and assigned_id(message) is None:
            self.register.add_nameless(tunnel, Address(datagram.source, datagram.source_port))
        if not tunnel.beginning_seen:
            tunnel.ends[sender.other].addresses.append(Address(datagram.destination, datagram.destination_port))
        return tunnel, sender

    def _asked_at(self, tunnel: Tunnel, side: Side) -> list[Address]:
        """The addresses to which the other side has sent: who answers from elsewhere may still be spoken to there."""
        peers = {address.address for address in tunnel.ends[side.other].addresses}
        return sorted({Address(path[2], path[3]) for path in self._paths[tunnel] if path[0] in peers})

    def _learn(self, tunnel: Tunnel, sender: Side, datagram: Datagram, message: ControlMessage) -> Entry:
        """Note the IDs and addresses that this message shows; returns the tunnel and the sender, if need be swapped."""
        here = Address(datagram.source, datagram.source_port)
        there = Address(datagram.destination, datagram.destination_port)
        known = self._paths[tunnel]
        if (path := here + there) not in known and len(known) < MOST_PATHS:
            self._new_path(tunnel, sender, here, there)
            known.add(path)
        if message.type in (SCCRQ, SCCRP, STOPCCN) and tunnel.ends[sender].tunnel_id is None:
            own = assigned_id(message)
            if own is not None:
                self._assign(tunnel, sender, own, here, *self._asked_at(tunnel, sender))
        if message.tunnel_id and tunnel.ends[sender.other].tunnel_id is None:
            self._assign(tunnel, sender.other, message.tunnel_id, there, *tunnel.ends[sender.other].addresses)
        if not tunnel.initiator_known and message.type in (ICRQ, OCRQ):
            tunnel.initiator_known = True
            if sender is Side.RECIPIENT:
                self._swap(tunnel)
                return tunnel, Side.INITIATOR
        return tunnel, sender

    def _assign(self, tunnel: Tunnel, side: Side, tunnel_id: int, *addresses: Address) -> None:
        for address in addresses:
            self.register.add_id(tunnel, side, address, tunnel_id)

    def _new_path(self, tunnel: Tunnel, sender: Side, here: Address, there: Address) -> None:
        end = tunnel.ends[sender]
        if here not in end.addresses:
            end.addresses.append(here)
            if end.tunnel_id is not None:
                self.register.add_id(tunnel, sender, here, end.tunnel_id)
        pair = {here.address, there.address}
        if not any({path[0], path[2]} == pair for path in self._paths[tunnel]):
            self.register.add_pair(tunnel, here.address, there.address)

    def _swap(self, tunnel: Tunnel) -> None:
        """The first sender turned out to be the recipient."""
        self.register.swap(tunnel)
        for transmission in tunnel.transmissions:
            transmission.sender = transmission.sender.other


def _repeats(tunnel: Tunnel, datagram: Datagram, message: ControlMessage) -> bool:
    """True if this SCCRQ is another transmission of the one that began `tunnel`, not a new tunnel with a reused ID."""
    recent = tunnel.transmissions[-RECENT:]
    requests = [t for t in (tunnel.transmissions[0], *recent) if t.message.type == SCCRQ]
    if not requests or requests[0].datagram.source != datagram.source:
        return False
    last = requests[-1]
    if last.message.octets[12:] != message.octets[12:] or requests[0].datagram.source_port != datagram.source_port:
        return False
    if datagram.ip_id and last.datagram.ip_id == datagram.ip_id:
        return True
    if datagram.time_ns - last.time_ns > LONGEST_RETRANSMISSION_GAP_NS:
        return False
    return not any(t.sender is Side.INITIATOR and t.message.type in (SCCCN, STOPCCN) for t in recent)


def _last_of(tunnel: Tunnel, sender: Side) -> ControlMessage | None:
    recent = (t.message for t in reversed(tunnel.transmissions[-RECENT:]) if t.sender is sender)
    return next(recent, None)


def _off(number: int | None, base: int | None, step: int) -> int:
    """How far a sequence number is from `base` + `step`; 0 where either is unknown."""
    return 0 if number is None or base is None else abs(unwrap(number, base + step) - base - step)
