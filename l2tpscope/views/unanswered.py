"""What can be said to have no answer: a message whose sender had waited long enough before the capture ended."""

from l2tpscope.conversation.endings import GIVE_UP_NS
from l2tpscope.conversation.model import SIDES, Conversation, Delivery, Tunnel


def heard_until(conversation: Conversation, tunnel: Tunnel) -> int | None:
    """Until when an answer would have been captured; None where only one direction was: then nobody can tell.

    So it is, too, of a single tunnel in which one side acknowledges messages of the other, and none of these was seen.
    """
    heard = {transmission.sender for transmission in tunnel.transmissions}
    missing = any(tunnel.not_captured[side] for side in SIDES if side not in heard)
    return None if conversation.one_direction or missing else conversation.last_ns


def is_unanswered(delivery: Delivery, tunnel: Tunnel, until_ns: int | None) -> bool:
    """True if no acknowledgment was captured and its sender gave up, or might have: so long the capture went on."""
    if delivery.acknowledged_by is not None or until_ns is None:
        return False
    gave_up = tunnel.gave_up is delivery.sender and delivery.first.time_ns <= (tunnel.gave_up_ns or 0)
    return gave_up or until_ns - delivery.first.time_ns >= GIVE_UP_NS
