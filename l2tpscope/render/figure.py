"""A drawing painted by matplotlib, as SVG, PNG or PDF: the same octets for the same drawing."""

import io
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from l2tpscope.render.drawing import Drawing, Item, Path, Shape, Words
from l2tpscope.render.glyphs import spelled_out
from l2tpscope.render.svg import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("svg", "png", "pdf")
POINTS = 0.7
"""Points for each pixel: eleven inches for the width of a timeline."""
LETTERS, SMALL_LETTERS = 11.5, 10.5
"""Pixels, a little less than in the page: the letters of matplotlib's font are wider."""
SHARPNESS = 150.0
"""Pixels of a PNG in an inch."""
SIGNATURE = "l2tpscope"
SETTINGS: Any = {
    "svg.hashsalt": SIGNATURE,
    "svg.fonttype": "none",
    "path.simplify": False,
    "font.family": "DejaVu Sans",  # comes with matplotlib
}
UNDATED: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": SIGNATURE},
    "pdf": {"CreationDate": None, "Creator": SIGNATURE, "Producer": None},
    "png": {"Software": SIGNATURE},
}


def octets(drawing: Drawing, format_: str, sharpness: float = SHARPNESS) -> bytes:
    """The picture as a file of this format: "svg", "png" or "pdf"; `sharpness` in pixels of a PNG for each inch."""
    from matplotlib import rc_context  # noqa: PLC0415 - 300 ms that only pictures wait for

    described = {} if format_ == "png" else {"Title": spelled_out(drawing.title)}
    if format_ == "svg" and drawing.description:
        described["Description"] = spelled_out(drawing.description)
    buffer = io.BytesIO()
    with rc_context(SETTINGS):
        figure(drawing).savefig(buffer, format=format_, dpi=sharpness, metadata=UNDATED[format_] | described)
    return buffer.getvalue()


def inches(drawing: Drawing) -> tuple[float, float]:
    """Width and height of a drawing on paper, with its margin."""
    width, height = drawing.width + 2 * drawing.margin, drawing.height + 2 * drawing.margin
    return width * POINTS / 72, height * POINTS / 72


def figure(drawing: Drawing) -> "Figure":
    """One Axes over the whole of it, whose units are the pixels of the drawing, from the upper left corner."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    painted = Figure(figsize=inches(drawing), facecolor=LIGHT["bg"])
    axes = painted.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(-drawing.margin, drawing.width + drawing.margin)
    axes.set_ylim(drawing.height + drawing.margin, -drawing.margin)
    for depth, (look, alike) in enumerate(groupby(drawing.items, _look)):
        if look is None:
            _write(axes, [words for words in alike if isinstance(words, Words)], depth)
        else:
            _draw(axes, [shape for shape in alike if isinstance(shape, Shape)], depth)
    return painted


def _look(item: Item) -> tuple[object, ...] | None:
    return None if isinstance(item, Words) else (item.fill, item.stroke, item.width, item.dashes)


def _draw(axes: "Axes", alike: list[Shape], depth: int) -> None:
    """Shapes that look alike, as one path."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - see above
    from matplotlib.path import Path as Outline  # noqa: PLC0415 - see above

    look = alike[0]
    paths = [path for shape in alike for path in shape.paths]
    points = [*chain.from_iterable(_closed(path) if look.fill else path for path in paths)]
    codes = [*chain.from_iterable(_codes(path, closed=bool(look.fill)) for path in paths)]
    dashes: Any = (0, tuple(length / look.width for length in look.dashes)) if look.dashes else "solid"
    axes.add_patch(
        PathPatch(
            Outline(points, codes),
            facecolor=LIGHT.get(look.fill, "none"),
            edgecolor=LIGHT.get(look.stroke, "none"),
            linewidth=look.width * POINTS if look.stroke else 0,
            linestyle=dashes,
            zorder=depth,
            clip_on=False,
            capstyle="butt",
            joinstyle="miter",
        )
    )


def _closed(path: Path) -> Path:
    return (*path, path[0])


def _codes(path: Path, *, closed: bool) -> list[int]:
    """Matplotlib's codes: 1 begins a line, 2 draws it, 79 closes it."""
    return [1, *([2] * (len(path) - 1)), *([79] if closed else [])]


def _write(axes: "Axes", lines: list[Words], depth: int) -> None:
    for words in lines:
        axes.text(
            words.x,
            words.y,
            spelled_out(words.text),
            color=LIGHT[words.tone],
            family="DejaVu Sans Mono" if words.mono else "DejaVu Sans",
            fontsize=(SMALL_LETTERS if words.small else LETTERS) * POINTS,
            weight="bold" if words.bold else "normal",
            ha={"start": "left", "middle": "center", "end": "right"}[words.anchor],
            va="baseline",
            zorder=depth,
            parse_math=False,
        )
