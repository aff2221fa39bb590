"""What is asked for again and again at the end of what was captured, and how long until its sender gives up."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.attempts import PPP_GIVE_UP_NS
from l2tpscope.conversation.model import Conversation, PppFrame, Session, Tunnel
from l2tpscope.live.events import PENDING
from l2tpscope.rules.evidence import GIVE_UP_CONTROL_NS, message_called
from l2tpscope.rules.pending_at_end import asking_again
from l2tpscope.views.clock import SECOND, duration
from l2tpscope.views.ends import end_name
from l2tpscope.views.foreign_rungs import COPY_NS
from l2tpscope.views.ppp import is_request, ppp_label, unanswered_requests

LATELY = 64
"""Frames of PPP in a session, the latest, among which a request in vain is looked for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that was sent more than once and has no answer yet.

    ref      its first transmission
    left_ns  until its sender gives up, by the schedule of RFC 2661 5.8 or RFC 1661 4.6: its own is not known
    text     who asks whom for what, how often so far
    """

    tunnel: Tunnel
    session: Session | None
    ref: FrameRef
    left_ns: int
    text: str

    @property
    def left(self) -> str:
        """As in "12 s left"."""
        return f"{duration(self.left_ns // SECOND * SECOND)} left"


def waiting(analysis: Analysis) -> list[Waiting]:
    """Who waits, the least time left first; of tunnels that pending-at-end speaks of, so that both agree."""
    conversation = analysis.conversation
    named = {one.tunnel for one in analysis.findings if one.rule == PENDING and one.tunnel is not None}
    found = [one for index in sorted(named) for one in _of_tunnel(conversation, conversation.tunnels[index - 1])]
    return sorted(found, key=lambda one: (one.left_ns, one.ref))


def _of_tunnel(conversation: Conversation, tunnel: Tunnel) -> Iterator[Waiting]:
    for asked in asking_again(conversation, tunnel) if tunnel.end is None else ():
        first = asked.first
        left_ns = first.time_ns + GIVE_UP_CONTROL_NS - conversation.last_ns
        peer = end_name(tunnel, asked.sender.other)
        told = f"{message_called(asked)} to {peer} unacknowledged, sent {len(asked.transmissions)} times"
        yield Waiting(tunnel, first.session, first.ref, left_ns, told)
    for session in tunnel.sessions:
        if session.end is None and session.attempt is not None and session.attempt.ended == "pending":
            yield from _of_ppp(conversation, session)


def _of_ppp(conversation: Conversation, session: Session) -> Iterator[Waiting]:
    """The last request of PPP in this session, if it was repeated in vain."""
    lately = session.ppp[-LATELY:]
    unanswered = unanswered_requests(lately)
    asked = [frame for frame in lately if frame.ref in unanswered and is_request(frame)]
    sent = _without_copies([frame for frame in asked if _kind(frame) == _kind(asked[-1])])
    left_ns = sent[0].time_ns + PPP_GIVE_UP_NS - conversation.last_ns if sent else 0
    if len(sent) > 1 and left_ns > 0:
        peer = end_name(session.tunnel, sent[0].sender.other)
        told = f"{ppp_label(sent[0])} to {peer} unanswered, sent {len(sent)} times"
        yield Waiting(session.tunnel, session, sent[0].ref, left_ns, told)


def _without_copies(frames: list[PppFrame]) -> list[PppFrame]:
    return frames[:1] + [after for before, after in pairwise(frames) if after.time_ns - before.time_ns >= COPY_NS]


def _kind(frame: PppFrame) -> tuple[object, ...]:
    return frame.sender, frame.protocol, frame.code
