"""The rule ses-outgoing-call-unsupported."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.refusals import refusals, refused


def ses_outgoing_call_unsupported(conversation: Conversation) -> Iterator[Finding]:
    """The peer was asked to place a call, and does not do that.

    What it means:
    An OCRQ asks the LAC to dial out. The peer closed the call, or the whole tunnel, instead of answering with an
    OCRP: most L2TP software takes incoming calls (ICRQ) only.
    What to do:
    Let the side that wants the session send ICRQ, as a client does; or use a LAC that places outgoing calls.
    Harmless when:
    Never: no call comes of it.
    Look-alikes:
    - ses-invalid-destination: the LAC places calls, but not to this number (CDN 6 to 9)
    - ses-no-resources: it does, but not now (CDN 4, error code 4)
    Reference: RFC 2661 5.3, 6.9
    """
    for refusal in refusals(conversation, ses_outgoing_call_unsupported):
        more = ", its only answer to an Outgoing-Call-Request"
        yield refused(ses_outgoing_call_unsupported, conversation, refusal, more, confidence=Confidence.DEDUCED)
