"""A ladder as PNG, painted by matplotlib: the same octets for the same ladder."""

import io
import re
from typing import TYPE_CHECKING, Any

from l2tpscope.errors import UsageError
from l2tpscope.render.glyphs import spelled_out
from l2tpscope.render.ladder_scene import scene
from l2tpscope.render.scene import Box, Head, Mark, Scene, Stroke, Words
from l2tpscope.render.svg import STYLE
from l2tpscope.views.ladder import Ladder

if TYPE_CHECKING:
    from matplotlib.artist import Artist

UNIT, SHARPNESS, COARSEST = 100.0, 144.0, 60.0
"""Pixels of the scene in an inch; pixels of the picture in an inch, at best and at least."""
TALLEST = 65_000
"""Pixels: matplotlib draws no more than 2 ** 16."""
POINTS = 12 * 72 / UNIT
COLOURS: dict[str, str] = dict(re.findall(r"--l2-(\w+):(#\w+)", STYLE.split("@media")[0]))
"""Those of the light theme: PNG goes to paper and tickets."""
ALIGNED = {"start": "left", "middle": "center", "end": "right"}


def ladder_png(ladder: Ladder) -> bytes:
    """The picture as a file. Raises UsageError for a ladder that is taller than a PNG can be."""
    drawn = scene(ladder)
    sharpness = min(SHARPNESS, TALLEST * UNIT / drawn.height)
    if sharpness < COARSEST:
        raise UsageError(f"{len(ladder.rows):,} rows are too many for a PNG; --format svg draws them all")
    return _painted(drawn, sharpness)


def _painted(drawn: Scene, sharpness: float) -> bytes:
    from matplotlib.figure import Figure  # noqa: PLC0415 - 300 ms that only pictures wait for

    figure = Figure(figsize=(drawn.width / UNIT, drawn.height / UNIT), facecolor=COLOURS["bg"])
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    for order, mark in enumerate(drawn.marks):
        artist = _artist(mark)
        artist.set(color=COLOURS[mark.tone], zorder=order, clip_on=False)
        axes.add_artist(artist)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=sharpness, metadata={"Software": "l2tpscope"})
    return buffer.getvalue()


def _artist(mark: Mark) -> "Artist":
    from matplotlib.lines import Line2D  # noqa: PLC0415 - see above
    from matplotlib.patches import Polygon, Rectangle  # noqa: PLC0415
    from matplotlib.text import Text  # noqa: PLC0415

    match mark:
        case Words():
            family = "DejaVu Sans Mono" if mark.mono else "DejaVu Sans"
            font: dict[str, Any] = {"family": family, "size": POINTS, "weight": "bold" if mark.bold else "normal"}
            return Text(mark.x, mark.y, spelled_out(mark.text), ha=ALIGNED[mark.anchor], parse_math=False, **font)
        case Stroke():
            dashes: Any = "-" if mark.dashes is None else (0, tuple(length / mark.width for length in mark.dashes))
            look: dict[str, Any] = {"linewidth": mark.width * 72 / UNIT, "linestyle": dashes, "solid_capstyle": "butt"}
            return Line2D((mark.x1, mark.x2), (mark.y1, mark.y2), **look)
        case Box():
            return Rectangle((mark.x, mark.y), mark.width, mark.height, linewidth=0)
        case Head():
            back = mark.x + (-11 if mark.rightward else 11)
            return Polygon([(mark.x, mark.y), (back, mark.y - 5), (back, mark.y + 5)], linewidth=0)
    raise AssertionError(mark)
