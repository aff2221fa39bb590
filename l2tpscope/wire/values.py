"""The kinds of AVP value: how long each may be, and what its octets say as a JSON-able value."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from l2tpscope.wire.message import Avp
from l2tpscope.wire.ppp.options import lcp_options
from l2tpscope.wire.results import disconnect_text, result_of
from l2tpscope.wire.text import masked, printable

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

_LONGEST = 1017
"""Octets that the 10-bit Length leaves for a value (RFC 2661 4.1)."""
_NSAP = 20


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What a value's octets are.

    shortest, longest   octets that it may have; `step` further octets between lengths that fit
    decode              octets of a fitting length to a JSON-able value
    """

    name: str
    shortest: int
    longest: int
    decode: Callable[[bytes], Json]
    step: int = 1

    def fits(self, length: int) -> bool:
        """Whether a value of this many octets can be of this kind."""
        return self.shortest <= length <= self.longest and (length - self.shortest) % self.step == 0

    @property
    def expected(self) -> str:
        """The lengths that fit, in words."""
        if self.shortest == self.longest:
            return f"{self.shortest} octets"
        more = f" in steps of {self.step}" if self.step > 1 else ""
        end = "or more" if self.longest == _LONGEST else f"to {self.longest}"
        return f"{self.shortest} {end} octets{more}"


def _number(value: bytes) -> Json:
    return int.from_bytes(value, "big")


def number(octets: int) -> ValueKind:
    """An unsigned integer in network order."""
    return ValueKind(f"u{octets * 8}", octets, octets, _number)


def text(shortest: int = 0, longest: int = _LONGEST) -> ValueKind:
    """UTF-8 or ASCII text, escaped where it is not printable."""
    return ValueKind("text", shortest, longest, printable)


def octets(shortest: int = 0, longest: int = _LONGEST, step: int = 1) -> ValueKind:
    """Octets without further meaning here, as hex."""
    return ValueKind("octets", shortest, longest, bytes.hex, step)


def secret(shortest: int = 1, longest: int = _LONGEST) -> ValueKind:
    """Octets that help to find a password or are one: only their number is told."""
    return ValueKind("secret", shortest, longest, masked)


def numbers(width: int) -> ValueKind:
    """One or more unsigned integers of this many octets each."""

    def decode(value: bytes) -> Json:
        return [int.from_bytes(value[at : at + width], "big") for at in range(0, len(value), width)]

    return ValueKind(f"u{width * 8} list", width, _LONGEST, decode, width)


def named(width: int, names: dict[int, str]) -> ValueKind:
    """A number that stands for a name: "2 (PPP CHAP)"; without one, "9"."""

    def decode(value: bytes) -> Json:
        got = int.from_bytes(value, "big")
        return f"{got} ({names[got]})" if got in names else str(got)

    return ValueKind("named", width, width, decode)


def bits(width: int, words: dict[int, str]) -> ValueKind:
    """A bit mask as the list of the words of the bits that are set; what has no word stands last, in hex."""
    known = sum(words)

    def decode(value: bytes) -> Json:
        mask = int.from_bytes(value, "big")
        found: list[Json] = [word for bit, word in words.items() if mask & bit]
        if mask & ~known:
            found.append(f"0x{mask & ~known:0{width * 2}x}")
        return found

    return ValueKind("bits", width, width, decode)


def record(layout: str, *fields: str, rest: str | None = None) -> ValueKind:
    """Fields of a struct layout by name; `rest` names the text that may follow them."""
    shape = struct.Struct(layout)

    def decode(value: bytes) -> Json:
        found: dict[str, Json] = dict(zip(fields, shape.unpack_from(value), strict=True))
        if rest is not None:
            found[rest] = printable(value[shape.size :]) if len(value) > shape.size else None
        return found

    return ValueKind("record", shape.size, _LONGEST if rest is not None else shape.size, decode)


def _result(value: bytes) -> Json:
    got = result_of(Avp(0, 1, True, False, value, 0))  # noqa: FBT003
    return {"result": got.result, "error": got.error, "message": got.message_text}


def _disconnect(value: bytes) -> Json:
    code, protocol, direction = struct.unpack_from(">HHB", value)
    text_ = printable(value[5:]) if len(value) > 5 else None  # noqa: PLR2004
    return {
        "code": code,
        "protocol": protocol,
        "direction": direction,
        "message": text_,
        "meaning": disconnect_text(code, direction),
    }


def _telephone(value: bytes) -> Json:
    """RFC 3301 5.3: 20 octets that are no text are a binary NSAP."""
    return value.hex() if len(value) == _NSAP and not value.isascii() else printable(value)


def _extended(value: bytes) -> Json:
    vendor_id, type_ = struct.unpack_from(">IH", value)
    return {"vendor_id": vendor_id, "type": type_, "value": value[6:].hex()}


def _speed_update(value: bytes) -> Json:
    session_id, transmit, receive = struct.unpack(">III" if len(value) == 12 else ">IQQ", value)  # noqa: PLR2004
    return {"session_id": session_id, "transmit_bps": transmit, "receive_bps": receive}


def _lcp(value: bytes) -> Json:
    return list(lcp_options(value))


EMPTY = ValueKind("empty", 0, 0, lambda _: None)
U8, U16, U32, U64 = number(1), number(2), number(4), number(8)
TEXT = text()
NAME = text(1)
OCTETS = octets()
SECRET = secret()
U16_LIST, U32_LIST = numbers(2), numbers(4)
VERSION = ValueKind("version", 2, 2, lambda value: f"{value[0]}.{value[1]}")
RESULT = ValueKind("result", 2, _LONGEST, _result)
DISCONNECT = ValueKind("disconnect cause", 5, _LONGEST, _disconnect)
TELEPHONE = ValueKind("text", 0, _LONGEST, _telephone)
LCP_OPTIONS = ValueKind("LCP options", 0, _LONGEST, _lcp)
EXTENDED = ValueKind("extended vendor AVP", 6, _LONGEST, _extended)
SPEED_UPDATE = ValueKind("connect speeds", 12, 20, _speed_update, 8)
COOKIE = octets(0, 8, 4)
