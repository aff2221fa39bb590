"""Room: how large a PPP packet may be to fit the path in one piece, with what is wrapped around it."""

from typing import NamedTuple

from l2tpscope.conversation.link import Negotiator
from l2tpscope.conversation.model import Session

MRU = 1
# RFC 1661 6.1: the MRU without the option; what an Ethernet path carries.
DEFAULT_MRU, ETHERNET_MTU = 1500, 1500
# UDP, the longest L2TP data header in use (length and sequence numbers, RFC 2661 3.1), FF 03 and the PPP protocol;
# and the least: no length, no numbers, and FF 03 compressed away.
AROUND_PPP, AROUND_PPP_LEAST = 8 + 12 + 4, 8 + 6 + 2
# The headers of IPv4 and IPv6; of TCP (RFC 9293 3.1).
IPV4, IPV6, TCP = 20, 40, 20


class Room(NamedTuple):
    """Octets: the path's MTU, an MRU that surely fits, the TCP MSS (over IPv4) with it, the most that may ever fit."""

    mtu: int
    mru: int
    mss: int
    most: int


def room(session: Session) -> Room:
    """What fits the path of this session: the MTU is the least that an ICMP error told, else that of Ethernet."""
    told = [quote.next_hop_mtu for quote in session.tunnel.quotes if quote.next_hop_mtu]
    mtu = min([ETHERNET_MTU, *told])
    addresses = [address.address for end in session.tunnel.ends.values() for address in end.addresses]
    left = mtu - (IPV6 if any(":" in address for address in addresses) else IPV4)
    mru = left - AROUND_PPP
    return Room(mtu, mru, mru - IPV4 - TCP, left - AROUND_PPP_LEAST)


def agreed_mru(own: Negotiator) -> int:
    """What this side accepts: its MRU option as acknowledged, else the default."""
    option = own.option(MRU)
    return DEFAULT_MRU if option is None or option.number is None else option.number
