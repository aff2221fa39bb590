"""What is fuzzed: functions that take any octets and must neither raise nor hang."""

from collections.abc import Callable
from io import BytesIO

from l2tpscope.analysis import read
from l2tpscope.capture.reader import open_capture
from l2tpscope.errors import UnreadableCapture
from l2tpscope.render.as_json import json_text
from l2tpscope.render.ink import Ink
from l2tpscope.render.text import verdict_text
from l2tpscope.views.summary import summary
from l2tpscope.wire.conformance import message_defects
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.decode import decode_control, kind_of
from l2tpscope.wire.ppp import ppp_control


def reader(octets: bytes) -> None:
    """Any octets as a capture file: frames, or a sentence that says what it is."""
    try:
        with open_capture(BytesIO(octets)) as capture:
            for block in capture.blocks():
                for _ in capture.frames(block):
                    pass
    except UnreadableCapture:
        pass


def control(octets: bytes) -> None:
    """Any octets as a control message, with what the RFCs have against it."""
    message_defects(decode_control(octets))


def data(octets: bytes) -> None:
    """Any octets as a data message with PPP inside."""
    kind_of(octets)
    ppp_control(octets[decode_data(octets).payload_at :])


def pipeline(octets: bytes) -> None:
    """Any octets as a capture, through every room to the verdict and the JSON; no rule may crash."""
    try:
        analysis = read(BytesIO(octets))
    except UnreadableCapture:
        return
    if analysis.rule_failures:
        raise AssertionError(analysis.rule_failures)
    verdict_text(summary(analysis), Ink())
    json_text(analysis)


TARGETS: dict[str, Callable[[bytes], None]] = {target.__name__: target for target in (reader, control, data, pipeline)}
