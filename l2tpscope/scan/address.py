"""Addresses: the octets of an IP header to text, as inet_ntop writes it, each only once."""

from functools import lru_cache
from socket import AF_INET, AF_INET6, inet_ntop

_V4_OCTETS = 4


@lru_cache(maxsize=1 << 16)
def address_text(octets: bytes) -> str:
    """The text of an IPv4 address (4 octets) or IPv6 address (16 octets)."""
    return inet_ntop(AF_INET if len(octets) == _V4_OCTETS else AF_INET6, octets)
