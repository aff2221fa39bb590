"""What a message of a ladder holds, shown on demand: AVPs or PPP options one a line, and what breaks the format."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from l2tpscope.conversation.model import PppFrame
from l2tpscope.views.clock import counted
from l2tpscope.views.message import avp_text
from l2tpscope.views.rows import Rung
from l2tpscope.wire.header import u16
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.ppp.numbers import LQR
from l2tpscope.wire.ppp.packet import decode_ppp

MOST_LETTERS, MOST_LINES = 400, 60
"""A message may carry 65 kB of text, or thousands of AVPs: so much of it is shown."""


def shortened(text: str, most: int = MOST_LETTERS) -> str:
    """A text from the wire, cut to 400 letters or so many; the cut says how much is missing."""
    left_out = len(text) - most
    return text if left_out <= 0 else f"{text[:most]}… ({counted(left_out, 'letter')} more)"


class DetailLine(NamedTuple):
    """An AVP or option in words; `is_defective`: it breaks the format (how, the marks of the message say)."""

    text: str
    is_defective: bool = False


class Details(NamedTuple):
    """title: "7 AVPs", "4 options", "contents"; lines of bounded number and length."""

    title: str
    lines: tuple[DetailLine, ...]


def details_of(rung: Rung) -> Details | None:
    """Of the first transmission of a message; None where there is nothing more to show than the ladder does."""
    match rung.content:
        case ControlMessage(avps=[_, *more], defects=spoilt) as message if more or spoilt:  # the first is its type
            return Details(counted(len(message.avps), "AVP"), _bounded(_avps(message), len(message.avps)))
        case PppFrame() as frame:
            return _of_ppp(frame, rung.text)
    return None


def _avps(message: ControlMessage) -> Iterator[DetailLine]:
    spoilt = [defect.offset for defect in message.defects]
    ends = [*(avp.offset for avp in message.avps[1:]), float("inf")]
    for avp, end in zip(message.avps, ends, strict=True):
        yield DetailLine(shortened(avp_text(avp, message)), any(avp.offset <= offset < end for offset in spoilt))


def _of_ppp(frame: PppFrame, told: str) -> Details | None:
    length = 0 if frame.protocol == LQR else u16(frame.octets, 2) or 0
    packet = decode_ppp(frame.protocol, frame.octets, max(length - len(frame.octets), 0))
    lines = [f"{name}: {text}".removesuffix(": ") for name, text in packet.lines()]
    if not lines or [line.replace(": ", " ") for line in lines] == [told]:
        return None
    title = counted(len(lines), "option") if packet.options else "contents"
    return Details(title, _bounded((DetailLine(shortened(line)) for line in lines), len(lines)))


def _bounded(lines: Iterator[DetailLine], count: int) -> tuple[DetailLine, ...]:
    more = (DetailLine(f"and {count - MOST_LINES:,} more"),) if count > MOST_LINES else ()
    return *islice(lines, MOST_LINES), *more
