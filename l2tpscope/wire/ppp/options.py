"""The options of Configure packets: types, lengths and values, each value also in words."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.wire.ppp.numbers import LCP
from l2tpscope.wire.ppp.option_kinds import OptionSpec, in_hex
from l2tpscope.wire.ppp.option_tables import OPTIONS
from l2tpscope.wire.ppp.reading import Reading

_HEADER = 2
"""Type and Length, which counts both (RFC 1661 6)."""


class PppOption(NamedTuple):
    """One option of LCP or an NCP (RFC 1661 6).

    type, name   as in 1 and "MRU"; "option 240" where the number has no name
    value        the octets after Type and Length
    text         the value in words: "1400"; "" for an option without one
    offset       of its Type, from the Code of the packet
    number       the value as a number where it is one: octets of an MRU, a magic number, an address (IPv4 of 32 bits,
                 interface identifier of 64), the supported bits of MPPE; of Authentication-, Quality- and
                 Compression-Protocol the protocol, of an Endpoint-Discriminator the class
    """

    type: int
    name: str
    value: bytes
    text: str
    offset: int
    number: int | None = None


def options_in(reading: Reading, protocol: int) -> tuple[PppOption, ...]:
    """The options up to the end, or to the first one that has no end; defects go to the reading."""
    return tuple(_options(reading, OPTIONS.get(protocol, {})))


def lcp_options(body: bytes) -> list[str]:
    """The options of an LCP Configure-Request body, each as "MRU 1500"; a rest that is no option as hex."""
    reading = Reading(body, 0, "1661 6")
    shown = [f"{option.name} {option.text}".rstrip() for option in options_in(reading, LCP)]
    return shown if reading.is_done else [*shown, f"malformed {reading.rest().hex()}"]


def _options(reading: Reading, table: dict[int, OptionSpec]) -> Iterator[PppOption]:
    while not reading.is_done:
        at, octets = reading.at, reading.octets
        length = octets[at + 1] if at + 1 < len(octets) else 0
        if not _has_an_end(reading, at, length):
            return
        reading.at += length
        yield _option(reading, table.get(octets[at]), at, octets[at + _HEADER : at + length])


def _has_an_end(reading: Reading, at: int, length: int) -> bool:
    """Whether the option at this offset can be read; a defect tells why not."""
    left, name = len(reading.octets) - at, f"option {reading.octets[at]}"
    if left < _HEADER:
        reading.missing(at, f"{name} ends before its Length")
    elif length < _HEADER:
        reading.fault(at, f"{name} has Length {length}, 2 is the least")
    elif length > left:
        reading.missing(at, f"{name} of Length {length} runs past the end, {left} octets are left")
    return _HEADER <= length <= left


def _option(reading: Reading, spec: OptionSpec | None, at: int, value: bytes) -> PppOption:
    type_ = reading.octets[at]
    if spec is None:
        return PppOption(type_, f"option {type_}", value, in_hex(value), at)
    if not spec.kind.shortest <= len(value) <= spec.kind.longest:
        reading.fault(at, f"{spec.name} has {len(value)} octets of value, {spec.kind.due} are due", spec.rfc)
        return PppOption(type_, spec.name, value, in_hex(value), at)
    return PppOption(type_, spec.name, value, spec.kind.text(value), at, spec.kind.number(value))
