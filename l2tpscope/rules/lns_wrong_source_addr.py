"""The rule lns-wrong-source-addr."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Attempt, Conversation, Tunnel
from l2tpscope.rules.addresses import StrangeReply, strange_reply, went_on, written
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS, failed_attempts, failing, gravity, shown, shown_all
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.rule import finding
from l2tpscope.rules.tun_addr_change_rejected import rejected


def lns_wrong_source_addr(conversation: Conversation) -> Iterator[Finding]:
    """The peer answers from another address than the one that was asked, and its answer is ignored.

    What it means:
    The request went to one address, the reply, which carries the right tunnel ID, came from another. The asking side,
    or a NAT or firewall in front of it, does not take it for the answer.
    What to do:
    On the side that answers: bind the daemon to the address that clients use (xl2tpd: listen-addr), or make replies
    leave with it (policy routing, the VRRP or second uplink address).
    Harmless when:
    The asking side follows, and all later messages use the new address (RFC 2661 leaves the choice of port free
    only).
    Look-alikes:
    - lns-replies-new-port: the same address, another port, which RFC 2661 8.1 allows
    - tun-addr-change-rejected: the asking side states its refusal with a StopCCN
    - sccrp-lost: the reply comes from the right address
    Reference: RFC 2661 8.1; RFC 3193 4
    """
    for tunnel in failing(conversation):
        strange, attempts = strange_reply(tunnel), failed_attempts(tunnel)
        if strange is None or not attempts or rejected(tunnel):
            continue
        if strange.replied_from.address == strange.asked_at.address:
            continue
        if went_on(tunnel):
            attempts = tuple(index for index in attempts if _deaf(conversation.attempts[index - 1]))
            effect = "the tunnel came up all the same, but PPP did not: the asking side still sends to the old address"
        elif settled(conversation, tunnel, strange):
            effect = "the asking side went on as if it had heard nothing, at this capture point"
        else:
            continue
        if attempts:
            yield _found(conversation, tunnel, strange, attempts, effect)


def _deaf(attempt: Attempt) -> bool:
    """A call that was connected, with PPP frames of both sides, of which at least one hears nothing."""
    session = attempt.session
    if session is None or session.established_ns is None or attempt.reached not in ("tunnel", "session", None):
        return False
    return all(count.packets for count in session.sent.values())


def _found(
    conversation: Conversation, tunnel: Tunnel, strange: StrangeReply, attempts: tuple[int, ...], effect: str
) -> Finding:
    return finding(
        lns_wrong_source_addr,
        gravity(conversation, attempts),
        Confidence.LIKELY if went_on(tunnel) else Confidence.DEDUCED,
        f"{written(strange.asked_at)} was asked for a tunnel, but the reply came from "
        f"{written(strange.replied_from)}; {effect}",
        sorted([shown(strange.asked), shown(strange.reply), *shown_all(strange.again)]),
        tunnel=tunnel,
        attempts=attempts,
    )


def settled(conversation: Conversation, tunnel: Tunnel, strange: StrangeReply) -> bool:
    """It asked again after the reply, and the matter was over, or had time to be, before the capture ended."""
    asked_again = any(t.retransmission_of is not None for t in strange.again)
    over = tunnel.end is not None or conversation.last_ns - strange.asked.time_ns >= GIVE_UP_CONTROL_NS
    return asked_again and over
