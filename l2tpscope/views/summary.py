"""The verdict as values: what failed, how many, why, on what evidence, and how far the capture can be trusted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from l2tpscope.conversation.model import Attempt, Conversation, Side, Tunnel, TunnelEnd
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.finding import Evidence, Finding, Severity
from l2tpscope.views.clock import counted
from l2tpscope.views.trust import Note, trust

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis

SMALL_WORDS = {"The", "A", "An", "No", "Nothing", "One", "Only", "It", "Its", "Both", "Each", "Every", "All", "After"}
HARD = (Severity.FATAL, Severity.DROP)


class Tone(StrEnum):
    """How the headline sounds: bad (calls failed), odd (works, with impairments), good, or empty (no L2TP)."""

    BAD = "bad"
    ODD = "odd"
    GOOD = "good"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Card:
    """The findings of one rule over all tunnels, told once.

    finding   the first of them, which speaks for all
    numbers   finding numbers (1-based) of the group
    calls     failed attempts that name one of them as their root cause (root causes), else that they concern
    tunnels   names of the tunnels, in order; hosts: addresses that all these tunnels have in common
    sessions  indexes "1.2" of the sessions
    tunnel    index of the first tunnel, or None
    """

    finding: Finding
    title: str
    numbers: tuple[int, ...]
    calls: int
    tunnels: tuple[str, ...]
    sessions: tuple[str, ...]
    hosts: tuple[str, ...]
    tunnel: int | None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the finding that speaks for the group."""
        return self.finding.evidence


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
    causes    root causes, worst first; impairments: what hurts without making a call fail; remarks: posture and info
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
    impairments: tuple[Card, ...]
    remarks: tuple[Card, ...]
    tunnels: tuple[TunnelLine, ...]
    trust: tuple[Note, ...]


def summary(analysis: "Analysis") -> Summary:
    """The verdict of an analysis."""
    conversation = analysis.conversation
    cards = _cards(analysis)
    causes = tuple(card for card in cards if card.finding.root_cause)
    rest = tuple(card for card in cards if not card.finding.root_cause)
    impairments = tuple(card for card in rest if card.finding.severity in (*HARD, Severity.DEGRADED))
    failed = sum(attempt.failed for attempt in conversation.attempts)
    pending = sum(attempt.ended == "pending" for attempt in conversation.attempts)
    headline, advice = _headline(conversation, causes, failed, pending)
    return Summary(
        headline=headline,
        tone=_tone(conversation, failed, impairments),
        advice=advice,
        version=analysis.version,
        paths=tuple(facts.path for facts in conversation.captures),
        frames=conversation.counts.frames,
        first_ns=conversation.first_ns,
        last_ns=conversation.last_ns,
        calls=len(conversation.attempts),
        failed=failed,
        pending=pending,
        causes=causes,
        impairments=impairments,
        remarks=tuple(card for card in rest if card not in impairments),
        tunnels=tunnel_lines(analysis),
        trust=trust(analysis),
    )


def _tone(conversation: Conversation, failed: int, impairments: tuple[Card, ...]) -> Tone:
    if failed:
        return Tone.BAD
    if impairments:
        return Tone.ODD
    return Tone.GOOD if conversation.tunnels or conversation.strays else Tone.EMPTY


def titles() -> dict[str, str]:
    """The title of each rule, without the full stop."""
    return {rule.name: rule.title.rstrip(".") for rule in CATALOGUE}


def _cards(analysis: "Analysis") -> list[Card]:
    groups: dict[tuple[str, bool], list[int]] = {}
    for number, finding in enumerate(analysis.findings, 1):
        groups.setdefault((finding.rule, finding.root_cause), []).append(number)
    blamed = Counter(analysis.root_causes.values())
    names = titles()
    return [_card(analysis, numbers, blamed, names) for numbers in groups.values()]


def _card(analysis: "Analysis", numbers: list[int], blamed: Counter[int], names: dict[str, str]) -> Card:
    findings = [analysis.findings[number - 1] for number in numbers]
    first = findings[0]
    indexes = list(dict.fromkeys(finding.tunnel for finding in findings if finding.tunnel is not None))
    tunnels = [analysis.conversation.tunnels[index - 1] for index in indexes]
    concerned = len({attempt for finding in findings for attempt in finding.attempts})
    return Card(
        finding=first,
        title=names.get(first.rule, first.rule.replace("-", " ")),
        numbers=tuple(numbers),
        calls=sum(blamed[number] for number in numbers) if first.root_cause else concerned,
        tunnels=tuple(tunnel.name for tunnel in tunnels),
        sessions=tuple(finding.session for finding in findings if finding.session is not None),
        hosts=_in_common(tunnels),
        tunnel=first.tunnel,
    )


