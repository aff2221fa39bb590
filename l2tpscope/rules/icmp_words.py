"""ICMP errors in words: which ones say that a datagram could not be delivered, and why."""

from l2tpscope.packet.datagram import IcmpError

# (IP version, type) of Destination Unreachable: RFC 792, RFC 4443 3.1; and what its codes say
UNREACHABLE = {(4, 3), (6, 1)}
TOO_BIG = 4
CODES = {
    (4, 0): "network unreachable", (4, 1): "host unreachable", (4, 2): "protocol unreachable",
    (4, 3): "port unreachable", (4, 5): "source route failed", (4, 6): "network unknown", (4, 7): "host unknown",
    (4, 9): "network prohibited", (4, 10): "host prohibited", (4, 13): "administratively filtered",
    (6, 0): "no route", (6, 1): "administratively prohibited", (6, 2): "beyond the scope",
    (6, 3): "address unreachable", (6, 4): "port unreachable", (6, 5): "source address failed the policy",
    (6, 6): "route rejected",
}  # fmt: skip


def is_unreachable(error: IcmpError) -> bool:
    """Destination Unreachable for any reason but the datagram's size."""
    return (error.version, error.type) in UNREACHABLE and (error.version, error.code) != (4, TOO_BIG)


def meaning(error: IcmpError) -> str:
    """What the code says, in words."""
    return CODES.get((error.version, error.code), f"code {error.code}")
