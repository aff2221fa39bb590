"""What fits into a session: its overhead as seen, the MTU of the path as told, and which MRU and MSS follow."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.conversation.model import SECOND, InnerFlow, SentSegment, Session, Side, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.wire.inner import IP_HEADER, TCP_HEADER
from l2tpscope.wire.ppp.numbers import LCP

# What a path carries that says nothing else: Ethernet.
ETHERNET_MTU = 1500
# RFC 1661 6.1: the MRU of those who do not negotiate it.
DEFAULT_MRU = 1500
MRU = 1
# RFC 1191 3 allows 68 octets, but nothing links hosts so narrowly, and forged errors do: Linux takes none below 552.
LEAST_MTU = 552
UDP_HEADER = 8
# L2TP with Length, and with Ns and Nr where messages are sequenced (RFC 2661 3.1), PPP with address and control field:
# what most implementations send. The least there can be: neither Length nor numbers, and the protocol of PPP alone.
L2TP_HEADER, NUMBERS, PPP_HEADER = 8, 4, 4
LEAST_HEADERS = 6 + 2
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
    numbers = NUMBERS if any(count.sequenced for count in session.sent.values()) else 0
    return outer_headers(session.tunnel) + L2TP_HEADER + numbers + PPP_HEADER


def outer_headers(tunnel: Tunnel) -> int:
    """Octets of IP and UDP around L2TP in this tunnel."""
    addresses = [address.address for end in tunnel.ends.values() for address in end.addresses]
    return IP_HEADER[6 if any(":" in address for address in addresses) else 4] + UDP_HEADER


def most_that_fits(session: Session, sender: Side) -> int:
    """Octets of the largest PPP packet of this side that can fit its path, however little is wrapped around it."""
    return path_mtu(session.tunnel, sender) - outer_headers(session.tunnel) - LEAST_HEADERS


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
    lcp = session.link.negotiations.get(LCP) if session.link is not None else None
    option = lcp.sides[side].option(MRU) if lcp is not None else None
    return DEFAULT_MRU if option is None or option.number is None else option.number


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
