"""Control messages of a ladder with their repeats folded, and all other messages sorted in among them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from l2tpscope.conversation.model import Delivery, Session, Transmission, Tunnel
from l2tpscope.views.describe import describe, label, numbers
from l2tpscope.views.details import shortened
from l2tpscope.views.foreign_rungs import copies_text, icmp_rungs, ppp_rungs
from l2tpscope.views.margin import Margin
from l2tpscope.views.rows import Again, Rung
from l2tpscope.wire.messages import message_name


def rungs(tunnel: Tunnel, session: Session | None, margin: Margin) -> list[Rung]:
    """All rungs of a tunnel, or of one session with what acknowledges and what ends it, in the order of the capture."""
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
    last = session.end.transmission if session.end is not None else None  # maybe the StopCCN, which is of no session
    ending = last.delivery if last is not None else None
    deliveries = [*session.deliveries(), *([ending] if ending is not None else [])]
    wanted = {one.acknowledged_by.ref for one in deliveries if one.acknowledged_by is not None}
    wanted |= {one.ref for one in ending.transmissions} if ending is not None else set()
    return [one for one in unique if one.session is session or one.ref in wanted]


def _runs(transmissions: Iterable[Transmission]) -> list[list[Transmission]]:
    """Transmissions by message: the retransmissions of one stand with its first, whatever came in between.

    A ZLB that repeats the one before it (same sender, same Nr) joins it until a new message is sent.
    """
    runs: list[list[Transmission]] = []
    messages: dict[int, list[Transmission]] = {}
    acknowledgments: dict[object, list[Transmission]] = {}
    for transmission in transmissions:
        if transmission.message.is_zlb:
            run = acknowledgments.setdefault((transmission.sender, transmission.message.nr), [])
        else:
            run = messages.setdefault(id(transmission.retransmission_of or transmission), [])
            if not run:
                acknowledgments.clear()
        if not run:
            runs.append(run)
        run.append(transmission)
    return runs


def _rung(run: list[Transmission], margin: Margin) -> Rung:
    first = run[0]
    message, delivery = first.message, first.delivery
    acknowledged = [delivery for one in run for delivery in margin.acknowledges.get(one.ref, ())]
    return Rung(
        ref=first.ref,
        time_ns=first.time_ns,
        last_ns=run[-1].time_ns,
        sender=first.sender,
        kind="zlb" if message.is_zlb else "control",
        label=label(first),
        content=message,
        numbers=numbers(message),
        session=first.session.index if first.session else None,
        text=shortened(describe(message)),
        concerns=_concerned(first, acknowledged),
        acknowledges=tuple(message_name(one.type) for one in acknowledged),
        unanswered=margin.has_both and delivery is not None and delivery.acknowledged_by is None,
        late=delivery is not None and delivery.out_of_order,
        again=tuple(Again(after.ref, after.time_ns, after.time_ns - before.time_ns) for before, after in pairwise(run)),
        count=len(run),
        marks=_counted_once(mark for one in run for mark in _marks(one, margin)),
        states=tuple(entered for one in run for entered in margin.states.get(one.ref, ())),
        findings=tuple(sorted({number for one in run for number in margin.findings.get(one.ref, ())})),
    )


def _concerned(first: Transmission, acknowledged: list[Delivery]) -> tuple[str, ...] | None:
    if first.session is not None or not first.message.is_zlb:
        return (first.session.index,) if first.session is not None else None
    sessions = [delivery.first.session for delivery in acknowledged]
    if None in sessions:
        return None
    return tuple(dict.fromkeys(session.index for session in sessions if session is not None))


def _counted_once(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{mark} ({count} times)" if count > 1 else mark for mark, count in Counter(marks).items())


def _marks(transmission: Transmission, margin: Margin) -> Iterator[str]:
    message, delivery = transmission.message, transmission.delivery
    for defect in message.defects:
        yield shortened(f"octet {defect.offset}: {defect.text} (RFC {defect.rfc.removeprefix('RFC ')})")
    yield from transmission.irregularities
    copies = margin.copies.get(transmission.ref)
    if copies:
        yield copies_text(copies)
    if delivery is not None and transmission is delivery.first and delivery.out_of_order:
        yield "late: a message with a later Ns came first"
    if delivery is not None and transmission in delivery.spurious:
        yield "sent again although its acknowledgment is in the capture already"
