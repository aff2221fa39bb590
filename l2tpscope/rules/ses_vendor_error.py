"""The rule ses-vendor-error."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import refusals, refused


def ses_vendor_error(conversation: Conversation) -> Iterator[Finding]:
    """A peer closed the tunnel or the call with an error of its own.

    What it means:
    The sender states an error that RFC 2661 leaves to vendors, or a code that fits no other rule. Its text, if it
    sent one, is quoted as it stands: it is the best hint there is.
    What to do:
    Search the log and the documentation of the side that sent it for these words.
    Harmless when:
    The session ID is invalid (2/5) and belongs to a call that had just been cleared.
    Look-alikes:
    - avp-strictness: the text speaks of an AVP or attribute
    - tun-secret-mismatch: the text speaks of a challenge or a secret
    Reference: RFC 2661 4.4.2
    """
    for refusal in refusals(conversation, ses_vendor_error):
        yield refused(ses_vendor_error, conversation, refusal)
