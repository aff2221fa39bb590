"""The rule data-reorder-loss."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SIDES, Conversation, DataCount, Session, Side
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding

# One message in a hundred: below it TCP hardly notices, above it throughput falls with the square root of the loss.
SHARE = 0.01


def data_reorder_loss(conversation: Conversation) -> Iterator[Finding]:
    """Sequenced data messages are lost or overtake each other.

    What it means:
    The data messages carry Ns, and the numbers have gaps that were never filled (loss) or came late (reordering).
    Neither is repaired: RFC 2661 retransmits control messages only, and late packets are often thrown away as well.
    What to do:
    Find the lossy or parallel links on the path. Where it is only reordering, give the receiver a reorder time-out, or
    switch sequencing off where PPP does not need it.
    Harmless when:
    Less than one message in a hundred is concerned, or the capturing program itself lost packets.
    Look-alikes:
    - path-loss: control messages are lost, too
    - packets dropped by the capturing program
    Reference: RFC 2661 5.4
    """
    dropped = any(facts.dropped for facts in conversation.captures)
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            for side in SIDES:
                count = session.sent[side]
                if count.missing or count.reordered:
                    yield _finding(session, side, count, dropped=dropped)


def _finding(session: Session, side: Side, count: DataCount, *, dropped: bool) -> Finding:
    missing, late = count.missing or 0, count.reordered or 0
    sent = count.sequenced + missing
    grave = (missing + late) / sent >= SHARE and not dropped
    said = "; the capturing program lost packets, too" if dropped else ""
    refs = [ref for ref in (count.first_frame, count.last_frame) if ref is not None]
    return finding(
        data_reorder_loss,
        Severity.DEGRADED if grave else Severity.INFO,
        Confidence.POSSIBLE if dropped else Confidence.DEDUCED,
        f"Of {sent} sequenced data messages from {end_called(session.tunnel, side)}, {missing} never arrived at this"
        f" capture point and {late} came late{said}",
        [Evidence(ref, "the first and last data message of this side") for ref in refs],
        session=session,
        occurrences=missing + late,
    )
