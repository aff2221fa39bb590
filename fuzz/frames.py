"""Fuzz the layers: the vectorised scan and the slow decoder make the same of any frames."""

import sys
from collections.abc import Iterator

import atheris

with atheris.instrument_imports(include=["l2tpscope"]):
    from tests.scan.frames import pcap, read_octets

LINK_TYPES = (1, 101, 113, 276, 0, 9, 12, 228, 229)
"""Ethernet, raw IP, Linux cooked (both), BSD loopback, PPP, raw IP again, IPv4, IPv6."""


def pieces(octets: bytes) -> Iterator[bytes]:
    """The octets in frames, each after its length."""
    at = 0
    while at < len(octets):
        yield octets[at + 1 : at + 1 + octets[at]]
        at += 1 + octets[at]


def compare(octets: bytes) -> None:
    """The first octet chooses the link type."""
    capture = pcap(pieces(octets[1:]), LINK_TYPES[octets[0] % len(LINK_TYPES)] if octets else 1)
    fast, slow = read_octets(capture), read_octets(capture, is_slow=True)
    for one, other in ((fast.things, slow.things), (fast.row_values, slow.row_values), (fast.counts, slow.counts)):
        if one != other:
            raise AssertionError((one, other))


if __name__ == "__main__":
    atheris.Setup(sys.argv, compare)
    atheris.Fuzz()
