"""Forgetting: tunnels of which nothing was heard for long leave the memory, and stay counted."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.listener import Listener
from l2tpscope.conversation.model import Conversation, Session, Tunnel
from l2tpscope.scan.flow import FlowKey, FlowRow
from l2tpscope.scan.merging import merged

MOST_TUNNELS = 20_000
"""More are not begun, so that SCCRQs from forged addresses do not fill the memory."""
MOST_MESSAGES = 200_000
"""Control messages and PPP control frames; beyond that, who was silent longest goes before its time,"""
LEAST_KEPT_NS = 64_000_000_000
"""but nobody who was heard within the longest time that a peer waits."""
MOST_FLOWS, MOST_MARKS = 200_000, 400_000
"""Flows, and IDs that were assigned or named, in the tables of the scan."""
MOST_ORPHANS = 1_000
"""Flows of unknown sessions, of one tunnel."""
MOST_OF_A_TUNNEL = 40_000
"""Control messages of one tunnel; beyond that the older half goes, and it is as if the capture began after them."""
LEAST_OF_A_TUNNEL = 16
"""If all are too many, the older half goes of whoever has most, down to these."""
MOST_OF_A_SESSION, LEAST_OF_A_SESSION = 1_000, 32
"""PPP control frames of one call; beyond that the middle half goes, and more where all are too many, down to these."""
MOST_CALLS = 100_000
"""Calls whose set-up is not in memory; who was silent longest goes."""
MOST_LOOSE = 10_000
"""PPP control frames of unknown calls, ICMP errors, defects: of each the latest."""
MOST_ADDRESSES = 16
"""Flows of one side of a session that are told apart."""


@dataclass(slots=True)
class Forgotten:
    """What is no longer in memory: whole tunnels, their calls, how many of these had failed; messages of others."""

    tunnels: int = 0
    calls: int = 0
    failed: int = 0
    messages: int = 0

    def add(self, more: "Forgotten") -> None:
        """Count what goes now to what has gone before."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(more, one.name))

    def sentence(self) -> str | None:
        """What the verdict does not speak of."""
        if not self.tunnels and not self.messages:
            return None
        older = f", and {self.messages:,} older messages of others" if self.messages else ""
        return (
            f"{self.tunnels:,} tunnels with {self.calls:,} attempts ({self.failed:,} failed) that had long been silent"
            f"{older} are no longer in memory: the events told of them, the verdict does not"
        )


@dataclass(slots=True)
class Parting:
    """What is to be forgotten after a look.

    since_ns    who was not heard since then goes
    frames      of control messages and PPP that are to be let go
    forgotten   what it amounts to
    talking     the sessions that stay, tunnel by tunnel, each with the flows of unknown sessions of its tunnel
    strays      flows of unknown tunnels that stay
    """

    since_ns: int
    frames: set[FrameRef]
    forgotten: Forgotten
    talking: list[tuple[list[Session], list[FlowRow]]]
    strays: list[FlowRow]

    def rows(self) -> Iterator[FlowRow]:
        """What was counted of the flows of those that stay, one row for each flow of a session; takes long."""
        for sessions, orphans in self.talking:
            for session in sessions:
                yield from _of_session(session)
            yield from orphans
        yield from self.strays


def is_urgent(conversation: Conversation, listener: Listener) -> bool:
    """True if there is more in memory than may be."""
    messages = sum(map(_messages, conversation.tunnels))
    most = max((len(tunnel.transmissions) for tunnel in conversation.tunnels), default=0)
    talking = (session for tunnel in conversation.tunnels for session in tunnel.talking)
    longest = max((len(session.ppp) for session in talking), default=0)
    is_full = most > MOST_OF_A_TUNNEL or longest > MOST_OF_A_SESSION or messages > MOST_MESSAGES
    return is_full or _loose(conversation, listener) > MOST_LOOSE or listener.asides > 2 * MOST_LOOSE


def _loose(conversation: Conversation, listener: Listener) -> int:
    """PPP control frames of calls that are not known."""
    known = sum(len(session.ppp) for tunnel in conversation.tunnels for session in tunnel.talking)
    return listener.ppp_count - known


