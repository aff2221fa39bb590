"""How a timeline shows states, messages and answers: a shape or a hatching for each, and a colour besides."""

from collections.abc import Iterator

from l2tpscope.render.drawing import Box, Item, Path, Shape, cross, dot, hatching, rectangle, triangle
from l2tpscope.views.strips import Outcome, Phase, TickKind

PHASES: dict[Phase, tuple[str, str]] = {
    Phase.BEFORE: ("panel", "mute"),
    Phase.SETTING_UP: ("oddbg", "odd"),
    Phase.LCP: ("oddbg", "odd"),
    Phase.AUTHENTICATION: ("oddbg", "odd"),
    Phase.NETWORK: ("oddbg", "odd"),
    Phase.ESTABLISHED: ("goodbg", "good"),
    Phase.CLOSING: ("panel", "mute"),
    Phase.WAITING: ("badbg", "bad"),
}
"""Fill and outline of the bar of a phase."""
HATCHED: dict[Phase, tuple[float, tuple[bool, ...]]] = {
    Phase.BEFORE: (9, (False,)),
    Phase.SETTING_UP: (9, (True,)),
    Phase.LCP: (14, (False,)),
    Phase.AUTHENTICATION: (6, (False,)),
    Phase.NETWORK: (14, (True, False)),
    Phase.WAITING: (6, (True,)),
}
"""How far apart the lines of its hatching are, and whether they rise."""
THIN: dict[Phase, float] = {
    Phase.LCP: 0.5,
    Phase.AUTHENTICATION: 0.5,
    Phase.NETWORK: 0.5,
    Phase.ESTABLISHED: 0.7,
    Phase.WAITING: 1.0,
}
"""How much of its lane a bar takes that is only a line, 0.3 of it unless named here."""

DASHES = (3.0, 3.0)


def bar(phase: Phase, box: Box, title: str = "", clear: float = 0) -> Iterator[Item]:
    """A bar, hatched beyond its first `clear` pixels, where its name stands."""
    fill, stroke = PHASES[phase]
    x, y, width, height = box
    yield Shape((rectangle(box),), fill=fill, stroke=stroke, title=title)
    step, slopes = HATCHED.get(phase, (0, ()))
    for rising in slopes if width > clear else ():
        lines = hatching((x + clear, y, width - clear, height), step, rising=rising)
        yield Shape(lines, stroke=stroke, width=0.6)


def thin_bar(phase: Phase, paths: tuple[Path, ...], lane: float) -> Shape:
    """Bars of a phase as lines in lanes of this height."""
    return Shape(paths, stroke=PHASES[phase][1], width=round(max(lane * THIN.get(phase, 0.3), 1), 1))


def tick(kind: TickKind, x: float, y: float, title: str = "") -> Iterator[Item]:
    """A message at its place, around the middle of its row."""
    match kind:
        case TickKind.MESSAGE:
            yield Shape((((x, y - 8), (x, y + 8)),), stroke="acc", width=2, title=title)
        case TickKind.ZLB:
            yield Shape((((x, y - 4), (x, y + 4)),), stroke="acc", width=1.2, title=title)
        case TickKind.AGAIN:
            yield Shape((triangle(x, y),), fill="bg", stroke="odd", width=1.5, title=title)
        case TickKind.UNANSWERED:
            yield Shape(cross(x, y), stroke="bad", width=2, title=title)
        case TickKind.OPEN:
            yield Shape((dot(x, y, 4),), fill="bg", stroke="acc", width=1.5, title=title)
        case TickKind.PPP:
            yield Shape((dot(x, y, 2),), fill="mute", title=title)


def probe(outcome: Outcome, x: float, y: float, title: str = "") -> Iterator[Item]:
    """What became of a keepalive: full, crossed, or empty."""
    match outcome:
        case Outcome.ANSWERED:
            yield Shape((dot(x, y),), fill="good", title=title)
        case Outcome.UNANSWERED:
            yield Shape(cross(x, y, 3.2), stroke="bad", width=2, title=title)
        case Outcome.OPEN:
            yield Shape((dot(x, y),), fill="bg", stroke="mute", width=1.2, title=title)
