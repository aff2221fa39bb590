"""EAP: the method of a request or response and what it says: identities, refusals, challenges, fragments of TLS."""

from typing import NamedTuple

from l2tpscope.wire.ppp.chap import Chap, ChapVerdict, chap_value, chap_verdict
from l2tpscope.wire.ppp.eap_methods import (
    EXPANDED,
    GTC,
    IDENTITY,
    MD5,
    MSCHAPV2,
    NAK,
    NOTIFICATION,
    OTP,
    OVER_TLS,
    method_name,
)
from l2tpscope.wire.ppp.numbers import REQUEST, RESPONSE
from l2tpscope.wire.ppp.reading import Lines, Reading
from l2tpscope.wire.text import masked, printable

LENGTH_INCLUDED, MORE_FRAGMENTS, START = 0x80, 0x40, 0x20
"""Bits of the flags of TLS methods (RFC 5216 3.1)."""
OPCODES = {1: "challenge", 2: "response", 3: "success", 4: "failure", 7: "change password"}
"""Of EAP-MSCHAPv2 (draft-kamath-pppext-eap-mschapv2)."""
CHALLENGE, ANSWER, WON, LOST = 1, 2, 3, 4
_EXPANDED_NAK = 3
_DRAFT = "2759"


class Eap(NamedTuple):
    """A Request, Response, Success or Failure (RFC 3748 4 and 5); what a packet does not have is None, "" or empty.

    method, method_name   None and "" for Success and Failure, which have no Type
    identity              of a Response, up to its first zero octet, escaped
    nak_methods           the methods that a Nak asks for instead; 0 stands for none (RFC 3748 5.3.1)
    message               text for people in a Request, escaped: Identity, Notification, OTP, GTC
    flags, tls_length     of a method over TLS; `tls` is its fragment of TLS records
    chap                  value and name of MD5-Challenge, and of MSCHAPv2 the challenge and the response
    opcode, ms_id         of MSCHAPv2; the verdict that its opcodes 3 and 4 bring
    vendor                Vendor-Id and Vendor-Type of an expanded type (RFC 3748 5.7)
    octets                what is not read further; callers must mask it, since it may prove a password
    """

    method: int | None = None
    method_name: str = ""
    identity: str | None = None
    nak_methods: tuple[int, ...] = ()
    message: str = ""
    flags: int | None = None
    tls_length: int | None = None
    tls: bytes = b""
    chap: Chap | None = None
    opcode: int | None = None
    ms_id: int | None = None
    verdict: ChapVerdict | None = None
    vendor: tuple[int, int] | None = None
    octets: bytes = b""

    @property
    def has_more(self) -> bool:
        """Whether further fragments of the same TLS message follow."""
        return bool((self.flags or 0) & MORE_FRAGMENTS)

    @property
    def is_start(self) -> bool:
        """Whether it is the server's start of TLS."""
        return bool((self.flags or 0) & START)

    def lines(self) -> Lines:
        """Method and what it says, with all values masked."""
        if self.method is None:
            return ()
        found = {
            "method": f"{self.method} ({self.method_name})",
            "vendor": "" if self.vendor is None else f"{self.vendor[0]}, type {self.vendor[1]}",
            "identity": self.identity,
            "wants instead": ", ".join(map(method_name, self.nak_methods)),
            "message": self.message,
            "flags": "" if self.flags is None else _flags(self.flags),
            "TLS length": "" if self.tls_length is None else str(self.tls_length),
            "TLS fragment": f"{len(self.tls)} octets" if self.tls else "",
            "opcode": "" if self.opcode is None else f"{self.opcode} ({OPCODES.get(self.opcode, 'unknown')})",
            "octets": masked(self.octets) if self.octets else "",
        }
        below = (*(self.chap.lines() if self.chap else ()), *(self.verdict.lines() if self.verdict else ()))
        return (*((name, value) for name, value in found.items() if value), *below)


