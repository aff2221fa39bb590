"""What the tests of hostile input share: samples frame by frame, written anew, and what holds of every analysis."""

import json
import struct
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

import jsonschema

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import Frame
from l2tpscope.capture.reader import open_capture
from l2tpscope.render.as_json import json_text, schema
from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from l2tpscope.render.report import report_html
from l2tpscope.render.text import verdict_text
from l2tpscope.views.report import report_page
from l2tpscope.views.summary import summary
from tests.samples import FOLDER

VOID = {"meta", "link", "br", "input", "col"}


@cache
def frames_of(name: str) -> tuple[Frame, ...]:
    """The frames of a sample capture."""
    with open_capture(FOLDER / name) as reader:
        return tuple(frame for block in reader.blocks() for frame in reader.frames(block))


def pcap_of(frames: Iterable[Frame], link_type: int) -> bytes:
    """A nanosecond pcap of these frames, in this order."""
    parts = [struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, link_type)]
    for frame in frames:
        seconds, fraction = divmod(frame.time_ns, 1_000_000_000)
        parts += [struct.pack("<IIII", seconds, fraction, len(frame.octets), frame.original_length), frame.octets]
    return b"".join(parts)


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema()))


def assert_sound(analysis: Analysis) -> None:
    """No rule crashed, each failed attempt has one root cause, and all that is written is what it should be."""
    assert analysis.rule_failures == ()
    failed = [attempt.index for attempt in analysis.conversation.attempts if attempt.failed]
    assert sorted(analysis.root_causes) == failed
    named = set(analysis.root_causes.values())
    assert named == {number for number, finding in enumerate(analysis.findings, 1) if finding.root_cause}
    _validator().validate(json.loads(json_text(analysis)))
    told = verdict_text(summary(analysis), Ink())
    assert all(cells(line) <= 80 and line.isprintable() for line in told.splitlines())


def assert_report_is_whole(analysis: Analysis) -> None:
    """Every tag of the report is closed."""
    parser = _Balance()
    parser.feed(report_html(report_page(analysis)))
    parser.close()
    assert parser.open == []


class _Balance(HTMLParser):
    """Which tags are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - inherited
        """Remember it, unless it never closes."""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """<rect/> opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        """What closes must be what was opened last."""
        assert self.open.pop() == tag
