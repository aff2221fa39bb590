"""The rule tun-redial-storm."""

from collections.abc import Iterator
from itertools import pairwise

from l2tpscope.conversation.model import SECOND, Attempt, Conversation, Side, Tunnel
from l2tpscope.rules.evidence import addressed, counted, end_called, seconds, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding

# No RFC sets a limit. Three tunnels in five minutes that all fail are no user's doing; daemons that redial at once
# (xl2tpd: redial timeout) make many more.
CYCLES = 3
WITHIN_NS = 300 * SECOND


def tun_redial_storm(conversation: Conversation) -> Iterator[Finding]:
    """The same client sets up one tunnel after the other, and each fails.

    What it means:
    The client redials as soon as a tunnel is lost or refused, and the cause is still there. The load on the LNS is
    the least of it: some refuse such clients for a while (Juniper: 300 s), and are silent then.
    What to do:
    Cure the cause that this capture names for the single attempts; give the client a redial time-out of a minute or
    more.
    Harmless when:
    The tunnels were set up and closed in good order.
    Look-alikes:
    - td-mass-disconnect: many clients, once
    - hello-unanswered: a tunnel that lives for some 91 s each time
    Reference: RFC 2661 7.2
    """
    pairs: dict[tuple[str, str], dict[int, Attempt]] = {}
    for attempt in conversation.attempts:
        tunnel = attempt.tunnel
        if attempt.failed and tunnel.initiator_known and tunnel.initiator.addresses:
            pair = (tunnel.initiator.addresses[0].address, addressed(tunnel, Side.RECIPIENT))
            pairs.setdefault(pair, {}).setdefault(tunnel.index, attempt)
    for found in pairs.values():
        cycle = _densest(list(found.values()))
        if len(cycle) >= CYCLES:
            yield _found(cycle)


def _densest(attempts: list[Attempt]) -> list[Attempt]:
    """The longest run of attempts, one per tunnel, that begins within five minutes."""
    ordered = sorted(attempts, key=lambda attempt: attempt.tunnel.first_ns)
    first, best = 0, (0, 0)
    for last, attempt in enumerate(ordered, 1):
        while attempt.tunnel.first_ns - ordered[first].tunnel.first_ns > WITHIN_NS:
            first += 1
        best = max(best, (first, last), key=lambda span: span[1] - span[0])
    return ordered[best[0] : best[1]]


def _found(cycle: list[Attempt]) -> Finding:
    first = cycle[0].tunnel
    gaps = sorted(b.tunnel.first_ns - a.tunnel.first_ns for a, b in pairwise(cycle))
    return finding(
        tun_redial_storm,
        Severity.DEGRADED,
        Confidence.DEDUCED,
        f"{end_called(first, Side.INITIATOR)} began {counted(len(cycle), 'tunnel')} "
        f"to {addressed(first, Side.RECIPIENT)} within {seconds(cycle[-1].tunnel.first_ns - first.first_ns)}, one "
        f"every {seconds(gaps[len(gaps) // 2])}, and all failed{_common(cycle)}",
        [Evidence(a.tunnel.transmissions[0].ref, f"tunnel {a.tunnel.name} begins") for a in cycle[:12]],
        tunnel=first,
        attempts=[attempt.index for attempt in cycle],
        occurrences=len(cycle),
    )


def _common(cycle: list[Attempt]) -> str:
    """How they ended, where all ended alike."""
    ends = {_ending(attempt.tunnel) for attempt in cycle}
    return f", each with {ends.pop()}" if len(ends) == 1 else ""


def _ending(tunnel: Tunnel) -> str:
    return stated(tunnel.end) if tunnel.end is not None and tunnel.end.message else "silence"
