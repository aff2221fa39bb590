"""The rule sec-mppe-40."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Evidence, Finding
from l2tpscope.rules.mppe import mppe_bits
from l2tpscope.rules.postures import Seen, in_clear, posture
from l2tpscope.wire.ppp.numbers import CCP

STRONG = 128


def sec_mppe_40(conversation: Conversation) -> Iterator[Finding]:
    """MPPE with a key of 40 or 56 bits: anybody can break it.

    What it means:
    The two sides agreed in CCP on the weak keys of the days of export rules. A key of 40 bits is found in minutes, one
    of 56 bits in a day.
    What to do:
    Allow 128 bits only (pppd: require-mppe-128; Windows: maximum strength encryption), or better, protect the tunnel by
    IPsec.
    Harmless when:
    The path belongs to the operator or to a laboratory, or both addresses are private: info then. Inside IPsec: silent.
    Look-alikes:
    - sec-mppe-as-only-encryption: 128 bits, and yet MPPE is all there is
    Reference: RFC 3078 2; RFC 3079
    """
    yield from posture(sec_mppe_40, _seen(conversation), "used MPPE with a key of less than 128 bits")


def _seen(conversation: Conversation) -> Iterator[Seen]:
    for session, link in in_clear(conversation):
        bits, opened = mppe_bits(link), link.negotiations[CCP].opened if CCP in link.negotiations else None
        if bits is not None and bits < STRONG and opened is not None:
            yield Seen(session, Evidence(opened.ref, f"CCP opened with MPPE of {bits} bits"))