def _in_common(tunnels: list[Tunnel]) -> tuple[str, ...]:
    """What several tunnels share: the one initiator, the one recipient; nothing for a single tunnel."""
    if len(tunnels) < 2:  # noqa: PLR2004 - one tunnel has nothing in common with others
        return ()
    found = []
    for side in Side:
        ends = {known_as(tunnel, side) for tunnel in tunnels}
        if len(ends) == 1:
            found.append(f"{'from' if side is Side.INITIATOR else 'to'} {ends.pop()}")
        else:
            found.append(f"{'from' if side is Side.INITIATOR else 'to'} {len(ends):,} addresses")
    return tuple(found)


def known_as(tunnel: Tunnel, side: Side) -> str:
    """The address of an end; of one that never spoke, the address it was spoken to."""
    end = tunnel.ends[side]
    if end.addresses:
        return end.addresses[0].address
    spoken_to = next((t.datagram.destination for t in tunnel.transmissions if t.sender is not side), None)
    return spoken_to or "?"


def end_name(tunnel: Tunnel, side: Side) -> str:
    """Host name and address of an end: "lac-ams-1 (192.0.2.10)", or the address alone."""
    end: TunnelEnd = tunnel.ends[side]
    address = known_as(tunnel, side)
    return f"{end.host_name} ({address})" if end.host_name else address


def tunnel_lines(analysis: "Analysis") -> tuple[TunnelLine, ...]:
    """One line for each tunnel, in order."""
    failed: dict[int, list[Attempt]] = {}
    for attempt in analysis.conversation.attempts:
        if attempt.failed:
            failed.setdefault(attempt.tunnel.index, []).append(attempt)
    return tuple(_line(tunnel, failed.get(tunnel.index, []), analysis) for tunnel in analysis.conversation.tunnels)


def _line(tunnel: Tunnel, failed: list[Attempt], analysis: "Analysis") -> TunnelLine:
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
        outcome="failed" if failed else _outcome(tunnel.state),
        cause=analysis.findings[number - 1].rule if number else None,
        cause_number=number,
    )


def _outcome(state: str) -> str:
    return {"established": "up", "closed": "closed", "dead": "died"}.get(state, "setting up")


def _headline(conversation: Conversation, causes: Iterable[Card], failed: int, pending: int) -> tuple[str, str]:
    if not conversation.attempts and not conversation.tunnels:
        return _nothing(conversation)
    calls = len(conversation.attempts)
    if failed:
        lead = "The only call failed" if calls == 1 else f"{failed:,} of {calls:,} calls failed"
        return f"{lead}: {_reasons(list(causes), failed)}.", ""
    if not calls:
        return f"{counted(len(conversation.tunnels), 'tunnel')}, no call was tried.", ""
    waiting = f"; {pending:,} still being set up when the capture ended" if pending else ""
    return f"{counted(calls, 'call')}, {'none failed' if calls > 1 else 'it did not fail'}{waiting}.", ""


def _reasons(causes: list[Card], failed: int) -> str:
    if not causes:
        return "no rule explains why; see the ladder"
    ranked = sorted(causes, key=lambda card: -card.calls)
    if len(ranked) == 1 and ranked[0].calls in (0, failed):
        return _clause(ranked[0].finding.summary)
    told = [f"{card.calls:,} by {card.finding.rule}" for card in ranked[:3]]
    more = sum(card.calls for card in ranked[3:])
    return ", ".join([*told, f"{more:,} for other reasons"] if more else told)


def _clause(sentence: str) -> str:
    """The first sentence of a text as the end of another: no full stop, and a small word begins small."""
    first = sentence.split(". ", 1)[0].rstrip(".")
    word = first.split(" ", 1)[0]
    return first[:1].lower() + first[1:] if word in SMALL_WORDS else first


def _nothing(conversation: Conversation) -> tuple[str, str]:
    counts = conversation.counts
    if conversation.strays or counts.l2tp_data:
        return (
            "L2TP data without any control message: nothing says which tunnels and calls these are.",
            "Start the capture before the tunnel is set up, or filter on UDP port 1701 as a whole.",
        )
    if not counts.frames:
        return "The capture holds no frames.", "Check the interface and the filter that it was made with."
    kinds = {"L2F": counts.l2f, "IKE": counts.ike, "ESP": counts.esp, "undecodable": counts.undecodable}
    held = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items() if number)
    headline = f"No L2TP in {counted(counts.frames, 'frame')}" + (f" ({held})." if held else ".")
    return headline, _where_to_look(conversation)


def _where_to_look(conversation: Conversation) -> str:
    if conversation.counts.esp or conversation.counts.ike:
        return (
            "IPsec is there: L2TP may run inside it. Capture where it is decrypted, on one of the two ends; "
            "if there is IKE and no ESP, IPsec itself did not come up."
        )
    if conversation.counts.l2f:
        return "This is L2F (RFC 2341), the forerunner of L2TP; its frames are counted, not analyzed."
    return "Check the capture's interface and filter (udp port 1701); name another port with --port."
