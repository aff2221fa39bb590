"""The rule mtu-frag-needed."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Conversation, Side, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.rules.evidence import counted, end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.mtu import LEAST_MTU, UDP_HEADER, fitting, overhead, path_mtu, too_big
from l2tpscope.rules.rule import finding
from l2tpscope.wire.inner import IP_HEADER

# Packets on their way when the first error comes are no disobedience; RFC 1191 6.3: what was learnt is kept 10 minutes.
SETTLED_NS, KEPT_NS = SECOND, 600 * SECOND
DISOBEYED = 3


def mtu_frag_needed(conversation: Conversation) -> Iterator[Finding]:
    """A router states that the datagrams of the tunnel are too big for the next link.

    What it means:
    ICMP "fragmentation needed" or "packet too big" quotes an L2TP datagram and names the MTU of the next link. The
    sender has to send smaller datagrams, or fragments. Where it goes on with larger ones, they are all lost.
    What to do:
    Set MRU and MTU of PPP, and the TCP MSS, to the values named here. Where the sender does not obey, look whether a
    firewall on its host drops the ICMP error, or clear the Don't Fragment bit of the tunnel.
    Harmless when:
    The sender adapts, by fragments or by smaller packets: this is then info.
    Look-alikes:
    - mtu-blackhole: nobody says that the packets are too big
    - icmp-unreachable: the destination cannot be reached whatever the size
    Reference: RFC 1191 4; RFC 4443 3.2; RFC 2661 8.1
    """
    for tunnel in conversation.tunnels:
        for side in SIDES if tunnel.quotes else ():
            errors = list(too_big(tunnel, side))
            if errors:
                yield _finding(tunnel, side, errors)


def _size(error: IcmpError) -> int:
    """Octets of the IP datagram that the error quotes."""
    return IP_HEADER[error.version] + UDP_HEADER + len(error.quoted.payload) + error.quoted.cut


def _disobeyed(errors: list[IcmpError]) -> list[IcmpError]:
    """The errors that came although the sender had been told before."""
    first = errors[0]
    late = (error for error in errors if SETTLED_NS < error.time_ns - first.time_ns < KEPT_NS)
    return [error for error in late if first.next_hop_mtu and _size(error) > first.next_hop_mtu]


def _finding(tunnel: Tunnel, side: Side, errors: list[IcmpError]) -> Finding:
    late = _disobeyed(errors)
    goes_on = len(late) >= DISOBEYED
    told = any((error.next_hop_mtu or 0) >= LEAST_MTU for error in errors)
    around = max((overhead(session) for session in tunnel.talking[:64]), default=0)
    fits = fitting(path_mtu(tunnel, side), around)
    room = f"next-hop MTU {path_mtu(tunnel, side)}" if told else "no next-hop MTU is named"
    advice = f"; inner packets up to {fits.mru} octets fit (MSS {fits.mss})" if told and around else ""
    manner = f", which goes on sending larger ones ({counted(len(late), 'later error')})" if goes_on else ""
    return finding(
        mtu_frag_needed,
        Severity.DEGRADED if goes_on else Severity.INFO,
        Confidence.STATED,
        f"{errors[0].source} reports that a datagram of {_size(errors[0])} octets from {end_called(tunnel, side)}"
        f" is too big, {room}{manner}{advice}",
        [Evidence(e.ref, f"ICMP {e.type}/{e.code} from {e.source}") for e in (*errors[:3], *late[:3])],
        tunnel=tunnel,
        occurrences=len(errors),
    )
