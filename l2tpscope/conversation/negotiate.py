"""The automaton of RFC 1661 4, walked for both sides by the frames that one sees between them."""

from l2tpscope.conversation.link import MOST_REQUESTS, Asked, Negotiation, Said
from l2tpscope.conversation.model import SIDES, PppFrame, Side
from l2tpscope.wire.ppp.numbers import (
    CONFIGURE_ACK,
    CONFIGURE_NAK,
    CONFIGURE_REJECT,
    CONFIGURE_REQUEST,
    LCP,
    TERMINATE_ACK,
    TERMINATE_REQUEST,
)

MAGIC_NUMBER = 5
# (state, what happens) -> state; a missing key leaves the state alone. The section is 4.1 of RFC 1661 unless it says
# otherwise. "asks", "agrees", "refuses": the side itself sends Configure-Request, -Ack, -Nak or -Reject.
STEPS: dict[tuple[str, str], str] = {
    ("closed", "asks"): "req-sent",
    ("starting", "asks"): "req-sent",
    ("stopped", "asks"): "req-sent",
    ("closing", "asks"): "req-sent",
    ("stopping", "asks"): "req-sent",
    ("closed", "agrees"): "ack-sent",  # it was passive (4.2, Stopped), or its request was not captured
    ("starting", "agrees"): "ack-sent",
    ("stopped", "agrees"): "ack-sent",
    ("req-sent", "agrees"): "ack-sent",
    ("ack-rcvd", "agrees"): "opened",
    ("ack-sent", "refuses"): "req-sent",
    ("req-sent", "is agreed with"): "ack-rcvd",
    ("ack-sent", "is agreed with"): "opened",
    ("ack-rcvd", "is refused"): "req-sent",
    ("ack-sent", "is done"): "ack-sent",
    ("closing", "is done"): "closed",
    ("stopping", "is done"): "stopped",
    ("opened", "is done"): "req-sent",
    ("opened", "lost its link"): "starting",
    ("req-sent", "lost its link"): "starting",
    ("ack-rcvd", "lost its link"): "starting",
    ("ack-sent", "lost its link"): "starting",
}


def negotiate(negotiation: Negotiation, said: Said) -> None:
    """Move both sides by one packet of this protocol, and file what it asks for or answers."""
    code, sender = said.packet.code, said.frame.sender
    if code == CONFIGURE_REQUEST:
        _ask(negotiation, said)
    elif code == CONFIGURE_ACK:
        _agree(negotiation, said)
    elif code in (CONFIGURE_NAK, CONFIGURE_REJECT):
        _refuse(negotiation, said)
    elif code == TERMINATE_REQUEST:
        _end(negotiation, sender)
    elif code == TERMINATE_ACK:
        _acknowledge_end(negotiation, said.frame)


def lose_link(negotiation: Negotiation) -> None:
    """LCP has left the Opened state: the layer above it is down (RFC 1661 4.3, Down)."""
    for side in SIDES:
        _move(negotiation, side, "lost its link")
        negotiation.sides[side].has_acknowledged = False
    negotiation.is_open = False


def _move(negotiation: Negotiation, side: Side, event: str) -> None:
    own = negotiation.sides[side]
    own.state = STEPS.get((own.state, event), own.state)


def _ask(negotiation: Negotiation, said: Said) -> None:
    frame, side = said.frame, said.frame.sender
    own = negotiation.sides[side]
    latest = own.requests[-1] if own.requests else None
    is_same = latest is not None and latest.options == said.packet.options
    repeats = latest is not None and is_same and latest.is_acknowledged and _is_retransmission(latest, frame)
    if negotiation.is_open and not repeats:
        _reopen(negotiation, frame)
    elif own.state in ("ack-rcvd", "opened"):  # it never got the Ack, or begins anew
        own.state = "ack-sent" if own.has_acknowledged else "req-sent"
    if latest is not None and is_same and latest.answer is None:
        latest.frames.append(frame)
    elif latest is not None and repeats:
        latest.again.append(frame)
        negotiation.is_open = False  # whoever asks again has not seen the Ack
    elif len(own.requests) < MOST_REQUESTS:
        own.requests.append(Asked([frame], said.packet.options))
    _move(negotiation, side, "asks")


def _is_retransmission(asked: Asked, frame: PppFrame) -> bool:
    """The same identifier, or with LCP the same magic number, is no new negotiation (RFC 1661 5.1, 6.4)."""
    magic = asked.option(MAGIC_NUMBER) if frame.protocol == LCP else None
    return frame.identifier == asked.frames[-1].identifier or (magic is not None and bool(magic.number))


def _reopen(negotiation: Negotiation, frame: PppFrame) -> None:
    negotiation.reopened.append(frame)
    negotiation.is_open = False
    for own in negotiation.sides.values():
        own.has_acknowledged = False
    negotiation.sides[frame.sender].state = "req-sent"
    negotiation.sides[frame.sender.other].state = "req-sent"


def _agree(negotiation: Negotiation, said: Said) -> None:
    side = said.frame.sender
    asked = _answered(negotiation, said)
    if asked is None:
        return
    if asked.options != said.packet.options and not is_cut(said):
        asked.spoilt = asked.spoilt or said.frame
        return
    asked.answer = asked.answer or said.frame
    peer = negotiation.sides[side.other]
    peer.agreed = said.packet.options
    negotiation.sides[side].has_acknowledged = True
    _move(negotiation, side, "agrees")
    _move(negotiation, side.other, "is agreed with")
    if all(own.state == "opened" for own in negotiation.sides.values()) and not negotiation.is_open:
        negotiation.is_open = True
        if negotiation.opened_ns is None:
            negotiation.opened_ns, negotiation.opened = said.frame.time_ns, said.frame


def _refuse(negotiation: Negotiation, said: Said) -> None:
    side = said.frame.sender
    asked = _answered(negotiation, said)
    if asked is not None and asked.answer is None:
        asked.answer, asked.refused = said.frame, said.packet.options
    negotiation.sides[side].has_acknowledged = False
    _move(negotiation, side, "refuses")
    _move(negotiation, side.other, "is refused")


def _answered(negotiation: Negotiation, said: Said) -> Asked | None:
    """The request that this answers: the latest with its identifier; an Ack of another marks the latest as spoilt."""
    requests = negotiation.sides[said.frame.sender.other].requests
    for asked in reversed(requests[-8:]):
        if any(frame.identifier == said.packet.identifier for frame in (*asked.frames[-8:], *asked.again[-8:])):
            return asked
    if requests and said.packet.code == CONFIGURE_ACK and requests[-1].answer is None:
        requests[-1].spoilt = requests[-1].spoilt or said.frame
    elif not requests and said.packet.code == CONFIGURE_ACK:  # the request was not captured, and this repeats it
        missed = Asked([said.frame], said.packet.options)
        requests.append(missed)
        _move(negotiation, said.frame.sender.other, "asks")
        return missed
    return None


def _end(negotiation: Negotiation, sender: Side) -> None:
    negotiation.sides[sender].state = "closing"
    if negotiation.sides[sender.other].state not in ("closed", "starting", "closing"):
        negotiation.sides[sender.other].state = "stopping"
    negotiation.is_open = False


def _acknowledge_end(negotiation: Negotiation, frame: PppFrame) -> None:
    if negotiation.sides[frame.sender.other].state != "closing" and negotiation.protocol != LCP:
        negotiation.unasked.append(frame)
    negotiation.is_open = False
    for side in SIDES:
        _move(negotiation, side, "is done")


def is_cut(said: Said) -> bool:
    """True where the capture holds less of the packet than was sent."""
    return len(said.frame.octets) < said.packet.length
