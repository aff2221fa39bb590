"""The rule mtu-outer-fragmentation."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.fragments import Pair, datagrams, is_lossy
from l2tpscope.rules.rule import finding

# One datagram in a hundred: below it, a stray large packet.
SHARE = 0.01


def mtu_outer_fragmentation(conversation: Conversation) -> Iterator[Finding]:
    """The datagrams that carry L2TP are larger than the path and travel in fragments.

    What it means:
    PPP packets plus the headers of L2TP, UDP and IP exceed the MTU of a link. Every large packet becomes two: the load
    doubles, one lost fragment loses the whole, and many firewalls drop the second fragment.
    What to do:
    Lower the MRU and MTU of the PPP interface to 1400 or less on both sides, or clamp the TCP MSS to 1360.
    Harmless when:
    All fragments arrive and the load does not matter: this is then info.
    Look-alikes:
    - fragment-loss: some fragments never arrive
    - mtu-blackhole: large packets vanish instead of being fragmented
    Reference: RFC 2661 8.1; RFC 791 3.2
    """
    rebuilt = conversation.fragments.rebuilt
    totals = datagrams(conversation) if rebuilt else {}
    for pair, fragmented in rebuilt.items():
        if fragmented > SHARE * totals.get(pair, 0):
            yield _finding(conversation, pair, fragmented, totals.get(pair, 0))


def _finding(conversation: Conversation, pair: Pair, fragmented: int, total: int) -> Finding:
    of_all = f" of {total}" if total >= fragmented else ""
    return finding(
        mtu_outer_fragmentation,
        Severity.DEGRADED if is_lossy(conversation.fragments, pair) else Severity.INFO,
        Confidence.DEDUCED,
        f"{fragmented}{of_all} L2TP datagrams from {pair[0]} to {pair[1]} travelled in fragments",
        [Evidence(ref, "a fragment") for ref in conversation.fragments.examples.get(pair, [])[:4]],
        occurrences=fragmented,
    )
