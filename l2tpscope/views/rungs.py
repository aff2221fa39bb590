"""Rungs of a ladder: control messages with their repeats folded, and all other frames sorted in among them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Delivery, Session, Transmission, Tunnel
from l2tpscope.views.describe import describe, label, numbers
from l2tpscope.views.foreign_rungs import icmp_rungs, ppp_rungs
from l2tpscope.views.margin import Margin, Numbered
from l2tpscope.views.rows import Rung


def rungs(tunnel: Tunnel, session: Session | None, findings: Numbered) -> list[Rung]:
    """All rungs of a tunnel, or of one session with what acknowledges it, in the order of the capture."""
    margin = Margin(tunnel, findings)
    found = [*_control(tunnel, session, margin), *ppp_rungs(tunnel, session, margin)]
    if session is None:
        found += icmp_rungs(tunnel, margin)
    return sorted(found, key=lambda rung: (rung.time_ns, rung.ref))


def _control(tunnel: Tunnel, session: Session | None, margin: Margin) -> Iterator[Rung]:
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


def _rung(run: list[Transmission], margin: Margin) -> Rung:
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


def _marks(transmission: Transmission, margin: Margin) -> Iterator[str]:
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
