"""What fits into a session: its overhead as seen, the MTU of the path as told, and which MRU and MSS follow."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.conversation.model import SECOND, InnerFlow, SentSegment, Session, Side, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.wire.inner import IP_HEADER, TCP_HEADER
from l2tpscope.wire.ppp.numbers import CONFIGURE_ACK, CONFIGURE_REQUEST, LCP
from l2tpscope.wire.ppp.packet import decode_ppp

# What a path carries that says nothing else: Ethernet.
ETHERNET_MTU = 1500
# RFC 1661 6.1: the MRU of those who do not negotiate it.
DEFAULT_MRU = 1500
MRU = 1
# RFC 791 3.1: every module can forward 68 octets; a next-hop MTU below is nonsense.
LEAST_MTU = 68
UDP_HEADER = 8
# L2TP with Length (RFC 2661 3.1), PPP with address and control field: what most implementations send.
L2TP_HEADER, PPP_HEADER = 8, 4
# (IP version, type, code): RFC 1191 4, RFC 4443 3.2.
TOO_BIG = {(4, 3, 4), (6, 2, 0)}
# RFC 6298 2.4 asks for a second, systems use a fifth of it and double: three retransmissions take longer than this.
RETRANSMISSIONS, RETRANSMITTED_FOR_NS = 3, SECOND


class Fit(NamedTuple):
    """Octets of the largest PPP packet (MRU and MTU of PPP) and TCP segments (MSS over IPv4, IPv6) that fit a path."""

    mru: int
    mss: int
    mss_v6: int


def overhead(session: Session) -> int:
    """Octets of outer IP, UDP, L2TP and PPP around an inner packet: the most that was seen, else the usual."""
    seen = [sent.first for flow in session.watched for sent in flow.sent]
    around = [one.outer - one.segment.octets for one in (*seen, *session.syns)]
    if around:
        return max(around)
    addresses = [address.address for end in session.tunnel.ends.values() for address in end.addresses]
    outer = IP_HEADER[6 if any(":" in address for address in addresses) else 4]
    return outer + UDP_HEADER + L2TP_HEADER + PPP_HEADER


def fitting(path_mtu: int, around: int) -> Fit:
    """What fits a path of this MTU with so many octets around the inner packet."""
    mru = path_mtu - around
    return Fit(mru, mru - headers(4), mru - headers(6))


def headers(version: int) -> int:
    """Octets of the headers of IP and TCP without options, which the MSS leaves out (RFC 9293 3.7.1)."""
    return IP_HEADER[version] + TCP_HEADER


def too_big(tunnel: Tunnel, sender: Side) -> Iterator[IcmpError]:
    """The ICMP errors that say that a datagram of this side is too big for the path."""
    hosts = {address.address for address in tunnel.ends[sender].addresses}
    for error in tunnel.quotes:
        if (error.version, error.type, error.code) in TOO_BIG and error.quoted.source in hosts:
            yield error


def path_mtu(tunnel: Tunnel, sender: Side) -> int:
    """The least MTU that a router told this side, else that of Ethernet."""
    told = (error.next_hop_mtu or 0 for error in too_big(tunnel, sender))
    return min((mtu for mtu in told if mtu >= LEAST_MTU), default=ETHERNET_MTU)


def mru(session: Session, side: Side) -> int:
    """The MRU that this side asked for and its peer acknowledged, else 1500."""
    acknowledged = {
        f.identifier for f in session.ppp if _is(f.protocol, f.code, CONFIGURE_ACK) and f.sender is not side
    }
    for frame in reversed(session.ppp):
        if frame.sender is side and _is(frame.protocol, frame.code, CONFIGURE_REQUEST):
            option = decode_ppp(LCP, frame.octets).option(MRU) if frame.identifier in acknowledged else None
            if option is not None and option.number is not None:
                return option.number
    return DEFAULT_MRU


def _is(protocol: int, code: int, wanted: int) -> bool:
    return protocol == LCP and code == wanted


def flows_of(session: Session, sender: Side) -> Iterator[InnerFlow]:
    """What this side sent of the TCP connections that were watched."""
    return (flow for flow in session.watched if flow.sender is sender)


def vanished(flow: InnerFlow) -> Iterator[SentSegment]:
    """Segments that were sent again and again and never acknowledged."""
    for sent in flow.sent:
        lasted = sent.last.time_ns - sent.first.time_ns
        often = len(sent.transmissions) > RETRANSMISSIONS and lasted >= RETRANSMITTED_FOR_NS
        if sent.acknowledged_by is None and often:
            yield sent
