"""The rule ses-establish-timeout."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import seconds
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import Refusal, refusals, refused
from l2tpscope.wire.messages import ICRP, OCRP, message_name


def ses_establish_timeout(conversation: Conversation) -> Iterator[Finding]:
    """A call was not established within the time that one end allows for it.

    What it means:
    The end that closed the call waited for the next message of the set-up until its own timer ran out.
    What to do:
    See below which message was the last one; look into the log of the side that owed the next one.
    Harmless when:
    A LAC dials out and the called party does not pick up.
    Look-alikes:
    - ses-icrq-no-answer: the request itself was never answered
    - ctl-max-retries: a message of the set-up was never acknowledged
    Reference: RFC 2661 4.4.2 (CDN result code 10)
    """
    for refusal in refusals(conversation, ses_establish_timeout):
        yield refused(ses_establish_timeout, conversation, refusal, _waited_for(refusal))


def _waited_for(refusal: Refusal) -> str:
    session = refusal.session
    if session is None or session.opened_ns is None:
        return ""
    types = [
        t.message.type
        for t in session.transmissions
        if t.message.type is not None and t.time_ns < refusal.ending.time_ns
    ]
    last = f", {message_name(types[-1])} being the last message" if types else ""
    owed = "ICCN" if ICRP in types else "OCCN" if OCRP in types else "reply"
    waited = seconds(refusal.ending.time_ns - session.opened_ns)
    return (
        f" after {waited}{last}: no {owed} was seen at this capture point"
        if session.established_ns is None
        else f" after {waited}"
    )
