"""The rule sec-pap-clear."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.postures import posture, responses


def sec_pap_clear(conversation: Conversation) -> Iterator[Finding]:
    """A password crosses the path in clear (PAP).

    What it means:
    PAP sends name and password as they are. Nothing protects this tunnel, so whoever sees these packets can read them;
    this program never shows the password.
    What to do:
    Protect the tunnel by IPsec, or demand a protocol that does not show the password (EAP-TLS; MS-CHAPv2 inside IPsec),
    and change the password if the path was public.
    Harmless when:
    The path belongs to the operator or to a laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - sec-chap-md5-clear, sec-mschapv2-clear: the password itself is not sent, and can be guessed
    Reference: RFC 1334 2; RFC 2661 9.2
    """
    said = "sent a password in clear, by PAP, outside IPsec"
    yield from posture(sec_pap_clear, responses(conversation, frozenset({"PAP"})), said)
