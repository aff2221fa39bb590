"""The rule ctl-window-stall."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Conversation, Side, Tunnel
from l2tpscope.rules.evidence import end_called, seconds, shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.rules.window import WindowUse, window_use

# RFC 2661 5.8: who has filled the window "must wait for an acknowledgment". A second of it, over several waits, is
# felt.
BLOCKED_NS, WAITS = SECOND, 3


def ctl_window_stall(conversation: Conversation) -> Iterator[Finding]:
    """A side waits for its peer's receive window again and again, or sends beyond it.

    What it means:
    The receiver announced how many unacknowledged messages it takes (4 if it said nothing). The sender had more to
    send, filled that window, and could go on only with each acknowledgment: many calls come up slowly, one round trip
    after another. Or the sender does not keep to the window, and the receiver may throw the surplus away.
    What to do:
    Raise the receive window size of the receiving side (16 or more for a concentrator), or make it acknowledge sooner.
    Harmless when:
    The window is full for a moment at the start.
    Look-alikes:
    - path-loss: the window is full because a message was lost
    - a slow sender, which leaves the window half empty
    Reference: RFC 2661 5.8, 4.4.3
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for side in SIDES:
            use = window_use(tunnel, side)
            if use is not None and (use.over or (use.blocked_ns >= BLOCKED_NS and len(use.released) >= WAITS)):
                yield _finding(tunnel, side, use)


def _finding(tunnel: Tunnel, side: Side, use: WindowUse) -> Finding:
    resent = any(t.delivery is not None and t.delivery.retransmissions for t in use.over)
    stalled = use.blocked_ns >= BLOCKED_NS and len(use.released) >= WAITS
    what = (
        f"waited {seconds(use.blocked_ns)} in all, {len(use.released)} times, for the window of {use.size}"
        if stalled
        else f"sent {len(use.over)} messages beyond the window of {use.size}"
    )
    return finding(
        ctl_window_stall,
        Severity.DEGRADED if stalled or resent else Severity.INFO,
        Confidence.DEDUCED,
        f"{end_called(tunnel, side)} {what} of {end_called(tunnel, side.other)}",
        [
            *(shown(t, "sent as soon as the window opened") for t in use.released[:4]),
            *(shown(t, "sent while the window was full") for t in use.over[:4]),
        ],
        tunnel=tunnel,
        occurrences=max(1, len(use.released) + len(use.over)),
    )
