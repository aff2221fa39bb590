"""The rule avp-strictness."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side
from l2tpscope.rules.evidence import called, last_before, shown
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import refusals, refused
from l2tpscope.wire.avps import name_of, spec_of
from l2tpscope.wire.message import Avp, ControlMessage

RESULT_CODE = 1
RESULT_ALONE = 2


def avp_strictness(conversation: Conversation) -> Iterator[Finding]:
    """A peer could not digest an AVP and closed the tunnel or the call.

    What it means:
    An AVP that its sender may send (a vendor's, a newer RFC's, a legal but unusual length) is one that the receiver
    does not know and must not ignore, or believes to be malformed.
    What to do:
    Update the end that closed. Else switch the AVP named here off at its sender, or clear its M bit.
    Harmless when:
    Unknown AVPs without the M bit, and a Result Code of 8 octets (no error code), which RFC 2661 allows: those close
    nothing.
    Look-alikes:
    - tun-hidden-avp: the AVP could not be read because it is hidden
    - ses-vendor-error: a general error that does not speak of AVPs
    Reference: RFC 2661 4.1, 4.4.2
    """
    for refusal in refusals(conversation, avp_strictness):
        receiver = refusal.ending.sender or Side.RECIPIENT
        blamed = last_before(refusal.tunnel, receiver.other, refusal.ending.time_ns)
        odd = _odd_avps(blamed.message) if blamed is not None else []
        more = (
            f"; the message before it, {called(blamed)}, holds {', '.join(odd)}" if blamed is not None and odd else ""
        )
        evidence = (
            [shown(blamed, f"{called(blamed)}: {', '.join(odd) or 'the message that it answers'}")] if blamed else []
        )
        yield refused(avp_strictness, conversation, refusal, more, evidence=evidence)


def _odd_avps(message: ControlMessage) -> list[str]:
    """What a strict receiver may stumble over, in words; empty for an ordinary message."""
    found = [word for avp in message.avps if (word := _odd(avp))]
    return found + [defect.text for defect in message.defects]


def _odd(avp: Avp) -> str:
    name = name_of(avp.vendor_id, avp.type)
    if avp.vendor_id:
        return f"a vendor AVP ({name}, vendor {avp.vendor_id}, type {avp.type}{', mandatory' if avp.mandatory else ''})"
    if spec_of(0, avp.type) is None and avp.mandatory:
        return f"the unknown mandatory {name}"
    if avp.type == RESULT_CODE and len(avp.value) == RESULT_ALONE:
        return "a Result Code without error code (8 octets, which is legal)"
    return f"the reserved bits {avp.reserved:#x} in {name}" if avp.reserved else ""
