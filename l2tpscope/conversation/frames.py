"""Frames: which frames of the captures make up a tunnel: its messages, its PPP, and what else speaks of it."""

from collections.abc import Iterator

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Conversation, Session, Tunnel


def frames_of(conversation: Conversation, tunnel: Tunnel) -> set[FrameRef]:
    """Every control message with all its copies, PPP control frames, the fragments of both, and ICMP errors about it.

    Of echoes that were counted instead of kept the first are named. What data messages carry is not among them, but
    where a datagram between the two sides was not whole, the fragments of it that were captured are.
    """
    frames = set(_of_messages(tunnel))
    for session in tunnel.talking:
        frames.update(_of_ppp(session))
    frames.update(error.ref for error in tunnel.quotes)
    addresses = {address.address for end in tunnel.ends.values() for address in end.addresses}
    addresses.update(sent.datagram.destination for sent in tunnel.transmissions[:1])
    for defect in conversation.defects:
        if defect.source in addresses and defect.destination in addresses:
            frames.update((defect.ref, *defect.frames))
    return frames


def _of_messages(tunnel: Tunnel) -> Iterator[FrameRef]:
    for sent in tunnel.transmissions:
        yield sent.ref
        yield from sent.datagram.fragments


def _of_ppp(session: Session) -> Iterator[FrameRef]:
    for frame in session.ppp:
        yield frame.ref
        yield from frame.fragments
    for run in session.echo_runs:
        yield from (run.request.ref, run.reply.ref)
