"""PPP control frames in words: protocol, code, and the little that is worth a line of a ladder."""

from l2tpscope.conversation.model import PppFrame
from l2tpscope.wire.ppp.chap import Chap, ChapVerdict
from l2tpscope.wire.ppp.link import Terminate
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
from l2tpscope.wire.ppp.packet import Said, decode_ppp
from l2tpscope.wire.ppp.pap import Pap, PapVerdict
from l2tpscope.wire.text import printable

WITH_OPTIONS = (CONFIGURE_REQUEST, CONFIGURE_NAK, CONFIGURE_REJECT)
"""Codes of LCP whose options are news: an Ack repeats those of the request."""
HEADER = 4


def ppp_label(frame: PppFrame) -> str:
    """As in "LCP Configure-Request"."""
    return packet_name(frame.protocol, frame.code)


def is_request(frame: PppFrame) -> bool:
    """Whether it asks for something and is sent again until answered: Configure-Request, Challenge, ..."""
    codes = {PAP: (1,), CHAP: (1, 2), EAP: (1,)}
    return frame.code in codes.get(frame.protocol, (1, TERMINATE_REQUEST))


def ppp_text(frame: PppFrame) -> str:
    """What it says, in one line, never a password: options of LCP, names of CHAP, the reason of a failure or an end."""
    if frame.protocol == LCP and frame.code in WITH_OPTIONS:
        length = int.from_bytes(frame.octets[2:HEADER], "big")
        return ", ".join(lcp_options(frame.octets[HEADER : max(length, HEADER)]))
    said = decode_ppp(frame.protocol, frame.octets).said
    if isinstance(said, Terminate):
        return _reason(said) if frame.code == TERMINATE_REQUEST else ""
    return _of_authentication(said)


def _reason(said: Terminate) -> str:
    """A text in quotes, or the error number that Windows puts in its place."""
    return _quoted(said.reason) if said.windows_error is None else f"Windows error {said.reason}"


def _of_authentication(said: Said | None) -> str:
    """The names of both sides, and the text of a verdict; of a Success of CHAP it says nothing."""
    match said:
        case Chap(name=name) if name:
            return f"name {name}"
        case Pap(peer_id=peer_id) if peer_id:
            return f"user {printable(peer_id)}"
        case PapVerdict(message=text) | ChapVerdict(success=False, text=text):
            return _quoted(text)
    return ""


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""
