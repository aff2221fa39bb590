"""The rule sec-mppe-as-only-encryption."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Evidence, Finding
from l2tpscope.rules.mppe import mppe_bits
from l2tpscope.rules.postures import Seen, in_clear, posture
from l2tpscope.wire.ppp.numbers import CCP


def sec_mppe_as_only_encryption(conversation: Conversation) -> Iterator[Finding]:
    """MPPE is all that encrypts this traffic.

    What it means:
    User data is encrypted by MPPE, but not the tunnel: the keys of MPPE come from the password (MS-CHAP), so they are
    no better than that, nothing protects the data from being changed, and L2TP and PPP control are in clear.
    What to do:
    Protect the tunnel by IPsec (RFC 3193); MPPE is not needed then.
    Harmless when:
    The path belongs to the operator or to a laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - sec-l2tp-cleartext: not even MPPE
    - sec-mppe-40: MPPE with a weak key
    Reference: RFC 3078 6; RFC 3193
    """
    yield from posture(
        sec_mppe_as_only_encryption, _seen(conversation), "relied on MPPE alone for encryption, without IPsec"
    )


def _seen(conversation: Conversation) -> Iterator[Seen]:
    for session, link in in_clear(conversation):
        bits, opened = mppe_bits(link), link.negotiations[CCP].opened if CCP in link.negotiations else None
        if bits is not None and opened is not None:
            yield Seen(session, Evidence(opened.ref, f"CCP opened with MPPE of {bits} bits"))
