"""Ladders as PNG."""

import struct

import pytest

from l2tpscope.errors import UsageError
from l2tpscope.render.ladder_png import COLOURS, ladder_png
from l2tpscope.render.ladder_scene import scene
from l2tpscope.views.ladder import ladder
from tests.samples import analysed
from tests.views.handmade import LAC, LNS, Script, analysis_of, hello_analysis, whole


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_picture_has_the_shape_of_its_scene_and_is_the_same_each_time() -> None:
    analysis = hello_analysis()
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    one, other = ladder_png(shown), ladder_png(shown)
    drawn, (width, height) = scene(shown), size(one)
    assert one == other
    assert abs(height / width - drawn.height / drawn.width) < 0.01
    assert len(one) > 20_000


def test_late_and_lost_messages_change_the_picture() -> None:
    tunnel = analysed("path-reorder.pcap").conversation.tunnels[0]
    assert size(ladder_png(ladder(analysed("path-reorder.pcap"), tunnel, limit=20)))[0] == 1670


def test_its_colours_are_those_of_the_light_theme() -> None:
    assert COLOURS["bg"] == "#ffffff"
    assert {"ink", "mute", "line", "panel", "acc", "bad", "odd", "good", "badbg", "oddbg", "accbg"} <= COLOURS.keys()


def test_a_ladder_that_is_too_tall_is_refused_with_advice() -> None:
    script = Script()
    for number in range(4_000):
        script.say(number / 100, LAC if number % 2 else LNS, 16, number // 2, number // 2)
    analysis = analysis_of(whole([script.tunnel], [], script.frame, 41))
    with pytest.raises(UsageError, match=r"4,0.. rows are too many for a PNG; --format svg"):
        ladder_png(ladder(analysis, script.tunnel, limit=None))
