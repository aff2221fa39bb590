"""How many L2TP datagrams went from one address to another, and whether their fragments came whole."""

from l2tpscope.conversation.model import Conversation
from l2tpscope.packet.datagram import FragmentCounts

# The first or last datagram of a capture may be cut by its edges, in either direction.
AT_THE_EDGES = 2
# One in a hundred: less is the ordinary loss of the path.
SHARE = 0.01

Pair = tuple[str, str]


def is_lossy(fragments: FragmentCounts, pair: Pair) -> bool:
    """True if more fragmented datagrams came incomplete than ordinary loss and the edges of a capture explain."""
    holes = len(fragments.broken.get(pair, ()))
    return holes > AT_THE_EDGES and holes >= SHARE * (holes + fragments.rebuilt.get(pair, 0))


def datagrams_between(conversation: Conversation, pair: Pair) -> int:
    """Control frames and data messages from the first address of the pair to the second."""
    control = sum(
        1
        for tunnel in conversation.tunnels
        for t in tunnel.transmissions
        if (t.datagram.source, t.datagram.destination) == pair
    )
    rows = [row for tunnel in conversation.tunnels for row in tunnel.orphans]
    rows += [
        row
        for tunnel in conversation.tunnels
        for session in tunnel.sessions
        for count in session.sent.values()
        for row in count.rows
    ]
    return control + sum(
        row.packets for row in rows + conversation.strays if (row.key.source, row.key.destination) == pair
    )
