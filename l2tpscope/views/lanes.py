"""Lanes of a timeline: the states of a control connection or a session as bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from l2tpscope.conversation.model import Delivery, Session, Side, Tunnel


class Phase(StrEnum):
    """What a bar shows: being set up, established, or waiting for an acknowledgment that never came."""

    SETTING_UP = "setting up"
    ESTABLISHED = "established"
    WAITING = "no answer"
    BEFORE = "begun before the capture"


@dataclass(frozen=True, slots=True)
class Bar:
    """One state for a time."""

    begin_ns: int
    end_ns: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class Lane:
    """A named row of bars; `ending`: how it ended, "" while it lives; `failed`: it, or a call in it, failed."""

    name: str
    bars: tuple[Bar, ...]
    ending: str = ""
    failed: bool = False


def tunnel_lane(tunnel: Tunnel, *, failed: bool) -> Lane:
    """The bars of a tunnel among others, with its name."""
    lane = control_lane(tunnel, tunnel.last_ns)
    return Lane(f"{tunnel.index}  {tunnel.name}", lane.bars, lane.ending, failed)


def control_lane(tunnel: Tunnel, end_ns: int) -> Lane:
    """The bars of the control connection; `end_ns` is where it ends if nobody ended it."""
    stop = tunnel.end.time_ns if tunnel.end else end_ns
    bars = [*_life(tunnel.first_ns, tunnel.established_ns, stop, seen=tunnel.beginning_seen)]
    waiting = [*_waiting(tunnel.deliveries, stop)]
    ending = "" if tunnel.end is None else (tunnel.end.message or "died")
    return Lane("control", (*bars, *waiting), ending, tunnel.state == "dead")


def session_lane(session: Session, end_ns: int, *, failed: bool) -> Lane:
    """The bars of a session."""
    begin = session.opened_ns or _first_seen(session)
    stop = session.end.time_ns if session.end else end_ns
    bars = [*_life(begin, session.established_ns, stop, seen=session.beginning_seen)] if begin is not None else []
    ending = "" if session.end is None else (session.end.message or "died")
    return Lane(f"session {session.index}", tuple(bars), ending, failed)


def _first_seen(session: Session) -> int | None:
    times = [count.first_ns for count in session.sent.values() if count.first_ns is not None]
    times += [transmission.time_ns for transmission in session.transmissions[:1]]
    return min(times, default=None)


def _life(begin: int, established: int | None, end: int, *, seen: bool) -> Iterator[Bar]:
    if established is None:
        yield Bar(begin, max(begin, end), Phase.SETTING_UP if seen else Phase.BEFORE)
        return
    if established > begin:
        yield Bar(begin, established, Phase.SETTING_UP if seen else Phase.BEFORE)
    yield Bar(established, max(established, end), Phase.ESTABLISHED)


def _waiting(deliveries: dict[Side, list[Delivery]], stop: int) -> Iterator[Bar]:
    for side in Side:
        unanswered = [one for one in deliveries[side] if one.acknowledged_by is None and one.retransmissions]
        if unanswered:
            begin = min(one.first.time_ns for one in unanswered)
            yield Bar(begin, max(stop, *(one.last.time_ns for one in unanswered)), Phase.WAITING)
