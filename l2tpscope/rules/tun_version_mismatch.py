"""The rule tun-version-mismatch."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.rules.evidence import addressed, counted, failed_attempts, shown_all, waited_out
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.refusals import refusals, refused
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import SCCRQ

V2, V3 = 2, 3


def tun_version_mismatch(conversation: Conversation) -> Iterator[Finding]:
    """The two ends do not speak the same version of L2TP.

    What it means:
    The peer states that it does not support the requested protocol version, or it answers L2TPv2 and is silent to
    L2TPv3.
    What to do:
    Set both ends to the same version: RFC 2661 is version 2 (protocol version 1 revision 0), RFC 3931 is version 3.
    Harmless when:
    A caller tries version 3 first and falls back to version 2, which then works.
    Look-alikes:
    - l2tp-no-reply-plain: the peer answers no version at all
    Reference: RFC 2661 4.4.2, 4.4.3; RFC 3931 4.7
    """
    for refusal in refusals(conversation, tun_version_mismatch):
        highest = refusal.ending.error_code
        more = f"; it supports versions up to {highest}" if highest else ""
        yield refused(tun_version_mismatch, conversation, refusal, more)
    newer = [tunnel for tunnel in conversation.tunnels if tunnel.version == V3]
    older = [tunnel for tunnel in conversation.tunnels if newer and tunnel.version == V2]
    speakers = {t.datagram.source for tunnel in older for t in tunnel.transmissions}
    fallen_back = {end.address for other in older if other.established_ns for end in other.initiator.addresses}
    for tunnel in newer if not conversation.one_direction else ():
        if addressed(tunnel, Side.RECIPIENT) in speakers:
            yield from _unanswered(conversation, tunnel, fallen_back)


def _unanswered(conversation: Conversation, tunnel: Tunnel, fallen_back: set[str]) -> Iterator[Finding]:
    """`fallen_back`: addresses from which L2TPv2 came up."""
    asked = tunnel.first(SCCRQ, Side.INITIATOR)
    silent = all(t.sender is Side.INITIATOR for t in tunnel.transmissions)
    if asked is None or not silent or not waited_out(conversation, tunnel, asked):
        return
    address = addressed(tunnel, Side.RECIPIENT)
    fell_back = any(end.address in fallen_back for end in tunnel.initiator.addresses)
    yield finding(
        tun_version_mismatch,
        Severity.DEGRADED if fell_back else Severity.FATAL,
        Confidence.LIKELY,
        f"{address} answers L2TPv2 but sent no reply, at this capture point, to "
        f"{counted(len(asked.transmissions), 'request')} for L2TPv3",
        shown_all(asked.transmissions),
        tunnel=tunnel,
        attempts=failed_attempts(tunnel),
    )
