"""The rule data-one-way."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Conversation, Session, Side
from l2tpscope.rules.evidence import end_called, failed_attempts
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding

# RFC 1661 4.6: the restart timer is 3 seconds; three requests without an answer take 6 s and are no accident.
PACKETS, SPAN_NS = 3, 6 * SECOND


def data_one_way(conversation: Conversation) -> Iterator[Finding]:
    """A session is established, and data messages pass in one direction only.

    What it means:
    One side sends PPP frames into the session; the other has not sent a single one at this capture point. Its data path
    is not set up, sends from another address or with other IDs, or its data messages are dropped on the way.
    What to do:
    On the silent side look at the kernel's sessions (`ip l2tp show session`), at the IDs, and at the source address and
    port of what it sends; let firewalls pass all of UDP 1701 between the two hosts, not just the first flow.
    Harmless when:
    The session carries something that is one-way by nature and no PPP.
    Look-alikes:
    - data-plane-dead: control messages are proved to pass while data does not
    - data-wrong-source-addr: the data is there, but comes from another address
    - cap-one-direction: the capture itself lacks one direction
    Reference: RFC 2661 5.3
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            for silent in SIDES:
                if failed_attempts(tunnel, session) and one_way(session, silent):
                    yield _finding(session, silent)


def one_way(session: Session, silent: Side) -> bool:
    """True if the other side kept sending PPP into an established session and this one never did."""
    talk = session.sent[silent.other]
    if session.sent[silent].packets or session.established_ns is None or not session.ppp:
        return False
    if talk.first_ns is None or talk.last_ns is None:
        return False
    return talk.packets >= PACKETS and talk.last_ns - talk.first_ns >= SPAN_NS


def _finding(session: Session, silent: Side) -> Finding:
    tunnel, talk = session.tunnel, session.sent[silent.other]
    refs = [frame.ref for frame in session.ppp if frame.sender is not silent]
    return finding(
        data_one_way,
        Severity.FATAL,
        Confidence.LIKELY,
        f"{talk.packets} data messages from {end_called(tunnel, silent.other)}, none from {end_called(tunnel, silent)}"
        " at this capture point",
        [Evidence(ref, "a PPP frame into the session, and nothing comes back") for ref in refs[:4]],
        session=session,
        attempts=failed_attempts(tunnel, session),
    )