def eap(reading: Reading, code: int) -> Eap:
    """The body of a packet of this code."""
    if code not in (REQUEST, RESPONSE):
        return _bare(reading)
    method = reading.number(1, "Type")
    if method is None:
        return Eap()
    said = _of_method(reading, method, is_response=code == RESPONSE)
    return said._replace(method=method, method_name=method_name(method))


def _bare(reading: Reading) -> Eap:
    """Success and Failure end after the header (RFC 3748 4.2)."""
    begin, octets = reading.at, reading.rest()
    if octets:
        reading.fault(begin, f"{len(octets)} octets after the header, none are due", "3748 4.2")
    return Eap(octets=octets)


def _of_method(reading: Reading, method: int, *, is_response: bool) -> Eap:
    if method == MD5:
        return Eap(chap=chap_value(reading, is_response=is_response))
    if method in OVER_TLS:
        return _tls(reading)
    if method == MSCHAPV2:
        return _mschapv2(reading)
    if method == EXPANDED:
        return _expanded(reading)
    return _plain(reading.rest(), method, is_response=is_response)


def _plain(octets: bytes, method: int, *, is_response: bool) -> Eap:
    """Methods whose body is one field."""
    if method == IDENTITY and is_response:
        return Eap(identity=printable(octets.split(b"\0")[0]))
    if method == NAK:
        return Eap(nak_methods=tuple(octets))
    if method == NOTIFICATION or (method in (IDENTITY, OTP, GTC) and not is_response):
        return Eap(message=printable(octets.rstrip(b"\0")))
    return Eap(octets=octets)


def _tls(reading: Reading) -> Eap:
    """RFC 5216 3.1: flags, the length where they say so, a fragment."""
    flags = reading.number(1, "Flags")
    tls_length = reading.number(4, "TLS Message Length") if (flags or 0) & LENGTH_INCLUDED else None
    return Eap(flags=flags, tls_length=tls_length, tls=reading.rest())


def _mschapv2(reading: Reading) -> Eap:
    """OpCode, MS-CHAPv2-ID, MS-Length and then as in CHAP; answers to a verdict are the OpCode alone."""
    reading.rfc = _DRAFT
    opcode = reading.number(1, "OpCode")
    if opcode is None or (opcode in (WON, LOST) and reading.is_done):
        return Eap(opcode=opcode)
    said = Eap(opcode=opcode, ms_id=reading.number(1, "MS-CHAPv2-ID"))
    reading.take(2, "MS-Length")
    if opcode in (CHALLENGE, ANSWER):
        return said._replace(chap=chap_value(reading, is_response=opcode == ANSWER))
    begin = reading.at
    if opcode in (WON, LOST):
        verdict = chap_verdict(reading, success=opcode == WON)
        if opcode == LOST or verdict.proof is not None:
            return said._replace(verdict=verdict)
        return said._replace(octets=reading.octets[begin:])  # what stands there may be a part of the proof
    return said._replace(octets=reading.rest())


def _expanded(reading: Reading) -> Eap:
    """RFC 3748 5.7, and 5.3.2 for the Nak, whose list has eight octets for each method."""
    vendor_id, vendor_type = reading.number(3, "Vendor-Id"), reading.number(4, "Vendor-Type")
    octets = reading.rest()
    if vendor_id is None or vendor_type is None:
        return Eap(octets=octets)
    said = Eap(vendor=(vendor_id, vendor_type))
    if said.vendor == (0, _EXPANDED_NAK):
        wanted = (octets[at : at + 8] for at in range(0, len(octets) - 7, 8))
        return said._replace(nak_methods=tuple(_wanted(each) for each in wanted))
    return said._replace(octets=octets)


def _wanted(octets: bytes) -> int:
    """A method of the IETF by its number; one of a vendor as 254."""
    return int.from_bytes(octets[4:], "big") if octets[1:4] == bytes(3) else EXPANDED


def _flags(flags: int) -> str:
    named = {LENGTH_INCLUDED: "length included", MORE_FRAGMENTS: "more fragments", START: "start"}
    version = flags & 7
    found = [name for bit, name in named.items() if flags & bit] + ([f"version {version}"] if version else [])
    return ", ".join(found) or "none"
