"""Postures: calls whose authentication or encryption is weak, one finding of each kind for the whole capture."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.link import Exchange, PppLink
from l2tpscope.conversation.model import Conversation, PppFrame, Session
from l2tpscope.rules.evidence import counted
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import Check, finding
from l2tpscope.rules.sec_l2tp_cleartext import is_public
from l2tpscope.wire.ppp.eap import Eap

MOST_FRAMES, MOST_NAMES = 8, 3


class Seen(NamedTuple):
    """A call that shows the weakness: the frame, and the user, None where no name belongs to it."""

    session: Session
    evidence: Evidence
    name: str | None = None


def in_clear(conversation: Conversation) -> Iterator[tuple[Session, PppLink]]:
    """The sessions with PPP that no IPsec protects."""
    for tunnel in conversation.tunnels:
        for session in tunnel.talking if not tunnel.encrypted else ():
            if session.link is not None:
                yield session, session.link


def responses(conversation: Conversation, protocols: frozenset[str]) -> Iterator[Seen]:
    """The first proof by one of these protocols in each session, of the caller for preference."""
    for session, link in in_clear(conversation):
        proofs = [(one, frame) for one in link.exchanges if one.protocol in protocols for frame in _proofs(one)[:1]]
        callers = [proof for proof in proofs if proof[0].authenticator is not client_of(session)]
        for one, frame in (callers or proofs)[:1]:
            yield Seen(session, Evidence(frame.ref, f"{one.protocol} from {frame.source.address}"), one.peer_name)


def _proofs(exchange: Exchange) -> list[PppFrame]:
    """The responses that prove something: with EAP others only name the user, or refuse a method."""
    eap = ((said.frame, said.packet.said) for said in exchange.responses)
    return [frame for frame, body in eap if not isinstance(body, Eap) or body.chap is not None]


def posture(check: Check, seen: Iterable[Seen], said: str, *, worst: Severity = Severity.POSTURE) -> Iterator[Finding]:
    """One finding about all these calls, or about those between public addresses if there are any; `said` of them."""
    found = list(seen)
    public = [one for one in found if is_public(one.session.tunnel)]
    chosen = public or found
    if not chosen:
        return
    where = "between public addresses" if public else "between private or reserved addresses"
    yield finding(
        check,
        worst if public else Severity.INFO,
        Confidence.DEDUCED,
        f"{counted(len(chosen), 'call')} {where} {said}{_names(chosen)}",
        [one.evidence for one in chosen[:MOST_FRAMES]],
        occurrences=len(chosen),
    )


def _names(chosen: list[Seen]) -> str:
    names = list(dict.fromkeys(one.name for one in chosen if one.name))
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    quoted = ", ".join(f'"{name}"' for name in names[:MOST_NAMES])
    return f"; user {quoted}{more}"
