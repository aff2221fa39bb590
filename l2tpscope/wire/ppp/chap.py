"""CHAP: challenges and responses with their names, and the verdict, which MS-CHAP writes as E= R= M= or S=."""

import re
from typing import NamedTuple

from l2tpscope.wire.ppp.microsoft import error_words
from l2tpscope.wire.ppp.reading import Lines, Reading
from l2tpscope.wire.text import masked, printable

SHORTEST_RESPONSE = 16
"""Of MD5 (RFC 1994 4.1); those of MS-CHAP have 49 octets."""
_ERROR = re.compile(rb"(?:\A.{0,2}?|(?<![0-9A-Za-z]))E=(\d{1,10})", re.DOTALL)
_RETRY = re.compile(rb"R=([01])")
_CHALLENGE = re.compile(rb"C=[0-9A-Fa-f]{32}")
_VERSION = re.compile(rb"V=(\d{1,10})")
_MESSAGE = re.compile(rb"\bM=(.*)", re.DOTALL)
_PROOF = re.compile(rb"S=(?P<digits>[0-9A-Fa-f]{40})?(?:(?! M=).)*", re.DOTALL)


class Chap(NamedTuple):
    """A Challenge or a Response (RFC 1994 4.1); which algorithm it is of was negotiated in LCP.

    value_size   as sent; `value` has fewer octets where the packet ends before. Callers must mask it
    name         of the sender, escaped; "" where a Response is too short to be one, since it may be a part of it
    """

    value_size: int
    value: bytes
    name: str

    def lines(self) -> Lines:
        """The name, never the value."""
        return ("value", masked(self.value)), ("name", self.name)


class ChapVerdict(NamedTuple):
    """Success or Failure (RFC 1994 4.2), with what MS-CHAP puts into its text (RFC 2433 8, RFC 2759 5 and 6).

    text            as sent, escaped, with the proof of a Success masked
    error           E=, a number of MS-CHAP: see microsoft.RAS_ERRORS
    retry           R=: whether another Response may follow
    has_challenge   C=: the challenge that it must answer
    version         V=: of the protocol for changing passwords
    message         M=: text for people, escaped
    proof           S=: 20 octets by which the authenticator proves that it knows the password; callers must mask them
    """

    success: bool
    text: str
    error: int | None = None
    retry: bool | None = None
    has_challenge: bool = False
    version: int | None = None
    message: str | None = None
    proof: bytes | None = None

    def lines(self) -> Lines:
        """The parts of MS-CHAP where there are any, else the text."""
        if self.error is None and self.proof is None:
            return (("message", self.text),) if self.text else ()
        found = {
            "error": None if self.error is None else error_words(self.error),
            "retry": None if self.retry is None else ("allowed" if self.retry else "not allowed"),
            "challenge": "masked (16 octets)" if self.has_challenge else None,
            "version of change-password": None if self.version is None else str(self.version),
            "proof": None if self.proof is None else masked(self.proof),
            "message": self.message,
        }
        return tuple((name, value) for name, value in found.items() if value)


def chap_value(reading: Reading, *, is_response: bool) -> Chap:
    """A value after its size, and the rest is the name."""
    begin = reading.at
    size = reading.number(1, "Value-Size")
    if is_response and size is not None and size < SHORTEST_RESPONSE:
        reading.fault(begin, f"Value-Size {size}, {SHORTEST_RESPONSE} is the least of a Response")
        return Chap(size, reading.rest(), "")
    if size == 0:
        reading.fault(begin, "Value-Size 0")
    value = reading.take(size or 0, "Value")
    return Chap(size or 0, value, printable(reading.rest()))


def chap_verdict(reading: Reading, *, success: bool) -> ChapVerdict:
    """The text of a Success or Failure, taken apart; octets before E= or S= (an identifier that leaked) are let be."""
    begin, octets = reading.at, reading.rest()
    if success:
        return _success(reading, octets, begin)
    return failure_of(octets)


def failure_of(octets: bytes) -> ChapVerdict:
    """The parts of a Failure in any order before M=, each of them None where it is missing."""
    text = printable(octets.rstrip(b"\0"))
    error = _ERROR.search(octets)
    if error is None:
        return ChapVerdict(success=False, text=text)
    message = _MESSAGE.search(octets, error.end())
    head = octets[: message.start()] if message else octets
    retry, version = _RETRY.search(head), _VERSION.search(head, error.end())
    return ChapVerdict(
        success=False,
        text=text,
        error=int(error[1]),
        retry=None if retry is None else retry[1] == b"1",
        has_challenge=_CHALLENGE.search(head) is not None,
        version=None if version is None else int(version[1]),
        message=_text(message),
    )


def _success(reading: Reading, octets: bytes, begin: int) -> ChapVerdict:
    proof = _PROOF.search(octets)
    if proof is None:
        return ChapVerdict(success=True, text=printable(octets.rstrip(b"\0")))
    digits = proof["digits"]
    if digits is None and proof.start() <= 1:
        reading.missing(begin + proof.start(), "S= without its 40 hexadecimal digits")
    rest = octets[proof.end() :]
    text = f"{printable(octets[: proof.start()])}S=masked{printable(rest.rstrip(bytes(1)))}"
    value = None if digits is None else bytes.fromhex(digits.decode("ascii"))
    return ChapVerdict(success=True, text=text, message=_text(_MESSAGE.search(rest)), proof=value)


def _text(message: re.Match[bytes] | None) -> str | None:
    return None if message is None else printable(message[1].rstrip(b"\0"))
