"""The rule tun-not-authorized."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import Refusal, refusals, refused


def tun_not_authorized(conversation: Conversation) -> Iterator[Finding]:
    """The peer does not allow this host to open a tunnel.

    What it means:
    The peer has no entry for the host name or the address that the request came with, or an entry that forbids it.
    What to do:
    Compare the host name in the request, letter by letter and in the same case, and its source address with what the
    peer is configured to accept (Cisco: terminate-from hostname; xl2tpd: lac and [lns] sections).
    Harmless when:
    A stranger probes a public LNS: then the refusal is right.
    Look-alikes:
    - tun-secret-mismatch: a Challenge AVP was sent before the refusal
    - l2tp-no-reply-plain: many daemons drop the requests of strangers without a word
    Reference: RFC 2661 4.4.2
    """
    for refusal in refusals(conversation, tun_not_authorized):
        yield refused(tun_not_authorized, conversation, refusal, _name(refusal))


def _name(refusal: Refusal) -> str:
    refuser = refusal.ending.sender or Side.RECIPIENT
    name = refusal.tunnel.ends[refuser.other].host_name
    return f"; the refused host calls itself {name!r}" if name is not None else ""
