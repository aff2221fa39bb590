"""Filters: the capture filter (BPF) that lets through L2TP, what carries it, and what speaks of it."""

from collections.abc import Iterable

L2TP_PORT, IKE_PORTS = 1701, (500, 4500)
# Protocols whose fragments may be ours: UDP, ESP, L2TPv3 over IP. All fragments but the first show no ports.
FRAGMENTED = "(ip[6:2] & 0x1fff != 0 and (ip[9] = 17 or ip[9] = 50 or ip[9] = 115))"
FRAGMENTED_V6 = "(ip6[6] = 44 and ip6[42:2] & 0xfff8 != 0)"
# Destination unreachable, source quench, time exceeded, parameter problem (RFC 792); 1 to 4 (RFC 4443).
ICMP_ERRORS = "(icmp[0] = 3 or icmp[0] = 4 or icmp[0] = 11 or icmp[0] = 12)"
ICMPV6_ERRORS = "(ip6[6] = 58 and ip6[40] >= 1 and ip6[40] <= 4)"


def capture_filter(ports: Iterable[int] = (), *, behind_vlan: bool = True) -> str:
    """L2TP (port 1701 and `ports`), IKE, ESP, IP protocol 115, ICMP errors, and the fragments that go with them.

    behind_vlan   each also behind one VLAN tag; not every link type has them

    `vlan` moves everything that follows it, so all is said twice (pcap-filter(7)).
    """
    named = " or ".join(f"udp port {port}" for port in dict.fromkeys((L2TP_PORT, *IKE_PORTS, *ports)))
    protocols = "ip proto 50 or ip proto 115 or ip6 proto 50 or ip6 proto 115"
    plain = f"{named} or {protocols} or {FRAGMENTED} or {FRAGMENTED_V6} or {ICMP_ERRORS} or {ICMPV6_ERRORS}"
    return f"{plain} or (vlan and ({plain}))" if behind_vlan else plain
