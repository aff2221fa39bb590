"""The rule ses-no-resources."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import counted
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import Refusal, refusals, refused


def ses_no_resources(conversation: Conversation) -> Iterator[Finding]:
    """The peer has no room for another call.

    What it means:
    The peer states that a resource has run out: sessions of its licence or configuration, addresses of its pool,
    memory, ports.
    What to do:
    Compare the number of calls that it holds with its session limit and the size of its address pool; raise them, or
    clear calls that are long dead.
    Harmless when:
    It happens once, and the next try, at this LNS or another, succeeds.
    Look-alikes:
    - ses-try-another: the peer asks to call another LNS
    - ses-vendor-error: an error that is not about resources
    Reference: RFC 2661 4.4.2
    """
    for refusal in refusals(conversation, ses_no_resources):
        yield refused(ses_no_resources, conversation, refusal, _load(conversation, refusal))


def _load(conversation: Conversation, refusal: Refusal) -> str:
    """How many calls the same peer held at that moment, as far as the capture shows."""
    if refusal.ending.transmission is None:
        return ""
    peer, now = refusal.ending.transmission.datagram.source, refusal.ending.time_ns
    alive = [
        session
        for tunnel in conversation.tunnels
        if peer in {address.address for end in tunnel.ends.values() for address in end.addresses}
        for session in tunnel.sessions
        if session.established_ns is not None and session.established_ns < now
        if session.end is None or session.end.time_ns > now
    ]
    return f"; it held {counted(len(alive), 'call')} of this capture then"
