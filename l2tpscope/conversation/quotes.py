"""ICMP errors that quote L2TP: which tunnel they speak of (RFC 792: at least the UDP header is quoted)."""

from l2tpscope.conversation.model import Tunnel
from l2tpscope.conversation.register import Register, sends_from
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.scan.datagram import L2TP_OVER_IP, UDP, Datagram
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.kind import Kind, kind_of

L2TP_PORT = 1701
# Of many tunnels between two addresses, or of one ID, only the latest are looked through.
MOST_TUNNELS = 16


def settle_quotes(errors: list[IcmpError], register: Register) -> list[IcmpError]:
    """Give each error to the tunnel that it quotes; returns those that quote L2TP of no known tunnel."""
    left = []
    for error in errors:
        tunnel = _tunnel_of(error.quoted, error.time_ns, register)
        if tunnel is not None:
            tunnel.quotes.append(error)
        elif _speaks_l2tp(error.quoted):
            left.append(error)
    return left


def _speaks_l2tp(quoted: Datagram) -> bool:
    if quoted.protocol == L2TP_OVER_IP:
        return True
    return quoted.protocol == UDP and L2TP_PORT in (quoted.source_port, quoted.destination_port)


def _tunnel_of(quoted: Datagram, time_ns: int, register: Register) -> Tunnel | None:
    if quoted.protocol not in (UDP, L2TP_OVER_IP):
        return None
    tunnel_id, own_id = _ids(quoted)
    latest = register.between(quoted.source, quoted.destination)[-MOST_TUNNELS:]
    for tunnel in reversed([*latest, *_named(quoted, tunnel_id, own_id, register)]):
        ids = (tunnel.initiator.tunnel_id, tunnel.recipient.tunnel_id)
        is_named = (tunnel_id and tunnel_id in ids) or (own_id and own_id in ids)
        if is_named and tunnel.first_ns <= time_ns and _has_ports(tunnel, quoted):
            return tunnel
    if tunnel_id:
        return None
    return next((t for t in reversed(latest) if t.first_ns <= time_ns and _has_ports(t, quoted)), None)


def _named(quoted: Datagram, tunnel_id: int | None, own_id: int | None, register: Register) -> list[Tunnel]:
    """The latest tunnels of these two addresses in which the receiver, or the sender, has the ID that is quoted."""
    here, there = quoted.source, quoted.destination
    asked = [(there, here, tunnel_id or 0), (here, there, own_id or 0)]
    owned = [
        (entry, peer) for address, peer, number in asked for entry in register.owners(address, number)[-MOST_TUNNELS:]
    ]
    return [entry[0] for entry, peer in owned if sends_from(entry, peer)]


def _has_ports(tunnel: Tunnel, quoted: Datagram) -> bool:
    """True if the tunnel's messages used both ports of the quoted datagram."""
    ports = {address.port for end in tunnel.ends.values() for address in end.addresses[:64]}
    ports |= {t.datagram.destination_port for t in tunnel.transmissions[:64]}
    return {quoted.source_port, quoted.destination_port} <= ports


def _ids(quoted: Datagram) -> tuple[int | None, int | None]:
    """Tunnel ID of the quoted header and, of a quoted request, the ID that its sender assigned; None where cut off."""
    kind = kind_of(quoted.payload)
    if kind is Kind.CONTROL2:
        message = decode_control(quoted.payload, cut=quoted.cut)
        avp = message.avp(9)
        own = int.from_bytes(avp.value) if avp is not None and len(avp.value) == 2 else None  # noqa: PLR2004
        return message.tunnel_id or None, own
    if kind is Kind.DATA2:
        at = 4 if quoted.payload[0] & 0x40 else 2
        return int.from_bytes(quoted.payload[at : at + 2]) or None, None
    return None, None
