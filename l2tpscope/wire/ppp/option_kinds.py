"""The kinds of PPP option value: how long each may be, and what its octets say in words and as a number."""

from collections.abc import Callable
from typing import NamedTuple

from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.numbers import CHAP, protocol_name
from l2tpscope.wire.text import printable

_LONGEST = 253
"""What an option's Length of one octet leaves for its value."""
_PROTOCOL = 2


class OptionKind(NamedTuple):
    """What a value's octets are: their number, from `shortest` to `longest`, and how they are told.

    `number` reads a fitting value as one number, where it is one: `number_octets` of its first octets.
    """

    shortest: int
    longest: int
    text: Callable[[bytes], str]
    number_octets: int = 0

    def number(self, value: bytes) -> int | None:
        """The value as a number, or None."""
        return int.from_bytes(value[: self.number_octets], "big") if self.number_octets else None

    @property
    def due(self) -> str:
        """The number of octets that fit, in words."""
        if self.shortest == self.longest:
            return str(self.shortest)
        return f"{self.shortest} or more" if self.longest == _LONGEST else f"{self.shortest} to {self.longest}"


class OptionSpec(NamedTuple):
    """One row of a table of options."""

    name: str
    kind: OptionKind
    rfc: str


def in_hex(value: bytes) -> str:
    """As "0x0a0b"; "" for no octets."""
    return f"0x{value.hex()}" if value else ""


def _decimal(value: bytes) -> str:
    return str(int.from_bytes(value, "big"))


def _address(value: bytes) -> str:
    return ".".join(map(str, value))


def _addresses(value: bytes) -> str:
    return f"{_address(value[:4])} to {_address(value[4:])}"


def _interface(value: bytes) -> str:
    return value.hex(":", 2)


def _algorithm(value: bytes) -> str:
    return ALGORITHMS.get(value[0], f"algorithm {value[0]}")


def _authentication(value: bytes) -> str:
    protocol, rest = int.from_bytes(value[:_PROTOCOL], "big"), value[_PROTOCOL:]
    if protocol == CHAP and len(rest) == 1:
        return f"CHAP {_algorithm(rest)}"
    return f"{protocol_name(protocol)} {rest.hex()}".rstrip()


def _quality(value: bytes) -> str:
    """RFC 1989 2.2: the Reporting-Period is in hundredths of a second."""
    name = protocol_name(int.from_bytes(value[:_PROTOCOL], "big"))
    period = int.from_bytes(value[_PROTOCOL:], "big")
    return f"{name} every {period / 100:g} s" if len(value) == 6 else f"{name} {value[2:].hex()}".rstrip()  # noqa: PLR2004


def _compression(value: bytes) -> str:
    """RFC 1332 3.2 and 4: of Van Jacobson's the highest slot, and whether the slot may be left out."""
    protocol, rest = u16(value, 0) or 0, value[_PROTOCOL:]
    name = COMPRESSIONS.get(protocol, f"0x{protocol:04x}")
    if protocol == VAN_JACOBSON and len(rest) == 2:  # noqa: PLR2004
        return f"{name}, {rest[0] + 1} slots{', slot may be left out' if rest[1] else ''}"
    return f"{name} {rest.hex()}".rstrip()


def _endpoint(value: bytes) -> str:
    name, address = ENDPOINT_CLASSES.get(value[0], f"class {value[0]}"), value[1:]
    if value[0] == IP_CLASS and len(address) == 4:  # noqa: PLR2004
        return f"{name} {_address(address)}"
    return f"{name} {address.hex(':') if value[0] == MAC_CLASS else address.hex()}".rstrip()


def _callback(value: bytes) -> str:
    """RFC 1570 2.3, and 6 by Microsoft, which leaves the rest to CBCP."""
    operation = CALLBACKS.get(value[0], f"operation {value[0]}")
    return f'{operation} "{printable(value[1:])}"' if value[1:] else operation


def words(names: dict[int, str], none: str = "none") -> Callable[[bytes], str]:
    """The words of the bits that are set in a mask; what has no word stands last, in hex."""

    def told(value: bytes) -> str:
        mask = int.from_bytes(value, "big")
        unknown = mask & ~sum(names)
        rest = [f"0x{unknown:0{len(value) * 2}x}"] if unknown else []
        return ", ".join([word for bit, word in names.items() if mask & bit] + rest) or none

    return told


VAN_JACOBSON, IP_CLASS, MAC_CLASS = 0x002D, 2, 3
ALGORITHMS = {5: "MD5", 6: "SHA-1", 7: "SHA-256", 8: "SHA3-256", 0x80: "MS-CHAPv1", 0x81: "MS-CHAPv2"}
"""Of CHAP (IANA ppp-numbers, RFC 2433 3, RFC 2759 3)."""
COMPRESSIONS = {0x0003: "ROHC", 0x002D: "Van Jacobson", 0x0037: "Van Jacobson (old)", 0x0061: "IPHC"}
ENDPOINT_CLASSES = {
    0: "null", 1: "local", 2: "IP address", 3: "MAC address", 4: "magic numbers", 5: "telephone number",
}  # fmt: skip
"""RFC 1990 5.1.3."""
CALLBACKS = {0: "by user", 1: "dialing string", 2: "location", 3: "E.164 number", 4: "name", 6: "CBCP"}

OCTETS = OptionKind(0, _LONGEST, in_hex)
EMPTY = OptionKind(0, 0, in_hex)
U8, U16 = OptionKind(1, 1, _decimal, 1), OptionKind(2, 2, _decimal, 2)
MASK, NUMBER16 = OptionKind(4, 4, in_hex, 4), OptionKind(2, 2, in_hex, 2)
ADDRESS, ADDRESSES = OptionKind(4, 4, _address, 4), OptionKind(8, 8, _addresses)
INTERFACE = OptionKind(8, 8, _interface, 8)
MAC = OptionKind(6, 6, lambda value: value.hex(":"), 6)
TEXT = OptionKind(0, _LONGEST, printable)
AUTHENTICATION = OptionKind(2, _LONGEST, _authentication, 2)
QUALITY = OptionKind(2, _LONGEST, _quality, 2)
COMPRESSION = OptionKind(2, _LONGEST, _compression, 2)
ENDPOINT = OptionKind(1, 21, _endpoint, 1)
CALLBACK = OptionKind(1, _LONGEST, _callback, 1)
FCS = OptionKind(1, 1, words({1: "null", 2: "16 bits", 4: "32 bits"}), 1)
