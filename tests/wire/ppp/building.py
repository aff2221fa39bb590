"""PPP control packets made of their parts, as the figures of the RFCs draw them."""

from l2tpscope.wire.ppp.options import PppOption


def packet(code: int, body: str | bytes = b"", identifier: int = 7) -> bytes:
    """Code, Identifier, Length and body (RFC 1661 5)."""
    octets = bytes.fromhex(body) if isinstance(body, str) else body
    return bytes((code, identifier)) + (4 + len(octets)).to_bytes(2, "big") + octets


def encoded(options: tuple[PppOption, ...]) -> bytes:
    """The octets that options stand for: Type, Length, value (RFC 1661 6)."""
    return b"".join(bytes((each.type, 2 + len(each.value))) + each.value for each in options)
