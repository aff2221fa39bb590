"""The verdict in the terminal: what failed, how many, why, on what evidence, what to do; at most 80 columns."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from l2tpscope.render.escape import cells, padded
from l2tpscope.render.ink import Ink
from l2tpscope.rules.finding import Evidence
from l2tpscope.views.cards import Card
from l2tpscope.views.clock import counted, duration, instant
from l2tpscope.views.filters import frames_filter
from l2tpscope.views.summary import GONE, Summary, Tone, TunnelLine

SIGNS = {
    Tone.BAD: ("✗", "bad"),
    Tone.ODD: ("!", "odd"),
    Tone.GOOD: ("✓", "good"),
    Tone.OPEN: ("·", "odd"),
    Tone.EMPTY: ("·", "odd"),
}
SEVERITIES = {
    "fatal": ("✗", "bad"),
    "drop": ("✗", "bad"),
    "degraded": ("!", "odd"),
    "posture": ("·", "blue"),
    "info": ("·", "dim"),
}
LABEL = 15
EVIDENCE_SHOWN = 6
TUNNELS_SHOWN, SESSIONS_SHOWN = 12, 8


def verdict_text(summary: Summary, ink: Ink) -> str:
    """The whole of `analyze`, ending in a newline."""
    return "\n".join(line.rstrip() for line in _lines(summary, ink)) + "\n"


def _lines(summary: Summary, ink: Ink) -> Iterator[str]:
    yield from _top(summary, ink)
    for card in summary.causes:
        yield from ("", *_card_lines(card, summary, ink))
    yield from _others("Follows from that", summary.symptoms, summary, ink)
    yield from _others("Also wrong" if summary.causes else "Works, but badly", summary.impairments, summary, ink)
    yield from _others("Worth knowing", summary.remarks, summary, ink)
    if summary.tunnels:
        yield from ("", *_tunnels(summary, ink))
    if summary.sessions:
        yield from ("", *_sessions(summary, ink))
    yield from ("", ink.paint("Can this capture be trusted?", "bold"))
    for note in summary.trust:
        yield from _item("!" if note.doubt else "·", note.text, ink, "odd" if note.doubt else "dim")
    if summary.tunnels:
        yield from ("", *_onward(summary, ink))


def _top(summary: Summary, ink: Ink) -> Iterator[str]:
    sign, style = SIGNS[summary.tone]
    lead = ink.drawable(sign)
    for line in ink.wrapped(f"{lead} {summary.headline}", ink.width):
        yield ink.paint(line, style)
    if summary.advice:
        yield from ink.wrapped(summary.advice, ink.width)
    length = summary.last_ns - summary.first_ns
    facts = [", ".join(summary.paths), counted(summary.frames, "frame")]
    if summary.frames:
        facts += [duration(length), f"from {instant(summary.first_ns)}"]
    for line in ink.wrapped(f" {ink.drawable('·')} ".join(facts), ink.width):
        yield ink.paint(line, "dim")


def _card_lines(card: Card, summary: Summary, ink: Ink) -> Iterator[str]:
    finding = card.finding
    sign, style = SEVERITIES[finding.severity]
    head = f"{ink.drawable(sign)} {finding.rule}"
    yield _ends(ink.paint(head, style), cells(head), _scope(card, ink), ink)
    yield from _paragraph("What happened", finding.summary, ink)
    yield from _paragraph("Why", finding.cause, ink)
    yield from _evidence(card, summary, ink)
    yield from _paragraph("What to do", finding.remedy, ink)
    for number, other in enumerate(finding.look_alikes):
        yield from _paragraph("" if number else "What else", other, ink)
    sure = {"stated": "a peer said so", "deduced": "the messages allow nothing else"}
    ground = sure.get(finding.confidence, finding.confidence)
    yield from _paragraph("How sure", f"{ground}; {finding.reference}" if finding.reference else ground, ink)


def _scope(card: Card, ink: Ink) -> str:
    """Whom it concerns, for the right end of the card's first line."""
    concerned = [counted(card.calls, "call")] if card.calls else []
    if len(card.tunnels) > 1:
        concerned.append(counted(len(card.tunnels), "tunnel"))
    elif card.tunnels:
        concerned.append(f"tunnel {card.tunnels[0]}")
    return ink.clean(", ".join(concerned))


def _ends(painted: str, taken: int, right: str, ink: Ink) -> str:
    room = ink.width - taken - 2
    return (
        painted + padded(right, room + 2, right=True) if cells(right) <= room else f"{painted}  {ink.fit(right, room)}"
    )


def _paragraph(label: str, text: str, ink: Ink) -> Iterator[str]:
    """A label in the left column, the text wrapped beside it."""
    if not text:
        return
    lines = [line for part in text.splitlines() for line in ink.wrapped(part, ink.width - LABEL - 2)]
    for number, line in enumerate(lines):
        yield f"  {ink.paint(padded('' if number else label, LABEL), 'dim')}{line}"


def _evidence(card: Card, summary: Summary, ink: Ink) -> Iterator[str]:
    if len(card.tunnels) > 1:
        yield from _paragraph("Where", _where(card), ink)
    shown = card.evidence[:EVIDENCE_SHOWN]
    for number, one in enumerate(shown):
        yield from _paragraph("" if number else "Evidence", f"{frame_name(one, summary.paths)}: {one.why}", ink)
    if len(card.evidence) > len(shown):
        yield from _paragraph("", f"and {len(card.evidence) - len(shown)} more", ink)
    if card.evidence and len(summary.paths) == 1:
        yield from _paragraph("In Wireshark", frames_filter(one.ref for one in card.evidence), ink)


