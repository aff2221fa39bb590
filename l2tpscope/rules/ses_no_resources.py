"""The rule ses-no-resources."""

from bisect import bisect_left
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
    spans: dict[str, tuple[list[int], list[int]]] = {}
    for refusal in refusals(conversation, ses_no_resources):
        spans = spans or _spans(conversation)
        yield refused(ses_no_resources, conversation, refusal, _load(spans, refusal))


def _spans(conversation: Conversation) -> dict[str, tuple[list[int], list[int]]]:
    """Of each address, when its calls were connected and when they ended, both sorted."""
    spans: dict[str, tuple[list[int], list[int]]] = {}
    for tunnel in conversation.tunnels:
        for address in {address.address for end in tunnel.ends.values() for address in end.addresses}:
            began, ended = spans.setdefault(address, ([], []))
            calls = [session for session in tunnel.sessions if session.established_ns is not None]
            began += [session.established_ns or 0 for session in calls]
            ended += [session.end.time_ns for session in calls if session.end is not None]
    return {address: (sorted(began), sorted(ended)) for address, (began, ended) in spans.items()}


def _load(spans: dict[str, tuple[list[int], list[int]]], refusal: Refusal) -> str:
    """How many calls the same peer held at that moment, as far as the capture shows."""
    if refusal.ending.transmission is None:
        return ""
    began, ended = spans[refusal.ending.transmission.datagram.source]
    alive = bisect_left(began, refusal.ending.time_ns) - bisect_left(ended, refusal.ending.time_ns)
    return f"; it held {counted(alive, 'call')} of this capture then"
