"""The rule ses-invalid-destination."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import Refusal, refusals, refused

CALLED_NUMBER = 21


def ses_invalid_destination(conversation: Conversation) -> Iterator[Finding]:
    """The call cannot be put through to where it is meant to go.

    What it means:
    The peer does not know the called number or domain, or, of an outgoing call, it dialled and heard no carrier, a
    busy line or no dial tone.
    What to do:
    Compare the called number of the request with what the peer knows; at a LAC that dials, look at the line.
    Harmless when:
    The line called is busy.
    Look-alikes:
    - ses-outgoing-call-unsupported: the peer does not place calls at all
    Reference: RFC 2661 4.4.2
    """
    for refusal in refusals(conversation, ses_invalid_destination):
        yield refused(ses_invalid_destination, conversation, refusal, _called(refusal))


def _called(refusal: Refusal) -> str:
    for transmission in refusal.session.transmissions if refusal.session is not None else ():
        avp = transmission.message.avp(CALLED_NUMBER)
        if avp is not None:
            return f"; the called number is {avp.value.decode('ascii', 'backslashreplace')!r}"
    return ""
