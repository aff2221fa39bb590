"""Rungs of a ladder: control messages with their repeats folded, PPP control frames, ICMP errors."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Delivery, PppFrame, Session, Side, Transmission, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.rules.finding import Finding
from l2tpscope.views.clock import counted
from l2tpscope.views.describe import describe, icmp_label, label, numbers
from l2tpscope.views.ppp import is_request, ppp_label, ppp_text
from l2tpscope.views.rows import Rung
from l2tpscope.wire.messages import message_name

Numbered = Iterable[tuple[int, Finding]]


class _Margin:
    """What the findings, states, acknowledgments and holes of a tunnel say about single frames."""

    def __init__(self, tunnel: Tunnel, findings: Numbered) -> None:
        self.findings: dict[FrameRef, list[int]] = {}
        for number, finding in findings:
            for evidence in finding.evidence:
                self.findings.setdefault(evidence.ref, []).append(number)
        self.states: dict[FrameRef, list[tuple[Side, str]]] = {}
        for change in tunnel.changes:
            shown = f"{change.session} {change.new}" if change.session else change.new
            self.states.setdefault(change.ref, []).append((change.side, shown))
        self.acknowledges: dict[FrameRef, list[str]] = {}
        for delivery in (one for deliveries in tunnel.deliveries.values() for one in deliveries):
            if delivery.acknowledged_by is not None:
                name = message_name(delivery.type)
                self.acknowledges.setdefault(delivery.acknowledged_by.ref, []).append(name)
        self.copies: dict[FrameRef, list[FrameRef]] = {}
        for transmission in tunnel.transmissions:
            if transmission.duplicate_of is not None:
                self.copies.setdefault(transmission.duplicate_of.ref, []).append(transmission.ref)
        self.holes = {side: dict(_holes(missing)) for side, missing in tunnel.not_captured.items()}


def _holes(missing: list[int]) -> Iterator[tuple[int, list[int]]]:
    """(the Ns that follows, the missing ones before it) of each run of messages that were not captured."""
    run: list[int] = []
    for ns in missing:
        if run and ns != run[-1] + 1:
            yield (run[-1] + 1) % 65536, run
            run = []
        run = [*run, ns]
    if run:
        yield (run[-1] + 1) % 65536, run


def rungs(tunnel: Tunnel, session: Session | None, findings: Numbered) -> list[Rung]:
    """All rungs of a tunnel, or of one session with what acknowledges it, in the order of the capture."""
    margin = _Margin(tunnel, findings)
    found = [*_control(tunnel, session, margin), *_ppp(tunnel, session, margin)]
    if session is None:
        found += [_icmp(error, tunnel, margin) for error in tunnel.quotes]
    return sorted(found, key=lambda rung: (rung.time_ns, rung.ref))


def _control(tunnel: Tunnel, session: Session | None, margin: _Margin) -> Iterator[Rung]:
    for run in _runs(_wanted(tunnel, session)):
        yield _rung(run, margin)


def _wanted(tunnel: Tunnel, session: Session | None) -> list[Transmission]:
    unique = [transmission for transmission in tunnel.transmissions if transmission.duplicate_of is None]
    if session is None:
        return unique
    acknowledging = {delivery.acknowledged_by.ref for delivery in session.deliveries() if delivery.acknowledged_by}
    return [one for one in unique if one.session is session or one.ref in acknowledging]


def _runs(transmissions: Iterable[Transmission]) -> list[list[Transmission]]:
    """Transmissions grouped: retransmissions of one message without anything new in between are one run.

    A ZLB that repeats the one before it (same sender, same Nr) joins its run as well.
    """
    runs: list[list[Transmission]] = []
    open_runs: dict[object, list[Transmission]] = {}
    for transmission in transmissions:
        key = _run_key(transmission)
        if key in open_runs:
            open_runs[key].append(transmission)
            continue
        if transmission.is_first and not transmission.message.is_zlb:
            open_runs.clear()
            runs.append([transmission])
        else:
            open_runs[key] = [transmission]
            runs.append(open_runs[key])
    return runs


def _run_key(transmission: Transmission) -> object:
    if transmission.message.is_zlb:
        return transmission.sender, transmission.message.nr
    return "again" if transmission.is_first else id(transmission.retransmission_of)


def _rung(run: list[Transmission], margin: _Margin) -> Rung:
    first = run[0]
    message, delivery = first.message, first.delivery
    return Rung(
        ref=first.ref,
        time_ns=first.time_ns,
        last_ns=run[-1].time_ns,
        sender=first.sender,
        kind="zlb" if message.is_zlb else "control",
        label=label(first),
        numbers=numbers(message),
        session=first.session.index if first.session else None,
        text=describe(message) if first.is_first else "",
        acknowledges=tuple(name for one in run for name in margin.acknowledges.get(one.ref, ())),
        unanswered=delivery is not None and delivery.acknowledged_by is None,
        again=_again(run, delivery),
        count=len(run),
        marks=_counted_once(mark for one in run for mark in _marks(one, margin)),
        states=tuple(state for one in run for state in margin.states.get(one.ref, ())),
        findings=tuple(dict.fromkeys(number for one in run for number in margin.findings.get(one.ref, ()))),
    )


def _counted_once(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{mark} ({count} times)" if count > 1 else mark for mark, count in Counter(marks).items())


def _again(run: list[Transmission], delivery: Delivery | None) -> tuple[tuple[FrameRef, int], ...]:
    """Each frame of a run of repeats with the time since the transmission before it."""
    if run[0].is_first and len(run) == 1:
        return ()
    if delivery is None or run[0].is_first:
        return tuple((after.ref, after.time_ns - before.time_ns) for before, after in pairwise(run))
    times = {one.ref: one.time_ns for one in delivery.transmissions}
    before = dict(zip(list(times)[1:], times.values(), strict=False))
    return tuple((one.ref, one.time_ns - before.get(one.ref, one.time_ns)) for one in run)


def _marks(transmission: Transmission, margin: _Margin) -> Iterator[str]:
    message, delivery = transmission.message, transmission.delivery
    for defect in message.defects:
        yield f"octet {defect.offset}: {defect.text} (RFC {defect.rfc.removeprefix('RFC ')})"
    yield from transmission.irregularities
    copies = margin.copies.get(transmission.ref)
    if copies:
        yield f"captured {len(copies) + 1} times (frames {', '.join(str(ref.frame) for ref in copies[:4])})"
    if delivery is not None and transmission is delivery.first:
        if delivery.out_of_order:
            yield "late: a message with a later Ns came first"
        missing = margin.holes[transmission.sender].get(delivery.ns)
        if missing:
            yield _hole_text(missing)
    if delivery is not None and transmission in delivery.spurious:
        yield "sent again although its acknowledgment is in the capture already"


def _hole_text(missing: list[int]) -> str:
    span = f"Ns={missing[0]}" if len(missing) == 1 else f"Ns={missing[0]} to {missing[-1]}"
    return f"before it {span} {'was' if len(missing) == 1 else 'were'} not captured"


def _ppp(tunnel: Tunnel, session: Session | None, margin: _Margin) -> Iterator[Rung]:
    for one in tunnel.sessions:
        if session is None or one is session:
            asked = _asked_before(one.ppp)
            for run in _ppp_runs(one.ppp):
                yield _ppp_rung(run, one, margin, asked)


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


def _ppp_rung(run: list[PppFrame], session: Session, margin: _Margin, asked: dict[FrameRef, PppFrame]) -> Rung:
    first = run[0]
    found = [number for one in run for number in margin.findings.get(one.ref, ())]
    again = [(one.ref, one.time_ns - asked[one.ref].time_ns) for one in run if one.ref in asked]
    return Rung(
        ref=first.ref,
        time_ns=first.time_ns,
        last_ns=run[-1].time_ns,
        sender=first.sender,
        kind="ppp",
        label=ppp_label(first),
        numbers=f"id={first.identifier}",
        session=session.index,
        text="" if first.ref in asked else ppp_text(first),
        again=tuple(again),
        count=len(run),
        findings=tuple(dict.fromkeys(found)),
    )


def _icmp(error: IcmpError, tunnel: Tunnel, margin: _Margin) -> Rung:
    hit = {address.address for address in tunnel.initiator.addresses}
    target = Side.INITIATOR if error.quoted.source in hit else Side.RECIPIENT
    cut = f", next hop takes {counted(error.next_hop_mtu, 'octet')}" if error.next_hop_mtu else ""
    return Rung(
        ref=error.ref,
        time_ns=error.time_ns,
        last_ns=error.time_ns,
        sender=target.other,
        kind="icmp",
        label=icmp_label(error),
        text=f"from {error.source}{cut}",
        findings=tuple(margin.findings.get(error.ref, ())),
    )
