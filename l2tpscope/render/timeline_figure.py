"""A timeline as a matplotlib figure: SVG, PNG or PDF for documents, the same octets for the same timeline."""

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from l2tpscope.conversation.model import Side
from l2tpscope.render.escape import fitted, plain
from l2tpscope.views.axis import gaps, marks, scale_changes
from l2tpscope.views.clock import bits, duration
from l2tpscope.views.lanes import Lane, Phase
from l2tpscope.views.timeline import TickKind, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("svg", "png", "pdf")
WIDTH_INCHES, LANE_INCHES, EDGE_INCHES, RATE_INCHES = 11.0, 0.34, 1.0, 0.8
NAME_LETTERS = 32
LETTER, ENDINGS = 0.0085, 0.07
"""Width of a letter, and room for endings to the right, as parts of the axis."""
FILLS = {Phase.SETTING_UP: "#F5D77E", Phase.ESTABLISHED: "#8FD3BD", Phase.WAITING: "#F0A58F", Phase.BEFORE: "#D9DDE2"}
HATCHES = {Phase.WAITING: "///", Phase.BEFORE: "..."}
STROKES = {
    TickKind.MESSAGE: "#0072B2",
    TickKind.AGAIN: "#E69F00",
    TickKind.UNANSWERED: "#B3261E",
    TickKind.PPP: "#57606A",
}
"""Okabe and Ito's colours, which all kinds of colour vision tell apart; shapes and words say the same."""
MARKERS = {TickKind.MESSAGE: "|", TickKind.AGAIN: "1", TickKind.UNANSWERED: "x", TickKind.PPP: "."}
MUTE, SIGNATURE = "#57606A", "l2tpscope"
SETTINGS: Any = {"svg.hashsalt": SIGNATURE, "svg.fonttype": "none", "font.size": 9, "hatch.linewidth": 0.6}
UNDATED: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": SIGNATURE},
    "pdf": {"CreationDate": None, "Creator": SIGNATURE, "Producer": None},
    "png": {"Software": SIGNATURE},
}


def timeline_octets(timeline: Timeline, format_: str) -> bytes:
    """The picture as a file of this format: "svg", "png" or "pdf"."""
    from matplotlib import rc_context  # noqa: PLC0415 - 300 ms that only pictures wait for

    buffer = io.BytesIO()
    with rc_context(SETTINGS):
        timeline_figure(timeline).savefig(buffer, format=format_, dpi=150, metadata=UNDATED[format_])
    return buffer.getvalue()


