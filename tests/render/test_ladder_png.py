"""Ladders as PNG."""

import struct
from dataclasses import replace
from typing import Any

import pytest

from l2tpscope.errors import UsageError
from l2tpscope.render.ladder_layout import laid_out
from l2tpscope.render.ladder_png import ladder_png
from l2tpscope.views.ladder import ladder
from l2tpscope.views.rows import Rung
from tests.views.handmade import LAC, LNS, Script, analysis_of, hello_analysis, whole


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_picture_has_the_shape_of_its_drawing_and_is_the_same_each_time() -> None:
    analysis = hello_analysis()
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    one, other = ladder_png(shown), ladder_png(shown)
    drawn, (width, height) = laid_out(shown), size(one)
    assert one == other
    assert abs(height / width - drawn.height / drawn.width) < 0.01
    assert len(one) > 20_000


@pytest.mark.parametrize("change", [{"unanswered": True}, {"late": True}, {"count": 2}, {"label": "HELL0"}])
def test_what_became_of_a_message_is_seen(change: dict[str, Any]) -> None:
    script = Script()
    script.say(0, LAC, 6, 0, 0)
    script.say(0.1, LNS, None, 0, 1)
    shown = ladder(analysis_of(whole([script.tunnel], [], 2, 1)), script.tunnel)
    rung, *rest = shown.rows
    assert isinstance(rung, Rung)
    changed = replace(shown, rows=(replace(rung, **change), *rest))
    assert ladder_png(changed) != ladder_png(shown)


def test_a_ladder_that_is_too_tall_is_refused_with_advice() -> None:
    script = Script()
    for number in range(4_000):
        script.say(number / 100, LAC if number % 2 else LNS, 16, number // 2, number // 2)
    analysis = analysis_of(whole([script.tunnel], [], script.frame, 41))
    with pytest.raises(UsageError, match=r"4,0.. rows are too many for a PNG; --format svg"):
        ladder_png(ladder(analysis, script.tunnel, limit=None))
