"""How many L2TP datagrams went from one address to another, and whether their fragments came whole."""

from collections import Counter
from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.packet.datagram import FragmentCounts
from l2tpscope.scan.flow import FlowRow

# The first or last datagram of a capture may be cut by its edges, in either direction.
AT_THE_EDGES = 2
# One in a hundred: less is the ordinary loss of the path.
SHARE = 0.01

Pair = tuple[str, str]


def is_lossy(fragments: FragmentCounts, pair: Pair) -> bool:
    """True if more fragmented datagrams came incomplete than ordinary loss and the edges of a capture explain."""
    holes = len(fragments.broken.get(pair, ()))
    return holes > AT_THE_EDGES and holes >= SHARE * (holes + fragments.rebuilt.get(pair, 0))


def datagrams(conversation: Conversation) -> Counter[Pair]:
    """Control frames and data messages from one address to another, for each pair of them."""
    counts: Counter[Pair] = Counter()
    for tunnel in conversation.tunnels:
        counts.update((t.datagram.source, t.datagram.destination) for t in tunnel.transmissions)
    for row in _rows(conversation):
        counts[row.key.source, row.key.destination] += row.packets
    return counts


def _rows(conversation: Conversation) -> Iterator[FlowRow]:
    for tunnel in conversation.tunnels:
        for session in tunnel.sessions:
            for count in session.sent.values():
                yield from count.rows
        yield from tunnel.orphans
    yield from conversation.strays
