"""The verdict as values: what failed, how many, why, on what evidence, and how far the capture can be trusted."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Attempt, Conversation, Side, Tunnel
from l2tpscope.rules.finding import Severity
from l2tpscope.views.cards import Card, grouped
from l2tpscope.views.ends import end_name
from l2tpscope.views.headline import headline
from l2tpscope.views.subscriber import SessionLine, session_line, with_ppp
from l2tpscope.views.trust import Note, trust

STDIN = "standard input"
GONE = "CAPTURE"
"""Typed for a capture whose frames are in no file."""
HARD = (Severity.FATAL, Severity.DROP)
SESSION_ROWS = 200


class Tone(StrEnum):
    """How the headline sounds: bad (calls failed), odd (impairments), open (not finished), good, empty (no L2TP)."""

    BAD = "bad"
    ODD = "odd"
    OPEN = "open"
    GOOD = "good"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class TunnelLine:
    """One tunnel in one row. `outcome`: "failed", "up", "closed", "setting up"; `cause`: rule and finding number."""

    index: int
    name: str
    initiator: str
    recipient: str
    ids: str
    sessions: int
    failed: int
    state: str
    first_ns: int
    last_ns: int
    outcome: str
    cause: str | None = None
    cause_number: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole verdict.

    headline  one sentence; advice: what to do where there is nothing to judge, else ""
    causes    root causes, worst first; symptoms: what follows from them; impairments: what hurts without making a call
              fail; remarks: posture and info
    sessions  those with PPP, failed ones first, at most 200; hidden_sessions: how many more there are
    capture   what to type after a command to look into it again
    """

    headline: str
    tone: Tone
    advice: str
    version: str
    paths: tuple[str, ...]
    frames: int
    first_ns: int
    last_ns: int
    calls: int
    failed: int
    pending: int
    causes: tuple[Card, ...]
    symptoms: tuple[Card, ...]
    impairments: tuple[Card, ...]
    remarks: tuple[Card, ...]
    tunnels: tuple[TunnelLine, ...]
    trust: tuple[Note, ...]
    sessions: tuple[SessionLine, ...] = ()
    hidden_sessions: int = 0
    capture: str = GONE


class Verdict:
    """What the summary begins with, without its tunnels, of which there may be very many; members as of Summary."""

    def __init__(self, analysis: Analysis) -> None:
        conversation, cards = analysis.conversation, grouped(analysis)
        self.causes = tuple(card for card in cards if card.finding.root_cause)
        rest = tuple(card for card in cards if not card.finding.root_cause)
        wrong = tuple(card for card in rest if card.finding.severity in (*HARD, Severity.DEGRADED))
        self.symptoms = tuple(card for card in wrong if card.symptom)
        self.impairments = tuple(card for card in wrong if not card.symptom)
        self.remarks = tuple(card for card in rest if card not in wrong)
        self.failed = sum(attempt.failed for attempt in conversation.attempts)
        self.pending = sum(attempt.ended == "pending" for attempt in conversation.attempts)
        self.headline, self.advice = headline(conversation, self.causes, self.impairments, self.pending)
        self.tone = _tone(conversation, self.failed, self.impairments)


def summary(analysis: Analysis) -> Summary:
    """The verdict of an analysis."""
    conversation, verdict = analysis.conversation, Verdict(analysis)
    dialled = with_ppp(conversation)
    return Summary(
        headline=verdict.headline,
        tone=verdict.tone,
        advice=verdict.advice,
        version=analysis.version,
        paths=tuple(STDIN if facts.path == "-" else facts.path for facts in conversation.captures),
        frames=conversation.counts.frames,
        first_ns=conversation.first_ns,
        last_ns=conversation.last_ns,
        calls=len(conversation.attempts),
        failed=verdict.failed,
        pending=verdict.pending,
        causes=verdict.causes,
        symptoms=verdict.symptoms,
        impairments=verdict.impairments,
        remarks=verdict.remarks,
        tunnels=tunnel_lines(analysis),
        trust=trust(analysis),
        sessions=tuple(session_line(session) for session in dialled[:SESSION_ROWS]),
        hidden_sessions=max(len(dialled) - SESSION_ROWS, 0),
        capture=capture_typed([facts.file for facts in conversation.captures]),
    )


def _tone(conversation: Conversation, failed: int, impairments: tuple[Card, ...]) -> Tone:
    if failed:
        return Tone.BAD
    if impairments:
        return Tone.ODD
    if conversation.attempts and all(attempt.ended == "pending" for attempt in conversation.attempts):
        return Tone.OPEN
    return Tone.GOOD if conversation.tunnels or conversation.strays else Tone.EMPTY


def tunnel_lines(analysis: Analysis) -> tuple[TunnelLine, ...]:
    """One line for each tunnel, in order."""
    failed: dict[int, list[Attempt]] = {}
    for attempt in analysis.conversation.attempts:
        if attempt.failed:
            failed.setdefault(attempt.tunnel.index, []).append(attempt)
    return tuple(_line(tunnel, failed.get(tunnel.index, []), analysis) for tunnel in analysis.conversation.tunnels)


def _line(tunnel: Tunnel, failed: list[Attempt], analysis: Analysis) -> TunnelLine:
    number = next((analysis.root_causes[a.index] for a in failed if a.index in analysis.root_causes), None)
    return TunnelLine(
        index=tunnel.index,
        name=tunnel.name,
        initiator=end_name(tunnel, Side.INITIATOR),
        recipient=end_name(tunnel, Side.RECIPIENT),
        ids="/".join("?" if end.tunnel_id is None else str(end.tunnel_id) for end in tunnel.ends.values()),
        sessions=len(tunnel.sessions),
        failed=len(failed),
        state=tunnel.state,
        first_ns=tunnel.first_ns,
        last_ns=tunnel.last_ns,
        outcome="failed" if failed else outcome_of(tunnel.state),
        cause=analysis.findings[number - 1].rule if number else None,
        cause_number=number,
    )


def outcome_of(state: str) -> str:
    """What a state of a tunnel or session amounts to for a reader."""
    return {"established": "up", "closed": "closed", "dead": "died"}.get(state, "setting up")


def capture_typed(files: Sequence[str | None]) -> str:
    """The capture as it is to be typed; a word for several, and for one whose frames are gone."""
    if len(files) != 1:
        return "CAPTURE..."
    return GONE if files[0] is None else shlex.quote(files[0])
