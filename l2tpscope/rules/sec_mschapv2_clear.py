"""The rule sec-mschapv2-clear."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.postures import posture, responses


def sec_mschapv2_clear(conversation: Conversation) -> Iterator[Finding]:
    """MS-CHAPv2 on an unprotected path: the hash of the password can be computed from what was sent.

    What it means:
    The response of MS-CHAPv2 is no stronger than one key of single DES: whoever has seen it finds the password's hash
    in about a day, whatever the password, and logs on with that. It is meant for use inside IPsec or TLS.
    What to do:
    Protect the tunnel by IPsec, or authenticate by certificate (EAP-TLS).
    Harmless when:
    The path belongs to the operator or to a laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - sec-mschapv1: the older version, which is weaker still
    Reference: RFC 2759 8; RFC 3193
    """
    said = "proved a password by MS-CHAPv2, outside IPsec: its hash can be computed from the capture"
    yield from posture(sec_mschapv2_clear, responses(conversation, frozenset({"MS-CHAPv2", "EAP-MSCHAPv2"})), said)
