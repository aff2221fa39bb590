"""The rule sec-mschapv1."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.postures import posture, responses


def sec_mschapv1(conversation: Conversation) -> Iterator[Finding]:
    """MS-CHAP version 1 is used: it is broken.

    What it means:
    The first version of MS-CHAP lets the server prove nothing, and its response, above all its LAN Manager part, gives
    the password away with little effort.
    What to do:
    Refuse it on both sides; use EAP-TLS, or MS-CHAPv2 inside IPsec.
    Harmless when:
    The path belongs to the operator or to a laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - sec-mschapv2-clear: version 2 on an unprotected path
    Reference: RFC 2433 11
    """
    said = "used MS-CHAP version 1, outside IPsec"
    yield from posture(sec_mschapv1, responses(conversation, frozenset({"MS-CHAPv1"})), said)
