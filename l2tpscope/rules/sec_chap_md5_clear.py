"""The rule sec-chap-md5-clear."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.postures import posture, responses


def sec_chap_md5_clear(conversation: Conversation) -> Iterator[Finding]:
    """CHAP with MD5 on an unprotected path: the password can be guessed from what was sent.

    What it means:
    Challenge and response are in the capture; whoever has them tries words until one fits, millions in a second. A
    short or common password does not withstand that. EAP with MD5 is the same.
    What to do:
    Protect the tunnel by IPsec, or authenticate by certificate (EAP-TLS); choose long random secrets.
    Harmless when:
    The path belongs to the operator or to a laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - sec-mschapv2-clear: MS-CHAPv2 on such a path
    Reference: RFC 1994 5; RFC 3748 5.4
    """
    said = "proved a password by CHAP-MD5, outside IPsec: it can be guessed from the capture"
    yield from posture(sec_chap_md5_clear, responses(conversation, frozenset({"CHAP-MD5", "EAP-MD5"})), said)
