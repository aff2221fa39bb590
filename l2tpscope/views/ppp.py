"""PPP control frames in words: protocol, code, and the little that is worth a line of a ladder."""

from l2tpscope.conversation.model import PppFrame
from l2tpscope.views.secrets import pap_peer_id
from l2tpscope.wire.ppp.microsoft import error_words, windows_error
from l2tpscope.wire.ppp.numbers import (
    CHAP,
    CONFIGURE_NAK,
    CONFIGURE_REJECT,
    CONFIGURE_REQUEST,
    EAP,
    LCP,
    PAP,
    TERMINATE_REQUEST,
    packet_name,
)
from l2tpscope.wire.ppp.options import lcp_options
from l2tpscope.wire.text import printable

WITH_OPTIONS = (CONFIGURE_REQUEST, CONFIGURE_NAK, CONFIGURE_REJECT)
"""Codes of LCP whose options are news: an Ack repeats those of the request."""
HEADER = 4
SHORTEST_RESPONSE = b"\x10"
"""Of MD5 (RFC 1994 4.1): what comes after a shorter one is no name, but the rest of the response."""


def ppp_label(frame: PppFrame) -> str:
    """As in "LCP Configure-Request"."""
    return packet_name(frame.protocol, frame.code)


def is_request(frame: PppFrame) -> bool:
    """Whether it asks for something and is sent again until answered: Configure-Request, Challenge, ..."""
    codes = {PAP: (1,), CHAP: (1, 2), EAP: (1,)}
    return frame.code in codes.get(frame.protocol, (1, TERMINATE_REQUEST))


def ppp_text(frame: PppFrame) -> str:
    """What it says, in one line, never a password: options of LCP, names of CHAP, the reason of a failure or an end."""
    length = int.from_bytes(frame.octets[2:HEADER], "big")
    body = frame.octets[HEADER : max(length, HEADER)]
    if frame.protocol == LCP and frame.code in WITH_OPTIONS:
        return ", ".join(lcp_options(body))
    if frame.protocol == CHAP and frame.code in (1, 2):
        return _name(body) if frame.code == 1 or body[:1] >= SHORTEST_RESPONSE else ""
    if (frame.protocol, frame.code) in {(CHAP, 4), (LCP, TERMINATE_REQUEST)}:
        return _quoted(body)
    if frame.protocol == PAP:
        return _pap(frame.code, body)
    return ""


def _name(body: bytes) -> str:
    """The Name field behind the value of a Challenge or Response (RFC 1994 4.1)."""
    name = printable(body[1 + body[0] :]) if body else ""
    return f"name {name}" if name else ""


def _pap(code: int, body: bytes) -> str:
    """The Peer-ID of a request (never the password), the message of a reply (RFC 1334 2.2)."""
    if code == 1:
        peer_id = pap_peer_id(body)
        return f"user {printable(peer_id)}" if peer_id else ""
    text = printable(body[1 : 1 + body[0]]) if body else ""
    return f'"{text}"' if text else ""


def _quoted(body: bytes) -> str:
    """A text in quotes, or the error number that Windows puts in its place."""
    error = windows_error(body)
    if error is not None:
        return f"Windows error {error_words(error)}"
    return f'"{printable(body)}"' if body else ""
