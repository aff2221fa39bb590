"""The rule ctl-ns-anomaly."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, Side, Tunnel
from l2tpscope.rules.counting import Miscount, miscounts
from l2tpscope.rules.evidence import end_called, failed_attempts, shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding


def ctl_ns_anomaly(conversation: Conversation) -> Iterator[Finding]:
    """One side counts its control messages, or the peer's, wrongly.

    What it means:
    Ns begins at 0 and grows by one with each message; a ZLB carries the next Ns but does not use it up; Nr is one
    more than the last Ns received. One side breaks that, and a strict peer ignores its messages or never sees its own
    acknowledged.
    What to do:
    Update the software of the side named in the summary; the frames show the number that it should have sent.
    Harmless when:
    The numbers wrap from 65535 to 0, a retransmission carries a newer Nr, or the peer copes: then this is info.
    Look-alikes:
    - a capture that lost frames: the missing number is acknowledged all the same
    - a new tunnel with reused IDs, in which Ns begins at 0 again
    - ctl-out-of-order: a message is missing, the counting is right
    Reference: RFC 2661 5.8
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for side in SIDES:
            for miscount in miscounts(tunnel, side):
                yield _finding(tunnel, side, miscount)


def _finding(tunnel: Tunnel, side: Side, miscount: Miscount) -> Finding:
    failed = failed_attempts(tunnel) if miscount.blocks else ()
    return finding(
        ctl_ns_anomaly,
        Severity.FATAL if failed else Severity.DEGRADED if miscount.blocks else Severity.INFO,
        Confidence.DEDUCED if miscount.blocks else Confidence.LIKELY,
        f"{end_called(tunnel, side)} {miscount.what}",
        [shown(t) for t in miscount.where[:6]],
        tunnel=tunnel,
        attempts=failed,
    )
