"""The rule td-mass-disconnect."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, Attempt, Conversation
from l2tpscope.rules.evidence import seconds, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding

# Calls of several tunnels that end so close together share a cause.
TOGETHER_NS = 5 * SECOND
TUNNELS = 3
SHARE = 0.1


def td_mass_disconnect(conversation: Conversation) -> Iterator[Finding]:
    """Many calls of different tunnels were dropped at once.

    What it means:
    At least three tunnels, and a tenth of all calls that were up, lost their calls within five seconds. That has one
    cause: a concentrator or its RADIUS server was restarted, a link failed, an operator cleared sessions.
    What to do:
    Look at what the tunnels have in common (LNS, LAC, uplink) and at its log at that second.
    Harmless when:
    The calls were closed in the ordinary way, one after another.
    Look-alikes:
    - the calls of one tunnel only: look at that tunnel
    - the end of the capture
    Reference: RFC 2661 5.7
    """
    dropped = sorted((a for a in conversation.attempts if a.ended == "dropped"), key=lambda attempt: attempt.ended_ns)
    started = sorted(attempt.started_ns for attempt in conversation.attempts if attempt.succeeded)
    ended = sorted(attempt.ended_ns for attempt in conversation.attempts if attempt.succeeded)
    for group in _together(dropped):
        up = bisect_right(started, group[0].ended_ns) - bisect_left(ended, group[0].ended_ns)
        if len({attempt.tunnel.index for attempt in group}) >= TUNNELS and len(group) >= SHARE * up:
            yield _finding(group, up)


def _together(dropped: list[Attempt]) -> Iterator[list[Attempt]]:
    """The attempts in groups, each no longer than five seconds from its first end."""
    group: list[Attempt] = []
    for attempt in dropped:
        if group and attempt.ended_ns - group[0].ended_ns > TOGETHER_NS:
            yield group
            group = []
        group.append(attempt)
    if group:
        yield group


def _finding(group: list[Attempt], up: int) -> Finding:
    tunnels = {attempt.tunnel.index for attempt in group}
    within = seconds(group[-1].ended_ns - group[0].ended_ns)
    return finding(
        td_mass_disconnect,
        Severity.DROP,
        Confidence.LIKELY,
        f"{len(group)} of {max(up, len(group))} calls in {len(tunnels)} tunnels were dropped within {within}",
        [item for attempt in group[:8] for item in _last(attempt)],
        attempts=[attempt.index for attempt in group],
        occurrences=len(group),
    )


def _last(attempt: Attempt) -> list[Evidence]:
    end = attempt.session.end if attempt.session is not None and attempt.session.end is not None else attempt.tunnel.end
    return [] if end is None or end.transmission is None else [shown(end.transmission)]
