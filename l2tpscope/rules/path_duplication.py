"""The rule path-duplication."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Transmission, Tunnel
from l2tpscope.rules.copies import captured_twice
from l2tpscope.rules.evidence import called, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding


def path_duplication(conversation: Conversation) -> Iterator[Finding]:
    """The network delivers some datagrams twice.

    What it means:
    The same datagram, with the same octets and the same IP identification, was captured twice, but most others once.
    Its receiver acknowledges the copy as it must and throws it away.
    What to do:
    Look for a loop, a flooding switch, or redundancy protocols (PRP, bonding in broadcast mode) on the path.
    Harmless when:
    It is rare: L2TP control messages survive it. PPP with compression or encryption may not.
    Look-alikes:
    - cap-duplicates: the capture sees everything twice (`-i any`, a VLAN and its parent, a mirror port)
    - a retransmission, which its sender gives a new IP identification
    Reference: RFC 2661 5.8
    """
    for tunnel in conversation.tunnels:
        copies = tunnel.duplicates
        if copies and not captured_twice(conversation, tunnel):
            yield _finding(tunnel, copies)


def _finding(tunnel: Tunnel, copies: list[Transmission]) -> Finding:
    what = "message was" if len(copies) == 1 else "messages were"
    return finding(
        path_duplication,
        Severity.INFO,
        Confidence.LIKELY,
        f"{len(copies)} control {what} delivered twice by the network",
        [item for copy in copies[:6] for item in _pair(copy)],
        tunnel=tunnel,
        occurrences=len(copies),
    )


def _pair(copy: Transmission) -> Iterator[Evidence]:
    original = copy.duplicate_of
    if original is not None:
        yield shown(original, called(original))
    yield shown(copy, f"the same datagram again, IP identification {copy.datagram.ip_id}")
