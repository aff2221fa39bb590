"""A timeline as a matplotlib figure: SVG, PNG or PDF for documents, the same octets for the same timeline."""

import io
from functools import cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from l2tpscope.render.drawing import Drawing, Path, Shape, Words
from l2tpscope.render.timeline_layout import laid_out
from l2tpscope.views.strips import Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("svg", "png", "pdf")
MARGIN = 16
POINTS = 0.7
"""Points for each pixel: eleven inches for the width of a picture."""
INK = {
    "ink": "#1b1f24", "mute": "#57606a", "line": "#d0d7de", "panel": "#eef0f3", "bg": "#ffffff", "acc": "#0072b2",
    "bad": "#b3261e", "odd": "#9a5b00", "good": "#00795a", "goodbg": "#c9ebe0", "oddbg": "#ffedbf", "badbg": "#f6c9c3",
}  # fmt: skip
"""The page's tones on white paper; what they mean is said by shapes, hatchings and words as well."""
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


def timeline_octets(timeline: Timeline, format_: str) -> bytes:
    """The picture as a file of this format: "svg", "png" or "pdf"."""
    from matplotlib import rc_context  # noqa: PLC0415 - 300 ms that only pictures wait for

    drawing = laid_out(timeline, titled=True)
    described = {} if format_ == "png" else {"Title": _known(drawing.title)}
    if format_ == "svg":
        described["Description"] = _known(drawing.description)
    buffer = io.BytesIO()
    with rc_context(SETTINGS):
        _figure(drawing).savefig(buffer, format=format_, dpi=150, metadata=UNDATED[format_] | described)
    return buffer.getvalue()


def timeline_figure(timeline: Timeline) -> "Figure":
    """The picture as a Figure that belongs to no window."""
    return _figure(laid_out(timeline, titled=True))


def _figure(drawing: Drawing) -> "Figure":
    """One Axes over the whole of it, whose units are the pixels of the drawing, from the upper left corner."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    figure = Figure(figsize=(width * POINTS / 72, height * POINTS / 72), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(-MARGIN, width - MARGIN)
    axes.set_ylim(height - MARGIN, -MARGIN)
    for depth, (look, alike) in enumerate(groupby(drawing.items, _look)):
        if look is None:
            _write(axes, [words for words in alike if isinstance(words, Words)], depth)
        else:
            _draw(axes, [shape for shape in alike if isinstance(shape, Shape)], depth)
    return figure


def _look(item: Shape | Words) -> tuple[str, str, float, bool] | None:
    return None if isinstance(item, Words) else (item.fill, item.stroke, item.width, item.dashed)


def _draw(axes: "Axes", alike: list[Shape], depth: int) -> None:
    """Shapes that look alike, as one path."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415 - see above
    from matplotlib.path import Path as Outline  # noqa: PLC0415 - see above

    look = alike[0]
    paths = [path for shape in alike for path in shape.paths]
    points = [*chain.from_iterable(_closed(path) if look.fill else path for path in paths)]
    codes = [*chain.from_iterable(_codes(path, closed=bool(look.fill)) for path in paths)]
    axes.add_patch(
        PathPatch(
            Outline(points, codes),
            facecolor=INK.get(look.fill, "none"),
            edgecolor=INK.get(look.stroke, "none"),
            linewidth=look.width * POINTS if look.stroke else 0,
            linestyle=(0, (3, 3)) if look.dashed else "solid",
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
            _known(words.words),
            color=INK[words.tone],
            fontsize=(10.5 if words.small else 11.5) * POINTS,
            weight="bold" if words.bold else "normal",
            ha={"start": "left", "middle": "center", "end": "right"}[words.anchor],
            va="baseline",
            zorder=depth,
            parse_math=False,
        )


@cache
def _glyphs() -> Any:  # noqa: ANN401 - matplotlib's font objects have no public type
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - see above

    return get_font(findfont("DejaVu Sans"))


def _known(words: str) -> str:
    r"""Letters that the font cannot draw as \u4e2d."""
    return "".join(
        letter if letter.isascii() or _glyphs().get_char_index(ord(letter)) else f"\\u{ord(letter):04x}"
        for letter in words
    )
