"""PAP: the name and the password of a request, the message of a reply."""

from typing import NamedTuple

from l2tpscope.wire.ppp.reading import Lines, Reading
from l2tpscope.wire.text import masked, printable


class Pap(NamedTuple):
    """An Authenticate-Request (RFC 1334 2.2.1).

    Where the two lengths do not fill the packet nobody can tell name from password: then `peer_id` is None, and
    `password` the whole body. Callers must mask the password.
    """

    peer_id: bytes | None
    password: bytes

    def lines(self) -> Lines:
        """The name, never the password."""
        known = () if self.peer_id is None else (("peer ID", printable(self.peer_id)),)
        return (*known, ("password", masked(self.password)))


class PapVerdict(NamedTuple):
    """An Authenticate-Ack or -Nak with its message, escaped (RFC 1334 2.2.2)."""

    success: bool
    message: str

    def lines(self) -> Lines:
        """The message, if there is one."""
        return (("message", self.message),) if self.message else ()


def pap_request(reading: Reading) -> Pap:
    """Two fields, each after its length of one octet."""
    begin, whole = reading.at, reading.length
    body = reading.rest()
    password = 1 + body[0] if body else 0
    fits = 0 < password < len(body) and begin + password + 1 + body[password] == whole
    if not fits:
        reading.missing(begin, "Peer-ID Length and Passwd-Length do not fill the packet")
        return Pap(None, body)
    return Pap(body[1:password], body[password + 1 :])


def pap_verdict(reading: Reading, *, success: bool) -> PapVerdict:
    """A message after its length; some senders leave out both."""
    if reading.is_done:
        return PapVerdict(success, "")
    length = reading.number(1, "Msg-Length") or 0
    return PapVerdict(success, printable(reading.take(length, "Message")))
