"""The rule cap-truncated."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding


def cap_truncated(conversation: Conversation) -> Iterator[Finding]:
    """Frames were cut by the snap length of the capture.

    What it means:
    The capturing program kept only the first octets of each frame. What lies behind them is unknown, so nothing is
    called malformed or absent because of it.
    What to do:
    Capture again with the whole frames: `tcpdump -s 0`.
    Harmless when:
    Only data messages were cut: their headers are enough to count them.
    Look-alikes:
    - a capture file that ends in the middle of a frame, of which the program warns
    Reference: pcap, field snaplen
    """
    cut = [t for tunnel in conversation.tunnels for t in tunnel.unusual if t.datagram.cut]
    frames = sum(facts.snapped_frames for facts in conversation.captures)
    if not frames and not cut:
        return
    control = f", {len(cut)} of them control messages" if cut else ", none of them a control message"
    yield finding(
        cap_truncated,
        Severity.INFO,
        Confidence.DEDUCED,
        f"The capture cut {max(frames, len(cut))} frames short{control}",
        [shown(t, f"{t.datagram.cut} octets are missing") for t in cut[:4]],
        occurrences=max(frames, len(cut)),
    )
