"""Whether copies of datagrams come from the network or from a capture that sees everything twice."""

from l2tpscope.conversation.model import SIDES, Conversation, Side, Transmission, Tunnel

# A capture on several interfaces doubles (nearly) everything; a network that delivers two datagrams in five twice is
# rarer than such a capture.
SHARE_OF_CAPTURE = 0.4
# Below this many datagrams of a tunnel a share means nothing.
FEW = 4


def copies(conversation: Conversation) -> list[Transmission]:
    """Every control frame that repeats a datagram captured before."""
    return [t for tunnel in conversation.tunnels for t in tunnel.duplicates]


def captured_twice(conversation: Conversation, tunnel: Tunnel) -> bool:
    """True where the capture, not the network, made the copies of this tunnel's datagrams."""
    return _moved_on(tunnel) or _share(tunnel) >= SHARE_OF_CAPTURE or _of_all(conversation) >= SHARE_OF_CAPTURE


def _moved_on(tunnel: Tunnel) -> bool:
    """A copy with another TTL passed a router between the two points where it was captured."""
    pairs = [(t, t.duplicate_of) for t in tunnel.duplicates if t.duplicate_of is not None]
    return any(copy.datagram.ttl != original.datagram.ttl for copy, original in pairs)


def _share(tunnel: Tunnel) -> float:
    """The smaller of the two sides' shares of doubled datagrams; 0 where there are too few of them to say."""
    shares = [_share_of(tunnel, side) for side in SIDES]
    known = [share for share in shares if share is not None]
    return min(known) if known else 0.0


def _share_of(tunnel: Tunnel, side: Side) -> float | None:
    sent = [t for t in tunnel.transmissions if t.sender is side]
    repeated = sum(1 for t in sent if t.duplicate_of is not None)
    once = len(sent) - repeated
    return repeated / once if once >= FEW else None


def doubled_frames(conversation: Conversation) -> int:
    """How many frames the captures hold a second time, where that is the way they were captured; else 0."""
    return _repeated(conversation) if _of_all(conversation) >= SHARE_OF_CAPTURE else 0


def _of_all(conversation: Conversation) -> float:
    frames, repeated = sum(facts.frames for facts in conversation.captures), _repeated(conversation)
    return repeated / (frames - repeated) if frames > repeated else 0.0


def _repeated(conversation: Conversation) -> int:
    return sum(facts.duplicated_frames for facts in conversation.captures)
