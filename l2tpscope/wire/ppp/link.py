"""Bodies of LCP packets without options: endings and their reasons, rejections, echoes, identifications."""

from typing import NamedTuple

from l2tpscope.wire.ppp.microsoft import error_words, windows_error
from l2tpscope.wire.ppp.numbers import packet_name, payload_name
from l2tpscope.wire.ppp.reading import Lines, Reading
from l2tpscope.wire.text import masked, printable

_PROTOCOL, _MAGIC, _OUI = 2, 4, 3


class Terminate(NamedTuple):
    """Terminate-Request or -Ack (RFC 1661 5.5): the text it holds, escaped, and the number Windows puts in its place.

    `reason` is "" where there is no text; where `windows_error` is not None, it is that number in words.
    """

    reason: str
    windows_error: int | None = None

    def lines(self) -> Lines:
        """The reason, whoever gives it."""
        name = "reason" if self.windows_error is None else "Windows error"
        return ((name, self.reason),) if self.reason else ()


class Reject(NamedTuple):
    """Code-Reject or Protocol-Reject (RFC 1661 5.6, 5.7).

    `rejected` is the code or the protocol, None where the packet ends before it; `name` says which packet or protocol
    it is; `octets` are those of the rejected packet from its Code on, and may hold a password.
    """

    rejected: int | None
    name: str
    octets: bytes

    def lines(self) -> Lines:
        """What was rejected, and how much of it came back."""
        return ("rejected", self.name), ("rejected packet", masked(self.octets))


class Echo(NamedTuple):
    """Echo-Request, Echo-Reply or Discard-Request (RFC 1661 5.8, 5.9): the sender's magic number, and any octets."""

    magic: int | None
    octets: bytes

    def lines(self) -> Lines:
        """The magic number, and the number of octets behind it."""
        return (*_magic(self.magic), *((("data", f"{len(self.octets)} octets"),) if self.octets else ()))


class Identification(NamedTuple):
    """RFC 1570 1.1: what the sender says of itself, as in "MSRASV5.20"."""

    magic: int | None
    text: str

    def lines(self) -> Lines:
        """The magic number and the text."""
        return (*_magic(self.magic), ("text", self.text))


class TimeRemaining(NamedTuple):
    """RFC 1570 1.2: the seconds that are left; 0xffffffff for no limit."""

    magic: int | None
    seconds: int | None
    text: str

    def lines(self) -> Lines:
        """The magic number, the time and the text."""
        seconds = "unknown" if self.seconds is None else f"{self.seconds} s"
        return (*_magic(self.magic), ("time remaining", seconds), *((("text", self.text),) if self.text else ()))


class Vendor(NamedTuple):
    """A Vendor-Specific packet (RFC 2153 2): who defined it, its kind, and what only that vendor can read."""

    magic: int | None
    oui: bytes
    kind: int | None
    octets: bytes

    def lines(self) -> Lines:
        """The vendor and the kind."""
        kind = "unknown" if self.kind is None else str(self.kind)
        return (*_magic(self.magic), ("OUI", self.oui.hex(":")), ("kind", kind), ("data", f"{len(self.octets)} octets"))


def terminate(reading: Reading) -> Terminate:
    """The data of a Terminate-Request or -Ack, which is a text for people, or that of Windows."""
    octets = reading.rest()
    error = windows_error(octets)
    return Terminate(printable(octets.rstrip(b"\0"))) if error is None else Terminate(error_words(error), error)


def code_reject(reading: Reading, protocol: int) -> Reject:
    """A Code-Reject holds the rejected packet from its Code on (RFC 1661 5.6)."""
    octets = reading.rest()
    if not octets:
        reading.missing(reading.at, "the rejected packet is missing")
        return Reject(None, "nothing", b"")
    return Reject(octets[0], packet_name(protocol, octets[0]), octets)


def protocol_reject(reading: Reading) -> Reject:
    """A Protocol-Reject holds the rejected protocol, then its packet (RFC 1661 5.7)."""
    rejected = reading.number(_PROTOCOL, "Rejected-Protocol")
    return Reject(rejected, "nothing" if rejected is None else payload_name(rejected), reading.rest())


def echo(reading: Reading) -> Echo:
    """Echo-Request, Echo-Reply and Discard-Request are alike."""
    return Echo(reading.number(_MAGIC, "Magic-Number"), reading.rest())


def identification(reading: Reading) -> Identification:
    """RFC 1570 1.1."""
    return Identification(reading.number(_MAGIC, "Magic-Number"), printable(reading.rest().rstrip(b"\0")))


def time_remaining(reading: Reading) -> TimeRemaining:
    """RFC 1570 1.2."""
    magic, seconds = reading.number(_MAGIC, "Magic-Number"), reading.number(4, "Seconds-Remaining")
    return TimeRemaining(magic, seconds, printable(reading.rest().rstrip(b"\0")))


def vendor(reading: Reading) -> Vendor:
    """RFC 2153 2."""
    magic, oui = reading.number(_MAGIC, "Magic-Number"), reading.take(_OUI, "OUI")
    return Vendor(magic, oui, reading.number(1, "Kind"), reading.rest())


def _magic(magic: int | None) -> Lines:
    return () if magic is None else (("magic number", f"0x{magic:08x}"),)