def _where(card: Card) -> str:
    common = " ".join(card.hosts)
    first = ", ".join(card.tunnels[:3]) + (", ..." if len(card.tunnels) > 3 else "")  # noqa: PLR2004 - three examples
    return f"{counted(len(card.tunnels), 'tunnel')} {common}: {first}; the first is told here"


def frame_name(evidence: Evidence, paths: tuple[str, ...]) -> str:
    """How a frame is called: "frame 12", and of several captures "frame 12 of b.pcap"."""
    ref = evidence.ref
    if len(paths) < 2 or ref.capture >= len(paths):  # noqa: PLR2004 - one capture needs no name
        return f"frame {ref.frame}"
    return f"frame {ref.frame} of {Path(paths[ref.capture]).name}"


def _others(heading: str, cards: tuple[Card, ...], summary: Summary, ink: Ink) -> Iterator[str]:
    """Findings that no attempt failed for: one item each, with a remedy where something else is to be done."""
    if cards:
        yield from ("", ink.paint(heading, "bold"))
    for card in cards:
        sign, style = SEVERITIES[card.finding.severity]
        where = f" ({frame_name(card.evidence[0], summary.paths)})" if card.evidence else ""
        scope = f" [{counted(len(card.tunnels), 'tunnel')}]" if len(card.tunnels) > 1 else ""
        yield from _item(sign, f"{card.finding.rule}: {card.finding.summary}{where}{scope}", ink, style)
        if sign != "·" and not card.symptom:
            yield from _paragraph("  What to do", card.finding.remedy, ink)


def _item(sign: str, text: str, ink: Ink, style: str) -> Iterator[str]:
    for number, line in enumerate(ink.wrapped(text, ink.width - 4)):
        yield f"  {ink.paint(' ' if number else ink.drawable(sign), style)} {line}"


def _tunnels(summary: Summary, ink: Ink) -> Iterator[str]:
    ranked = sorted(summary.tunnels, key=lambda line: (not line.failed, line.index))
    yield ink.paint(f"{counted(len(ranked), 'tunnel')}", "bold") + ink.paint(_shown(ranked, ink), "dim")
    name = max(cells(ink.clean(line.name)) for line in islice(ranked, TUNNELS_SHOWN))
    width = min(name, 34)
    for line in ranked[:TUNNELS_SHOWN]:
        yield _tunnel(line, width, ink)


def _shown(ranked: list[TunnelLine], ink: Ink) -> str:
    return (
        ink.drawable(f" · the first {TUNNELS_SHOWN} of them, failed ones first") if len(ranked) > TUNNELS_SHOWN else ""
    )


def _tunnel(line: TunnelLine, width: int, ink: Ink) -> str:
    sign, style = ("✗", "bad") if line.failed else ("✓", "good") if line.outcome in {"up", "closed"} else ("·", "dim")
    left = f"{line.index:>5}  {padded(ink.fit(line.name, width), width)}  "
    right = f"  {counted(line.sessions, 'session')}  {ink.clean(line.cause or line.outcome)}"
    room = ink.width - 4 - cells(left) - cells(right)
    peer = ink.fit(f"→ {line.recipient}", max(room, 2))
    return f"  {ink.paint(ink.drawable(sign), style)} {left}{padded(peer, max(room, 2))}{right}"


def _sessions(summary: Summary, ink: Ink) -> Iterator[str]:
    """Who dialled in, how far PPP came, failed ones first."""
    number = len(summary.sessions) + summary.hidden_sessions
    hidden = (
        ink.drawable(f" · the first {SESSIONS_SHOWN} of them, failed ones first") if number > SESSIONS_SHOWN else ""
    )
    yield ink.paint(f"PPP in {counted(number, 'session')}", "bold") + ink.paint(hidden, "dim")
    for line in summary.sessions[:SESSIONS_SHOWN]:
        sign, style = ("✗", "bad") if line.failed else ("·", "dim")
        yield from _item(sign, f"{line.index}: {line.text}", ink, style)


def _onward(summary: Summary, ink: Ink) -> Iterator[str]:
    """What to type next; beside their labels where all commands fit there."""
    first = next((card.tunnel for card in summary.causes if card.tunnel), None)
    commands = [
        ("See the messages", f"l2tpscope ladder {summary.capture}{f' -t {first}' if first else ''}"),
        ("As a web page", f"l2tpscope report {summary.capture}"),
    ]
    cards = (*summary.causes, *summary.impairments)[:1]
    commands += [("About a rule", f"l2tpscope explain {card.finding.rule}") for card in cards]
    beside = all(LABEL + 3 + cells(ink.clean(command)) <= ink.width for _, command in commands)
    for label, command in commands:
        if beside:
            yield ink.paint(padded(label, LABEL + 3), "dim") + ink.clean(command)
        else:
            yield ink.paint(label, "dim")
            yield from (f"  {line}" for line in ink.wrapped(command, ink.width - 2))
    if summary.capture == GONE:
        yield from ink.wrapped(f"{GONE} is a file that holds these frames, such as live -w FILE makes.", ink.width)
