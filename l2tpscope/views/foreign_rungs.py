"""Rows that are no control messages: PPP control frames inside the sessions, and ICMP errors about the tunnel."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame, Session, Side, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.views.clock import counted
from l2tpscope.views.describe import icmp_label
from l2tpscope.views.details import shortened
from l2tpscope.views.margin import Margin
from l2tpscope.views.ppp import is_request, ppp_label, ppp_marks, ppp_text, unanswered_requests
from l2tpscope.views.rows import ECHO, Again, Calm, Rung

COPY_NS = 2_000_000
"""The same octets as soon as that are a copy that the network or the capture made, and nothing sent again."""
COPIES_TOLD = 4


def copies_text(copies: list[FrameRef]) -> str:
    """As in "captured again in frame 6", "captured again in frames 6, 8 and 3 more"."""
    told = ", ".join(str(ref.frame) for ref in copies[:COPIES_TOLD])
    more = f" and {len(copies) - COPIES_TOLD} more" if len(copies) > COPIES_TOLD else ""
    return f"captured again in frame{'s' if len(copies) > 1 else ''} {told}{more}"


def ppp_rungs(tunnel: Tunnel, session: Session | None, margin: Margin) -> Iterator[Rung]:
    """PPP control frames of all sessions, or of one; the same frame again and again is one rung."""
    for one in tunnel.sessions:
        if session is None or one is session:
            asked, unanswered = _asked_before(one.ppp), unanswered_requests(one.ppp) if margin.has_both else set()
            for run in _ppp_runs(one.ppp):
                yield _ppp_rung(run, one, margin, asked, is_unanswered=run[-1].ref in unanswered)


def echo_rows(tunnel: Tunnel, session: Session | None) -> Iterator[Calm]:
    """LCP echoes that were only counted: a row for each run, its requests and replies."""
    for one in tunnel.sessions:
        if session is None or one is session:
            for run in one.echo_runs:
                yield Calm(run.request.time_ns, run.last_ns, ((ECHO, 2 * run.count),), None)


def _ppp_runs(frames: list[PppFrame]) -> list[list[PppFrame]]:
    """Frames that repeat the one before them from the same sender, octet by octet, are one run."""
    runs: list[list[PppFrame]] = []
    for frame in frames:
        before = runs[-1][-1] if runs else None
        if before is not None and _same(before) == _same(frame):
            runs[-1].append(frame)
        else:
            runs.append([frame])
    return runs


def _same(frame: PppFrame) -> tuple[Side, int, bytes]:
    return frame.sender, frame.protocol, frame.octets


def _asked_before(frames: list[PppFrame]) -> dict[FrameRef, PppFrame]:
    """The frame that each repeated request repeats; replies and echoes may be alike and no repeats."""
    asked: dict[tuple[Side, int, bytes], PppFrame] = {}
    repeats = {}
    for frame in frames:
        if is_request(frame):
            before = asked.get(_same(frame))
            if before is not None:
                repeats[frame.ref] = before
            asked[_same(frame)] = frame
    return repeats


def _ppp_rung(
    run: list[PppFrame], session: Session, margin: Margin, asked: dict[FrameRef, PppFrame], *, is_unanswered: bool
) -> Rung:
    first = run[0]
    sent, copies = [first], list[PppFrame]()
    for before, after in pairwise(run):
        (sent if after.time_ns - before.time_ns > COPY_NS else copies).append(after)
    found = {number for one in run for number in margin.findings.get(one.ref, ())}
    again = [Again(one.ref, one.time_ns, one.time_ns - asked[one.ref].time_ns) for one in sent if one.ref in asked]
    return Rung(
        ref=first.ref,
        time_ns=first.time_ns,
        last_ns=run[-1].time_ns,
        sender=first.sender,
        kind="ppp",
        label=ppp_label(first),
        content=first,
        numbers=f"id={first.identifier}",
        session=session.index,
        concerns=(session.index,),
        text="" if first.ref in asked else shortened(ppp_text(first)),
        unanswered=is_unanswered,
        again=tuple(again),
        count=len(sent),
        marks=(*ppp_marks(first), *([copies_text([one.ref for one in copies])] if copies else ())),
        states=tuple(entered for one in run for entered in margin.states.get(one.ref, ())),
        findings=tuple(sorted(found)),
    )


def icmp_rungs(tunnel: Tunnel, margin: Margin) -> Iterator[Rung]:
    """ICMP errors that quote this tunnel, drawn towards the side whose datagram they quote."""
    for run in _icmp_runs(tunnel):
        yield _icmp(run, tunnel, margin)


def _icmp_runs(tunnel: Tunnel) -> Iterator[list[IcmpError]]:
    """Errors of one kind from one source, as long as no new message comes between."""
    new = sorted(one.time_ns for one in tunnel.transmissions if one.is_first and not one.message.is_zlb)
    runs: dict[object, list[IcmpError]] = {}
    for error in tunnel.quotes:
        key = icmp_label(error), error.source, error.next_hop_mtu, bisect_right(new, error.time_ns)
        runs.setdefault(key, []).append(error)
    yield from runs.values()


def _icmp(run: list[IcmpError], tunnel: Tunnel, margin: Margin) -> Rung:
    error = run[0]
    known = {address.address for address in tunnel.initiator.addresses}
    target = Side.INITIATOR if error.quoted.source in known else Side.RECIPIENT
    cut = f", next hop takes {counted(error.next_hop_mtu, 'octet')}" if error.next_hop_mtu else ""
    return Rung(
        ref=error.ref,
        time_ns=error.time_ns,
        last_ns=run[-1].time_ns,
        sender=target.other,
        kind="icmp",
        label=icmp_label(error),
        content=error,
        text=f"from {error.source}{cut}",
        again=tuple(Again(after.ref, after.time_ns, after.time_ns - before.time_ns) for before, after in pairwise(run)),
        count=len(run),
        findings=tuple(sorted({number for one in run for number in margin.findings.get(one.ref, ())})),
    )
