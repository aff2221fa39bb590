"""The rule fragment-loss."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.packet.datagram import FragmentCounts
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.fragments import Pair, is_lossy
from l2tpscope.rules.rule import finding


def fragment_loss(conversation: Conversation) -> Iterator[Finding]:
    """L2TP datagrams travel in fragments, and some fragments never arrive.

    What it means:
    First fragments come without the rest, or the rest without the first. Large packets are lost as a whole, small
    ones pass: the call comes up, then transfers hang. Firewalls and carrier NATs drop fragments that carry no UDP
    header.
    What to do:
    Let the firewall reassemble or pass fragments; better, avoid them: MRU and MTU 1400 or less, TCP MSS 1360.
    Harmless when:
    The capture filter dropped them: `udp port 1701` passes first fragments only. Then no other fragment is in the
    capture at all, and this is info.
    Look-alikes:
    - mtu-outer-fragmentation: all fragments arrive
    - path-loss: small datagrams are lost as well
    Reference: RFC 791 3.2; RFC 2661 8.1
    """
    fragments = conversation.fragments
    for pair in fragments.broken:
        if is_lossy(fragments, pair):
            yield _finding(fragments, pair, fragments.rebuilt.get(pair, 0))


def _finding(fragments: FragmentCounts, pair: Pair, whole: int) -> Finding:
    holes = fragments.broken[pair]
    filtered = not any(fragments.rebuilt.values())
    doubt = "; no later fragment is in this capture, so its filter may have dropped them" if filtered else ""
    return finding(
        fragment_loss,
        Severity.INFO if filtered else Severity.DEGRADED,
        Confidence.POSSIBLE if filtered else Confidence.LIKELY,
        f"{len(holes)} of {whole + len(holes)} fragmented L2TP datagrams from {pair[0]} to {pair[1]}"
        f" are incomplete{doubt}",
        [Evidence(ref, "a fragment of a datagram that never became whole") for ref in holes[:6]],
        occurrences=len(holes),
    )
