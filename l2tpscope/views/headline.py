"""The verdict in one sentence, and advice where there is nothing to judge."""

from collections.abc import Iterable

from l2tpscope.conversation.model import Attempt, Conversation
from l2tpscope.views.cards import Card
from l2tpscope.views.clock import counted

SMALL_WORDS = {"The", "A", "An", "No", "Nothing", "One", "Only", "It", "Its", "Both", "Each", "Every", "All", "After"}

LONG = 100
"""Letters from which on what stands behind a semicolon is left out."""


def headline(
    conversation: Conversation, causes: Iterable[Card], impairments: Iterable[Card], pending: int
) -> tuple[str, str]:
    """(the sentence, what to do where there is nothing to judge)."""
    failed = sum(attempt.failed for attempt in conversation.attempts)
    if not conversation.attempts and not conversation.tunnels:
        return _nothing(conversation)
    calls = sum(not _is_idle(attempt) for attempt in conversation.attempts)
    if failed:
        lead = "The only call failed" if calls == 1 else f"{failed:,} of {calls:,} calls failed"
        return f"{lead}: {_reasons(list(causes), failed)}.", ""
    if not calls:
        whole = all(tunnel.beginning_seen for tunnel in conversation.tunnels)
        return f"{counted(len(conversation.tunnels), 'tunnel')}, no call was {'tried' if whole else 'seen'}.", ""
    return f"{_worked(calls, pending)}{_but(list(impairments))}.", ""


def _is_idle(attempt: Attempt) -> bool:
    """A tunnel that came up, and in which nobody tried a call."""
    return attempt.session is None and attempt.reached is not None and not attempt.failed


def _worked(calls: int, pending: int) -> str:
    late = "still being set up when the capture ended"
    if calls == 1:
        return f"1 call, {late if pending else 'and it worked'}"
    return f"{calls:,} calls, none failed{f'; {pending:,} {late}' if pending else ''}"


def _but(impairments: list[Card]) -> str:
    return f", but: {_clause(impairments[0].finding.summary)}" if impairments else ""


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
    if len(first) > LONG:
        first = first.split("; ", 1)[0]
        first += ")" * (first.count("(") - first.count(")"))
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
    if conversation.counts.esp:
        return "L2TP may run inside this IPsec. Capture where it is decrypted, on one of its two ends."
    if conversation.counts.ike:
        return (
            "There is IKE, but no ESP: IPsec did not come up, so L2TP could not begin. Look at the IKE exchange first."
        )
    if conversation.counts.l2f:
        return "This is L2F (RFC 2341), the forerunner of L2TP; its frames are counted, not analyzed."
    return "Check the capture's interface and filter (udp port 1701); name another port with --port."
