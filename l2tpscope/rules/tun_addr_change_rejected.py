"""The rule tun-addr-change-rejected."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, Conversation, Side, Tunnel
from l2tpscope.rules.addresses import strange_reply, written
from l2tpscope.rules.evidence import end_called, failed_attempts, failing, gravity, shown, stated
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.rule import finding

# "At once": long before any timer of RFC 2661 5.8 (1 s, then doubling) could have made the initiator give up.
AT_ONCE_NS = 2 * SECOND


def tun_addr_change_rejected(conversation: Conversation) -> Iterator[Finding]:
    """The peer answers from another address, and the asking side refuses that with a StopCCN.

    What it means:
    The asking side is configured not to let its peer change address or port during the set-up (Juniper:
    tx-address-change reject), and closes the tunnel towards the address that it had asked.
    What to do:
    Allow the change on the asking side, or make the answering side reply from the address and port that it was asked
    on.
    Harmless when:
    Never, where this address is a legitimate one of the peer.
    Look-alikes:
    - lns-wrong-source-addr: the asking side ignores the reply and goes on asking
    - tun-secret-mismatch: the StopCCN answers a Challenge Response from the right address
    Reference: RFC 2661 8.1
    """
    for tunnel in failing(conversation):
        strange, end, attempts = strange_reply(tunnel), tunnel.end, failed_attempts(tunnel)
        if strange is None or end is None or end.transmission is None or not attempts or not rejected(tunnel):
            continue
        yield finding(
            tun_addr_change_rejected,
            gravity(conversation, attempts),
            Confidence.DEDUCED,
            f"{end_called(tunnel, Side.INITIATOR)} asked {written(strange.asked_at)}, was answered from "
            f"{written(strange.replied_from)}, and closed at once with {stated(end)} to the address that it had asked",
            [
                shown(strange.asked),
                shown(strange.reply),
                shown(end.transmission, f"{stated(end)} right after that reply"),
            ],
            tunnel=tunnel,
            attempts=attempts,
        )


def rejected(tunnel: Tunnel) -> bool:
    """The initiator closed right after a reply from elsewhere, towards the address that it had asked."""
    strange, end = strange_reply(tunnel), tunnel.end
    if strange is None or end is None or end.message is None or end.sender is not Side.INITIATOR or end.gave_up:
        return False
    return 0 <= end.time_ns - strange.reply.time_ns <= AT_ONCE_NS
