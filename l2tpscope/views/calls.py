"""The sessions of a tunnel: who called, how far each phase came, what was sent, how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from l2tpscope.conversation.link import Negotiation, PppLink
from l2tpscope.conversation.model import Session, Side, Tunnel
from l2tpscope.views.facts import amount, ending_words
from l2tpscope.views.subscriber import SessionLine, authentication_words, exchange_of, session_line
from l2tpscope.wire.ppp.numbers import LCP, protocol_name

CALLS_SHOWN, PHASES_SHOWN = 40, 12


class Reached(StrEnum):
    """How a phase stands: it succeeded, it failed, it was begun, or it was skipped."""

    DONE = "done"
    FAILED = "failed"
    BEGUN = "begun"
    SKIPPED = "skipped"


class Phase(NamedTuple):
    """One step of a call in the order of the standards: "call", "LCP", "CHAP-MD5", "IPCP"."""

    name: str
    reached: Reached


@dataclass(frozen=True, slots=True)
class Call:
    """One session. `sent`: what initiator and recipient sent, in words; `ending`: "" while it lives.

    line   who dialled in by PPP and what it was given; None where no PPP control frame was captured
    """

    index: str
    ids: str
    kind: str
    phases: tuple[Phase, ...]
    sent: tuple[str, str]
    ending: str
    failed: bool
    line: SessionLine | None


def calls(tunnel: Tunnel) -> tuple[Call, ...]:
    """The sessions of a tunnel, at most 40 and failed ones rather than others, in order of their numbers."""
    ranked = sorted(tunnel.sessions, key=lambda one: not _failed(one))[:CALLS_SHOWN]
    return tuple(_call(session) for session in sorted(ranked, key=lambda one: one.number))


def _failed(session: Session) -> bool:
    return session.attempt is not None and session.attempt.failed


def _call(session: Session) -> Call:
    initiator, recipient = (_sent(session, side) for side in Side)
    return Call(
        index=session.index,
        ids="/".join("?" if own is None else str(own) for own in session.ids.values()),
        kind=session.call or "",
        phases=tuple(islice(_phases(session), PHASES_SHOWN)),
        sent=(initiator, recipient),
        ending=ending_words(session.end) if session.end is not None else "",
        failed=_failed(session),
        line=session_line(session) if session.link is not None else None,
    )


def _sent(session: Session, side: Side) -> str:
    count = session.sent[side]
    return amount(count.packets, count.octets, (count.last_ns or 0) - (count.first_ns or 0))


def _phases(session: Session) -> Iterator[Phase]:
    if session.beginning_seen:
        up = session.established_ns is not None
        yield Phase("call", Reached.DONE if up else Reached.FAILED if session.end is not None else Reached.BEGUN)
    if session.link is not None:
        yield from _of_ppp(session, session.link)


def _of_ppp(session: Session, link: PppLink) -> Iterator[Phase]:
    lcp = link.negotiations.get(LCP)
    if lcp is not None and _was_seen(lcp):
        yield Phase("LCP", Reached.DONE) if session.phase is not None else _negotiated(lcp)
    exchange = exchange_of(session)
    if exchange is not None:
        results = {"success": Reached.DONE, "failure": Reached.FAILED, "refused": Reached.FAILED}
        yield Phase(authentication_words(exchange), results.get(exchange.result or "", Reached.BEGUN))
    elif lcp is not None and lcp.opened_ns is not None:
        yield Phase("no authentication", Reached.SKIPPED)
    yield from (_negotiated(one) for protocol, one in link.negotiations.items() if protocol != LCP and _was_seen(one))


def _was_seen(negotiation: Negotiation) -> bool:
    """Not of a protocol of which only the end was captured."""
    asked = any(own.requests for own in negotiation.sides.values())
    return asked or negotiation.opened_ns is not None or negotiation.rejected is not None


def _negotiated(negotiation: Negotiation) -> Phase:
    name = protocol_name(negotiation.protocol)
    if negotiation.opened_ns is not None:
        return Phase(name, Reached.DONE)
    return Phase(f"{name} rejected", Reached.SKIPPED) if negotiation.rejected else Phase(name, Reached.BEGUN)
