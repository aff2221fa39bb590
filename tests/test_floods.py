"""A flood takes time in proportion to its size, however it is made: no step looks at all that came before."""

import sys
from collections.abc import Callable
from io import BytesIO
from types import FrameType
from typing import Any

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.render.as_json import json_chunks
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.render.text import verdict_text
from l2tpscope.views.ladder import LIMIT, chosen, findings_by_tunnel, ladder
from l2tpscope.views.summary import summary
from tests.floods import FLOODS, Flood, pcap

SMALL = 100
MORE = 4
"""A flood so many times as large ..."""
MOST = 5.5
"""... may take so many times as many steps; it would take 16 times as many if each looked at all before."""


def steps_of(made: Callable[[int], Flood], size: int) -> int:
    """How many lines of l2tpscope run to analyze and tell a flood of this size."""
    octets = pcap(made(size))
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 - as sys.settrace has it
        nonlocal count
        count += event == "line"
        return trace if "l2tpscope" in frame.f_code.co_filename else None

    sys.settrace(trace)
    try:
        _told(read(BytesIO(octets)))
    finally:
        sys.settrace(None)
    return count


def _told(analysis: Analysis) -> None:
    verdict_text(summary(analysis), Ink())
    list(json_chunks(analysis))
    findings = findings_by_tunnel(analysis)
    for tunnel in chosen(analysis):
        ladder_text(ladder(analysis, tunnel, None, LIMIT, findings), Ink())


@pytest.mark.parametrize("made", FLOODS, ids=lambda made: made.__name__)
def test_a_flood_takes_steps_in_proportion_to_its_size(made: Callable[[int], Flood]) -> None:
    assert steps_of(made, MORE * SMALL) < MOST * steps_of(made, SMALL)
