"""The rule tun-hidden-avp."""

from collections.abc import Iterator
from itertools import islice

from l2tpscope.conversation.model import Conversation, Tunnel
from l2tpscope.rules.evidence import called, failed_attempts, failing, gravity, message_called, shown, waited_out
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.refusals import refusals, refused
from l2tpscope.rules.rule import finding
from l2tpscope.wire.message import ControlMessage

RANDOM_VECTOR = 36


def tun_hidden_avp(conversation: Conversation) -> Iterator[Finding]:
    """A hidden AVP could not be read by its receiver.

    What it means:
    AVPs are hidden with the tunnel secret and a Random Vector AVP sent before them: the receiver has no secret or
    another one, or the Random Vector is missing.
    What to do:
    Give both ends the same tunnel secret, or switch hiding off at the sender.
    Harmless when:
    Hidden AVPs that the receiver takes without complaint.
    Look-alikes:
    - tun-secret-mismatch: nothing is hidden, the Challenge Response is wrong
    - avp-strictness: the AVP that the peer complains of is not hidden
    Reference: RFC 2661 4.3
    """
    told: dict[Tunnel, list[Evidence]] = {}
    for refusal in refusals(conversation, tun_hidden_avp):
        if refusal.tunnel not in told:
            hidden = (t for t in refusal.tunnel.transmissions if any(avp.hidden for avp in t.message.avps))
            told[refusal.tunnel] = [shown(t, f"{called(t)} holds hidden AVPs") for t in islice(hidden, 4)]
        yield refused(tun_hidden_avp, conversation, refusal, evidence=told[refusal.tunnel])
    for tunnel in failing(conversation):
        if tunnel not in told:
            yield from _unreadable(conversation, tunnel)


def _unreadable(conversation: Conversation, tunnel: Tunnel) -> Iterator[Finding]:
    """A message that nobody can unhide, and that was never answered or acknowledged."""
    for transmission in tunnel.transmissions:
        delivery = transmission.delivery
        if delivery is None or (delivery.acknowledged_by is not None and delivery.peer_answered is not False):
            continue
        if delivery.first is not transmission or not lacks_vector(transmission.message):
            continue
        attempts = failed_attempts(tunnel, transmission.session)
        if attempts and waited_out(conversation, tunnel, delivery):
            yield finding(
                tun_hidden_avp,
                gravity(conversation, attempts),
                Confidence.DEDUCED,
                f"{message_called(delivery)} from {transmission.datagram.source} hides AVPs without a Random Vector "
                "before them, so that no receiver can read them; it was not answered at this capture point",
                [shown(transmission, f"{called(transmission)}: hidden AVPs, no Random Vector")],
                tunnel=tunnel,
                session=transmission.session,
                attempts=attempts,
            )


def lacks_vector(message: ControlMessage) -> bool:
    """True if a hidden AVP comes before any Random Vector (RFC 2661 4.3: it must precede the first hidden one)."""
    for avp in message.avps:
        if avp.type == RANDOM_VECTOR and not avp.vendor_id:
            return False
        if avp.hidden:
            return True
    return False
