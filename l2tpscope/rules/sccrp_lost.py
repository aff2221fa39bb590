"""The rule sccrp-lost."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Delivery, Side, Tunnel
from l2tpscope.rules.addresses import strange_reply, went_on
from l2tpscope.rules.evidence import (
    counted,
    end_called,
    failed_attempts,
    failing,
    gravity,
    shown_all,
    vantage,
    waited_out,
)
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import SCCRP, SCCRQ


def sccrp_lost(conversation: Conversation) -> Iterator[Finding]:
    """The answer to the tunnel request never reaches the side that asked.

    What it means:
    SCCRQ and SCCRP are both in the capture, again and again: the initiator goes on asking as if it had heard nothing.
    The reply is lost behind the capture point, or the initiator refuses it silently.
    What to do:
    Capture on the initiator. If the reply is not there: a firewall or NAT on the way back drops it. If it is: the
    initiator's own firewall, or a reply that it does not accept; see its log.
    Harmless when:
    One reply is lost and the next one arrives.
    Look-alikes:
    - lns-wrong-source-addr, lns-replies-new-port: the reply comes from another address or port than the request went
      to
    - tun-secret-mismatch: the initiator got the reply and closes with StopCCN
    Reference: RFC 2661 5.8, 7.2
    """
    if conversation.one_direction:
        return
    for tunnel in failing(conversation):
        asked, answer = tunnel.first(SCCRQ, Side.INITIATOR), tunnel.first(SCCRP, Side.RECIPIENT)
        if asked is None or answer is None or went_on(tunnel) or strange_reply(tunnel) is not None:
            continue
        again = [t for t in asked.transmissions if answer.first.precedes(t)]
        attempts = failed_attempts(tunnel)
        closed = tunnel.end is not None and tunnel.end.message is not None and not tunnel.end.gave_up
        if again and attempts and not closed and _given_up(conversation, tunnel, asked, answer):
            yield _found(conversation, tunnel, asked, answer, attempts)


def _given_up(conversation: Conversation, tunnel: Tunnel, asked: Delivery, answer: Delivery) -> bool:
    return answer.acknowledged_by is None and any(waited_out(conversation, tunnel, one) for one in (asked, answer))


def _found(
    conversation: Conversation, tunnel: Tunnel, asked: Delivery, answer: Delivery, attempts: tuple[int, ...]
) -> Finding:
    where = {Side.INITIATOR: "; the capture was taken at the initiator, which must have received it"}
    where[Side.RECIPIENT] = "; the capture was taken at the side that answers: the way back is to blame"
    at = vantage(tunnel)
    return finding(
        sccrp_lost,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, Side.INITIATOR)} sent SCCRQ {counted(len(asked.transmissions), 'time')} although "
        f"{end_called(tunnel, Side.RECIPIENT)} answered with SCCRP {counted(len(answer.transmissions), 'time')}, "
        f"from the address and port that was asked{where[at] if at is not None else ''}",
        sorted([*shown_all(asked.transmissions), *shown_all(answer.transmissions)]),
        tunnel=tunnel,
        attempts=attempts,
        occurrences=len(answer.transmissions),
    )
