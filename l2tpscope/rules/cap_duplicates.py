"""The rule cap-duplicates."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.copies import captured_twice, copies, doubled_frames
from l2tpscope.rules.evidence import shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding


def cap_duplicates(conversation: Conversation) -> Iterator[Finding]:
    """The capture holds datagrams twice.

    What it means:
    The capture saw (nearly) every datagram at two points: all interfaces at once (`-i any`), a VLAN and its parent, a
    bridge and its port, both sides of a router, or a mirror port that copies both directions of both ports. The
    copies are marked as duplicates and counted as neither retransmissions nor traffic of the peers.
    What to do:
    Capture on one interface, or remove the copies: `editcap -d CAPTURE OUT`.
    Harmless when:
    Always, as far as the verdict goes.
    Look-alikes:
    - path-duplication: the network delivers a few datagrams twice
    - a retransmission, which its sender gives a new IP identification
    Reference: RFC 2661 5.8
    """
    found = copies(conversation)
    tunnels = {tunnel for tunnel in {copy.tunnel for copy in found} if captured_twice(conversation, tunnel)}
    found = [copy for copy in found if copy.tunnel in tunnels]
    frames = max(len(found), doubled_frames(conversation))
    if frames:
        yield finding(
            cap_duplicates,
            Severity.INFO,
            Confidence.DEDUCED,
            f"The capture holds {frames} frames a second time, {len(found)} of them control messages",
            [shown(copy, "the same datagram as in an earlier frame") for copy in found[:4]],
            occurrences=frames,
        )
