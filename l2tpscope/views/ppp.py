"""PPP control frames in words: protocol, code, and the little that is worth a line of a ladder."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame, Side
from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.chap import Chap, ChapVerdict
from l2tpscope.wire.ppp.link import Terminate
from l2tpscope.wire.ppp.numbers import (
    CHAP,
    CODE_REJECT,
    CONFIGURE_ACK,
    EAP,
    LCP,
    LQR,
    PAP,
    PROTOCOL_REJECT,
    TERMINATE_REQUEST,
    is_negotiation,
    packet_name,
)
from l2tpscope.wire.ppp.options import PppOption
from l2tpscope.wire.ppp.packet import decode_ppp
from l2tpscope.wire.ppp.pap import Pap, PapVerdict
from l2tpscope.wire.text import printable

UNTOLD = ("magic number", "data", "value", "password", "proof", "octets", "body", "rejected packet", "flags")
"""Names of what is masked, and of what says nothing in a ladder."""

_ANSWERS: dict[tuple[int, int], tuple[int, ...]] = {
    (LCP, 1): (2, 3, 4), (LCP, 5): (6,), (LCP, 9): (10,), (PAP, 1): (2, 3), (CHAP, 1): (2,), (CHAP, 2): (3, 4),
    (EAP, 1): (2,),
}  # fmt: skip
"""Codes that answer a request with its identifier (RFC 1661 5, RFC 1334 2.2, RFC 1994 4, RFC 3748 4); NCPs as LCP."""


def ppp_label(frame: PppFrame) -> str:
    """As in "LCP Configure-Request"."""
    return packet_name(frame.protocol, frame.code)


def is_request(frame: PppFrame) -> bool:
    """Whether it asks for something and is sent again until answered: Configure-Request, Challenge, ..."""
    codes = {PAP: (1,), CHAP: (1, 2), EAP: (1,)}
    return frame.code in codes.get(frame.protocol, (1, TERMINATE_REQUEST))


def unanswered_requests(frames: list[PppFrame]) -> set[FrameRef]:
    """Requests, echoes too, that no later frame of the peer answers: none of this identifier, no Protocol-Reject."""
    unanswered: set[FrameRef] = set()
    later: set[tuple[Side, int, int, int]] = set()
    for frame in reversed(frames):
        codes = _ANSWERS.get((frame.protocol, frame.code)) or (
            _ANSWERS.get((LCP, frame.code)) if is_negotiation(frame.protocol) else None
        )
        peer = frame.sender.other
        answered = any((peer, frame.protocol, code, frame.identifier) in later for code in codes or ())
        rejected = (peer, frame.protocol, PROTOCOL_REJECT, 0) in later
        if codes and not answered and not rejected:
            unanswered.add(frame.ref)
        later.add((frame.sender, frame.protocol, frame.code, frame.identifier))
        if frame.protocol == LCP and frame.code in (CODE_REJECT, PROTOCOL_REJECT):
            of = LCP if frame.code == CODE_REJECT else u16(frame.octets, 4)
            later.add((frame.sender, of or 0, PROTOCOL_REJECT, 0))
    return unanswered


def ppp_text(frame: PppFrame) -> str:
    """What it says, in one line, never a password: options, names, methods, the reason of a failure or an end."""
    packet = decode_ppp(frame.protocol, frame.octets)
    said = packet.said
    if packet.options:  # those of an Ack are no news: they are those of the request
        return "" if frame.code == CONFIGURE_ACK else ", ".join(map(_option, packet.options))
    if isinstance(said, Terminate):
        return _reason(said) if frame.code == TERMINATE_REQUEST else ""
    if isinstance(said, Chap | ChapVerdict | Pap | PapVerdict):
        return _of_authentication(said)
    return ", ".join(f"{name} {value}" for name, value in packet.lines() if value and name not in UNTOLD)


def ppp_marks(frame: PppFrame) -> tuple[str, ...]:
    """What breaks the format of the packet, at offsets from its Code; what may be cut off is no fault."""
    length = u16(frame.octets, 2)
    if length is None:
        return ()
    cut = 0 if frame.protocol == LQR else max(length - len(frame.octets), 0)
    defects = decode_ppp(frame.protocol, frame.octets, cut).defects
    return tuple(f"octet {each.offset} of PPP: {each.text} (RFC {each.rfc})" for each in defects)


def _option(option: PppOption) -> str:
    return f"{option.name} {option.text}".rstrip()


def _reason(said: Terminate) -> str:
    """A text in quotes, or the error number that Windows puts in its place."""
    return _quoted(said.reason) if said.windows_error is None else f"Windows error {said.reason}"


def _of_authentication(said: Chap | ChapVerdict | Pap | PapVerdict) -> str:
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