def timeline_figure(timeline: Timeline) -> "Figure":
    """The picture as a Figure that belongs to no window; lanes from top to bottom, rates below."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    rows = len(timeline.lanes) + len(timeline.senders)
    rate = RATE_INCHES if timeline.rates else 0.0
    lanes = LANE_INCHES * max(rows, 1)
    height = lanes + rate + EDGE_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, height))
    left, width = 0.22, 0.75
    axes = figure.add_axes((left, (EDGE_INCHES * 0.5 + rate) / height, width, lanes / height))
    _lanes(axes, timeline)
    bottom = axes
    if timeline.rates:
        bottom = figure.add_axes((left, EDGE_INCHES * 0.5 / height, width, rate / height), sharex=axes)
        _rates(bottom, timeline)
        axes.tick_params(bottom=False, labelbottom=False)
    _time(bottom, timeline)
    figure.text(0.01, 1 - 0.22 / height, _known(timeline.title), fontsize=11, weight="bold", parse_math=False)
    if timeline.left_out:
        figure.text(0.01, 0.06 / height, timeline.left_out, color=MUTE)
    return figure


@cache
def _glyphs() -> Any:  # noqa: ANN401 - matplotlib's font objects have no public type
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - see above

    return get_font(findfont("DejaVu Sans"))


def _known(words: str) -> str:
    r"""Words made harmless; letters that the font cannot draw as \u4e2d."""
    return "".join(
        letter if letter.isascii() or _glyphs().get_char_index(ord(letter)) else f"\\u{ord(letter):04x}"
        for letter in plain(words)
    )


def _lanes(axes: "Axes", timeline: Timeline) -> None:
    names = []
    for row, lane in enumerate(timeline.lanes):
        names.append(("✗ " if lane.failed else "") + lane.name)
        _lane(axes, row, lane, timeline)
    for row, (side, name) in enumerate(timeline.senders, len(timeline.lanes)):
        names.append(f"{'→' if side is Side.INITIATOR else '←'} {name}")
        axes.axhline(row, color="#D0D7DE", linewidth=0.8, zorder=0)
        _ticks(axes, row, side, timeline)
    axes.set_yticks(range(len(names)), [_known(fitted(plain(name), NAME_LETTERS)) for name in names])
    for label, lane in zip(axes.get_yticklabels(), timeline.lanes, strict=False):
        label.set_color(STROKES[TickKind.UNANSWERED] if lane.failed else "black")
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    axes.tick_params(left=False)
    axes.spines[["top", "right", "left"]].set_visible(False)
    _flags(axes, timeline)


def _lane(axes: "Axes", row: int, lane: Lane, timeline: Timeline) -> None:
    place = timeline.axis.place
    for bar in lane.bars:
        begin = place(bar.begin_ns)
        width = max(place(bar.end_ns) - begin, 0.002)
        fill, hatch = FILLS[bar.phase], HATCHES.get(bar.phase)
        axes.barh(row, width, 0.62, begin, color=fill, edgecolor="#333333", linewidth=0.6, hatch=hatch)
        if width > LETTER * len(bar.phase):
            back = {"facecolor": fill, "edgecolor": "none", "pad": 0.6}
            axes.text(begin + 0.006, row, bar.phase, va="center", fontsize=8, bbox=back)
    if lane.ending and lane.bars:
        axes.text(place(lane.bars[-1].end_ns) + 0.005, row, lane.ending, va="center", weight="bold")


def _ticks(axes: "Axes", row: int, side: Side, timeline: Timeline) -> None:
    for kind, marker in MARKERS.items():
        ticks = [tick for tick in timeline.ticks if tick.sender is side and tick.kind is kind]
        places = [timeline.axis.place(tick.time_ns) for tick in ticks]
        look: dict[str, Any] = {
            "markersize": 3 if kind is TickKind.PPP else 8,
            "markeredgewidth": 1.6,
            "clip_on": False,
        }
        axes.plot(places, [row] * len(places), marker, color=STROKES[kind], linestyle="", **look)


def _flags(axes: "Axes", timeline: Timeline) -> None:
    for flag in timeline.flags:
        colour = STROKES[TickKind.UNANSWERED] if flag.grave else MUTE
        place = timeline.axis.place(flag.time_ns)
        axes.axvline(place, color=colour, linewidth=0.8, linestyle=":")
        above: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "ha": "center", "weight": "bold"}
        axes.annotate(f"[{flag.number}]", (place, 1.02), color=colour, **above)


def _rates(axes: "Axes", timeline: Timeline) -> None:
    for rate in timeline.rates:
        sign, colour = (1, "#0072B2") if rate.sender is Side.INITIATOR else (-1, "#009E73")
        for begin, end, speed in rate.steps:
            left, right = timeline.axis.place(begin), timeline.axis.place(end)
            axes.fill_between([left, right], 0, sign * speed / rate.highest, color=colour, linewidth=0)
    axes.axhline(0, color="#D0D7DE", linewidth=0.8)
    axes.set_ylim(-1.15, 1.15)
    axes.set_yticks([0.5, -0.5], [f"data →, at most {bits(timeline.rates[0].highest)}", "data ←"])
    axes.tick_params(left=False)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _time(axes: "Axes", timeline: Timeline) -> None:
    place, moments = timeline.axis.place, marks(timeline.axis)
    axes.set_xlim(0, 1 + ENDINGS)
    axes.set_xticks([place(moment) for moment in moments], [duration(moment - timeline.zero_ns) for moment in moments])
    axes.spines["bottom"].set_bounds(0, 1)
    for each in axes.figure.axes:
        for piece in gaps(timeline.axis):
            each.axvspan(piece.left, piece.right, color="#EEF0F3", zorder=-1)
        for change in scale_changes(timeline.axis):
            each.axvline(change, color="#D0D7DE", linewidth=0.8, linestyle=":", zorder=-1)
    below: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "color": MUTE, "fontsize": 8}
    for piece in gaps(timeline.axis):
        words = f"{duration(piece.end_ns - piece.begin_ns)} quiet"
        axes.annotate(words, ((piece.left + piece.right) / 2, 0), (0, -26), ("data", "axes fraction"), **below)