def parting(conversation: Conversation, listener: Listener, keep_ns: int) -> Parting:
    """Who was silent for `keep_ns`, or for less where there is more in memory than may be."""
    since_ns = conversation.last_ns - keep_ns
    gone = _silent(conversation, keep_ns)
    frames = {frame for tunnel in gone for frame in _frames(tunnel)}
    calls = [attempt for tunnel in gone for attempt in tunnel.attempts]
    forgotten = Forgotten(len(gone), len(calls), sum(call.failed for call in calls))
    strays = [row for row in conversation.strays if row.last_ns >= since_ns][-MOST_TUNNELS:]
    left = Parting(since_ns, frames, forgotten, [], strays)
    stay = [tunnel for tunnel in conversation.tunnels if tunnel not in gone]
    most, without = _most_of_a_tunnel(stay), _without_beginning(stay)
    for tunnel in stay:
        _stays(tunnel, left, most, without)
    surplus = _surplus(stay, without)
    if _loose(conversation, listener) > MOST_LOOSE:
        known = {frame.ref for tunnel in conversation.tunnels for session in tunnel.talking for frame in session.ppp}
        surplus += [ref for ref in listener.ppp_refs() if ref not in known][: -MOST_LOOSE // 2]
    left.frames.update(surplus)
    left.forgotten.messages += len(surplus)
    return left


def _most_of_a_tunnel(tunnels: list[Tunnel]) -> int:
    """How many messages a tunnel may have, so that there are not too many in all."""
    sizes, most = [len(tunnel.transmissions) for tunnel in tunnels], MOST_OF_A_TUNNEL
    while most > LEAST_OF_A_TUNNEL and sum(size if size <= most else most // 2 for size in sizes) > MOST_MESSAGES:
        most //= 2
    return most


def _without_beginning(tunnels: list[Tunnel]) -> set[Session]:
    """Calls whose set-up is not in memory, and that were silent longest, where there is too much of PPP in all calls.

    Without its PPP a call that began in the capture would look like one that failed.
    """
    talking = [session for tunnel in tunnels for session in tunnel.talking]
    total = sum(min(len(session.ppp), LEAST_OF_A_SESSION) for session in talking)
    silent = sorted((session for session in talking if not session.transmissions), key=_last_heard)
    gone: set[Session] = set()
    for session in silent:
        if total <= MOST_MESSAGES and len(silent) - len(gone) <= MOST_CALLS:
            break
        total -= min(len(session.ppp), LEAST_OF_A_SESSION)
        gone.add(session)
    return gone


def _last_heard(session: Session) -> int:
    return max(count.last_ns or 0 for count in session.sent.values())


def _surplus(tunnels: list[Tunnel], without: set[Session]) -> list[FrameRef]:
    """PPP control frames from the middle of long calls: what was agreed upon stands at the beginning of a call."""
    calls = [session.ppp for tunnel in tunnels for session in tunnel.talking if session not in without]
    total, most = sum(map(len, calls)), MOST_OF_A_SESSION
    while True:
        middles = [ppp[most // 4 : -most // 4] for ppp in calls if len(ppp) > most]
        if most <= LEAST_OF_A_SESSION or total - sum(map(len, middles)) <= MOST_MESSAGES:
            return [frame.ref for middle in middles for frame in middle]
        most //= 2


def _silent(conversation: Conversation, keep_ns: int) -> set[Tunnel]:
    """Tunnels that go. Where they are too many, those that are not up go sooner, and so do those of data alone."""
    total, known = sum(map(_messages, conversation.tunnels)), len(conversation.tunnels)
    short_ns = keep_ns
    while True:
        since_ns, lately_ns = conversation.last_ns - keep_ns, conversation.last_ns - short_ns
        gone = {one for one in conversation.tunnels if one.last_ns < (since_ns if _is_up(one) else lately_ns)}
        fits = total - sum(map(_messages, gone)) <= MOST_MESSAGES and known - len(gone) < MOST_TUNNELS
        if fits or short_ns <= LEAST_KEPT_NS:
            break
        short_ns //= 2
    silent = sorted((one for one in conversation.tunnels if not one.transmissions), key=lambda one: one.last_ns)
    gone.update(silent[:-MOST_TUNNELS])
    return gone


def _is_up(tunnel: Tunnel) -> bool:
    return bool(tunnel.transmissions) and tunnel.state == "established"


def _stays(tunnel: Tunnel, left: Parting, most: int, without: set[Session]) -> None:
    """Who is talking in one that stays; of its messages the older half goes, if there are many."""
    since_ns = None
    if len(tunnel.transmissions) > most:
        older = tunnel.transmissions[: -most // 2]
        since_ns = older[-1].time_ns
        left.frames.update(one.ref for one in older)
        left.forgotten.messages += len(older)
    talking = []
    for session in tunnel.talking:
        is_over = since_ns is not None and session.end is not None and session.end.time_ns <= since_ns
        if is_over or session in without:
            left.frames.update(_of_ppp(session))
        else:
            talking.append(session)
    orphans = [row for row in tunnel.orphans if row.last_ns >= left.since_ns][-MOST_ORPHANS:]
    left.talking.append((talking, orphans))


def _messages(tunnel: Tunnel) -> int:
    return len(tunnel.transmissions) + sum(len(session.ppp) for session in tunnel.talking)


def _frames(tunnel: Tunnel) -> Iterator[FrameRef]:
    for transmission in tunnel.transmissions:
        yield transmission.ref
    for session in tunnel.talking:
        yield from _of_ppp(session)


def _of_ppp(session: Session) -> Iterator[FrameRef]:
    for frame in session.ppp:
        yield frame.ref
    for run in session.echo_runs:
        yield run.request.ref


def _of_session(session: Session) -> Iterator[FlowRow]:
    for counted in session.sent.values():
        flows: dict[FlowKey, list[FlowRow]] = {}
        for row in counted.rows:
            flows.setdefault(row.key, []).append(row._replace(bins=dict(row.bins)))
        apart = [sorted(rows, key=_first_frame) for rows in flows.values()]
        yield from map(merged, apart[:MOST_ADDRESSES])
        others = sorted((row for rows in apart[MOST_ADDRESSES:] for row in rows), key=_first_frame)
        if others:
            yield merged(others)


def _first_frame(row: FlowRow) -> int:
    return row.first_frame
