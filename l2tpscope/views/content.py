"""What a message of a ladder holds, in parts and octets as a frame is shown, from what the analysis keeps of it."""

from collections.abc import Iterator
from itertools import islice

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame, Transmission, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.scan.datagram import L2TP_OVER_IP
from l2tpscope.views.clock import counted, offset, rfc3339
from l2tpscope.views.details import shortened
from l2tpscope.views.frame import FrameView, thing_parts, transport_part
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.layout import REPEATS_LISTED, acknowledged_words, direction
from l2tpscope.views.message import message_parts, ppp_parts
from l2tpscope.views.part import Part
from l2tpscope.views.rows import Rung
from l2tpscope.views.secrets import ppp_secret_octets, secret_octets
from l2tpscope.wire.header import u16
from l2tpscope.wire.ppp.framing import PppHeader
from l2tpscope.wire.ppp.numbers import LQR

MOST_LINES = 2_000
"""Of one part: AVPs are few, unless somebody means harm."""


def content_view(ladder: Ladder, rung: Rung, tunnel: Tunnel) -> FrameView:
    """The first transmission of a message of this ladder, with what the ladder says of it; secrets marked."""
    head = _head(ladder, rung)
    match rung.content:
        case PppFrame() as frame:
            parts, octets, masked = (
                [*ppp_parts(frame.protocol, frame.octets, _cut(frame))],
                frame.octets,
                _masked(frame),
            )
            return FrameView(
                (head, *map(_bounded, parts)), octets, "Octets of the PPP packet, from its Code on", masked
            )
        case IcmpError() as error:
            payload = error.quoted.payload
            parts = [*thing_parts(error, frozenset(range(1 << 16)))]
            hidden = secret_octets(payload, over_ip=error.quoted.protocol == L2TP_OVER_IP)
            return FrameView((head, *map(_bounded, parts)), payload, "Octets of the message that it quotes", hidden)
    sent = _transmission(tunnel, rung.ref)
    if sent is None:
        return FrameView((head,), b"", "Octets of the message", frozenset())
    payload = sent.datagram.payload
    parts = [transport_part(sent.datagram), *message_parts(sent.message, payload)]
    hidden = secret_octets(payload, over_ip=sent.datagram.protocol == L2TP_OVER_IP)
    return FrameView((head, *map(_bounded, parts)), payload, "Octets of the message", hidden)


def _transmission(tunnel: Tunnel, ref: FrameRef) -> Transmission | None:
    return next((sent for sent in tunnel.transmissions if sent.ref == ref), None)


def _cut(frame: PppFrame) -> int:
    length = 0 if frame.protocol == LQR else u16(frame.octets, 2) or 0
    return max(length - len(frame.octets), 0)


def _masked(frame: PppFrame) -> frozenset[int]:
    length = len(frame.octets) if frame.protocol == LQR else u16(frame.octets, 2) or 0
    header = PppHeader(frame.protocol, frame.code, frame.identifier, 0, length)
    return ppp_secret_octets(header, frame.octets)


def _head(ladder: Ladder, rung: Rung) -> Part:
    inside = f", session {rung.session}" if rung.session else ""
    title = f"Frame {ladder.frame_name(rung.ref)}: {rung.label}, {direction(ladder, rung.sender)}{inside}"
    return Part(title, tuple(_told(ladder, rung)))


def _told(ladder: Ladder, rung: Rung) -> Iterator[str]:
    yield f"{rfc3339(rung.time_ns)}, {offset(rung.time_ns - ladder.start_ns)} s after the tunnel's first frame"
    if rung.unanswered:
        yield "no acknowledgment or answer of it was captured"
    if rung.acknowledges:
        yield f"acknowledges {acknowledged_words(rung)}"
    yield from (f"enters {entered.text}" + (f" ({entered.side})" if entered.side else "") for entered in rung.states)
    yield from rung.marks
    for one in islice(rung.again, REPEATS_LISTED):
        yield f"again in frame {ladder.frame_name(one.ref)}, {offset(one.step_ns)} s later"
    if len(rung.again) > REPEATS_LISTED:
        yield f"and {counted(len(rung.again) - REPEATS_LISTED, 'more time')}"


def _bounded(part: Part) -> Part:
    lines = tuple(shortened(line, 4 * 400) for line in part.lines[:MOST_LINES])
    more = len(part.lines) - len(lines)
    return Part(part.title, (*lines, f"and {more:,} more") if more else lines)
