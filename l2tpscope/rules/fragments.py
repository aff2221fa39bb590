"""How many L2TP datagrams went from one address to another."""

from l2tpscope.conversation.model import Conversation

Pair = tuple[str, str]


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
