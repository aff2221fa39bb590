"""Trials: the authentication that went wrong in each failed call, and the one rule to which it belongs."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from l2tpscope.conversation.authenticate import OVER_TLS, family_of, refused_again
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.link import Exchange, PppLink, Termination
from l2tpscope.conversation.model import SECOND, SIDES, Conversation, Session
from l2tpscope.conversation.negotiate import is_cut
from l2tpscope.rules.evidence import failed_attempts, failing
from l2tpscope.rules.exchanges import (
    AT_ONCE_NS,
    VAGUE,
    asks_for,
    closing_of,
    goes_on,
    insists,
    is_failed,
    is_vague,
    is_wish,
    judged,
    last_of,
    speaks_of_mppe,
)
from l2tpscope.rules.refusals import Refusal, rule_of
from l2tpscope.rules.rule import Check, name_of
from l2tpscope.rules.waiting import is_broken_off, is_cleared, is_left_waiting

Look = Callable[[Session, PppLink], Exchange | None]
# RFC 2759 6: the E= of an account that may not log on, whatever the password; and that of a wrong one.
ACCOUNT_ERRORS = frozenset({646, 647, 648, 649, 709})
WRONG_PASSWORD = frozenset({691})
# Numbers of Windows in a Terminate-Request: the proof of the server was wrong; a policy forbids it.
SERVER_UNPROVED, SERVER_POLICY = 778, 812
# A server that trips over its own second exchange, and a policy that forbids what authentication had allowed.
TORN_DOWN_NS, FORBIDDEN_NS = 2 * SECOND, 1 * SECOND
SEVERAL = 2
MUTUAL = frozenset({"MS-CHAPv2", "EAP-MSCHAPv2"})


class Trial(NamedTuple):
    """A failed call, and the exchange that failed it."""

    session: Session
    link: PppLink
    exchange: Exchange
    attempts: tuple[int, ...]


def trials(conversation: Conversation, check: Check) -> Iterator[Trial]:
    """The trials that belong to this rule."""
    known = _SORTED.get(conversation)
    if known is None:
        known = _SORTED[conversation] = _sorted(conversation)
    return iter(known.get(name_of(check), ()))


# A dozen rules ask for theirs; forgotten with the conversation.
_SORTED: WeakKeyDictionary[Conversation, dict[str, list[Trial]]] = WeakKeyDictionary()


def _sorted(conversation: Conversation) -> dict[str, list[Trial]]:
    found: dict[str, list[Trial]] = {}
    for tunnel in failing(conversation):
        for session in tunnel.sessions:
            attempts, link = failed_attempts(tunnel, session), session.link
            place = _placed(session, link) if attempts and link is not None else None
            if place is not None and link is not None:
                rule, exchange = place
                found.setdefault(rule, []).append(Trial(session, link, exchange, attempts))
    return found


def _placed(session: Session, link: PppLink) -> tuple[str, Exchange] | None:
    """The first rule of LOOKS that fits; a call that came as far as the network phase was authenticated before."""
    for rule, look in LOOKS[:1] if session.phase == "network" else LOOKS[1:]:
        exchange = look(session, link)
        if exchange is not None:
            return rule, exchange
    return None


def _again(_: Session, link: PppLink) -> Exchange | None:
    return refused_again(link)


def _mutual(session: Session, link: PppLink) -> Exchange | None:
    """The caller demands a proof as well and does not get it, while nothing is wrong with its own."""
    client = client_of(session)
    demanded, own = last_of(link, client), last_of(link, client.other)
    if demanded is None or demanded.result == "success" or (own is not None and is_failed(own)):
        return None
    if own is None and not asks_for(link, client.other):
        return None
    if demanded.result == "refused":
        return demanded if insists(session, link, client) else None
    closing = closing_of(session, link)
    in_vain = closing is not None and closing.time_ns - demanded.frames[0].time_ns >= AT_ONCE_NS
    return demanded if is_failed(demanded) or in_vain else None


def _refused(session: Session, link: PppLink) -> Exchange | None:
    last = (last_of(link, side) for side in SIDES)
    found = (one for one in last if one is not None and one.result == "refused")
    return next((one for one in found if insists(session, link, one.authenticator)), None)


def _challenged_twice(session: Session, link: PppLink) -> Exchange | None:
    closing = closing_of(session, link)
    for one in link.exchanges if closing is not None and not is_wish(link) else ():
        challenges = len({said.packet.identifier for said in one.challenges})
        if one.result != "success" or one.verdict is None or challenges < SEVERAL:
            continue
        if closing is not None and 0 <= closing.time_ns - one.verdict.frame.time_ns <= TORN_DOWN_NS:
            return one if family_of(one.protocol) == "CHAP" else None
    return None


def _nameless(session: Session, link: PppLink) -> Exchange | None:
    """The caller gives no name, or that of its computer ("host/name" or "NAME$" of Windows)."""
    exchange = last_of(link, client_of(session).other)
    if exchange is None or not exchange.responses or exchange.peer_name is None or exchange.result == "success":
        return None
    whole = not any(is_cut(said) or said.packet.defects for said in exchange.responses)
    if not whole or not is_no_user(exchange.peer_name) or exchange.protocol in OVER_TLS:  # TLS has names of its own
        return None
    looks = (is_cleared, is_left_waiting)
    return exchange if is_failed(exchange) or any(look(session, link, exchange) for look in looks) else None


def is_no_user(name: str) -> bool:
    """No name at all, or the name of a computer of a Windows domain."""
    return not name or name.startswith("host/") or name.endswith("$")


def _with_error(errors: frozenset[int]) -> Look:
    def look(session: Session, link: PppLink) -> Exchange | None:
        exchange = judged(session, link)
        return exchange if exchange is not None and exchange.code in errors else None

    return look


def _of_family(family: str) -> Look:
    def look(session: Session, link: PppLink) -> Exchange | None:
        cleared = (one for side in SIDES if (one := last_of(link, side)) is not None and is_cleared(session, link, one))
        exchange = judged(session, link) or next(cleared, None)
        return exchange if exchange is not None and family_of(exchange.protocol) == family else None

    return look


def _broken_off(session: Session, link: PppLink) -> Exchange | None:
    last = (last_of(link, side) for side in SIDES)
    return next((one for one in last if one is not None and is_broken_off(session, link, one)), None)


def _unproved(session: Session, link: PppLink) -> Exchange | None:
    """MS-CHAPv2 succeeded, and the caller itself ended it at once: it did not believe the server's proof."""
    exchange, closing = last_of(link, client_of(session).other), closing_of(session, link)
    if exchange is None or exchange.result != "success" or exchange.protocol not in MUTUAL or closing is None:
        return None
    if closing.side is exchange.authenticator or exchange.verdict is None or link.termination is None:
        return None
    at_once = 0 <= closing.time_ns - exchange.verdict.frame.time_ns <= TORN_DOWN_NS
    fits = at_once and not goes_on(link, exchange.authenticator.other) and _may_be_disbelief(link.termination)
    return exchange if fits or link.termination.windows_error == SERVER_UNPROVED else None


def _may_be_disbelief(request: Termination) -> bool:
    """Its reason is none, or speaks of authentication (pppd: "Failed to authenticate ourselves to peer")."""
    return request.windows_error is None and (not request.reason or "authenticat" in request.reason.lower())


def _forbidden(session: Session, link: PppLink) -> Exchange | None:
    """Success, and then the authenticator itself ended it before it asked for any protocol of the network."""
    exchange, closing = last_of(link, client_of(session).other), closing_of(session, link)
    if exchange is None or exchange.result != "success" or exchange.verdict is None or closing is None:
        return None
    if closing.side is not exchange.authenticator or goes_on(link, exchange.authenticator) or speaks_of_mppe(link):
        return None
    at_once = 0 <= closing.time_ns - exchange.verdict.frame.time_ns <= FORBIDDEN_NS
    stated = link.termination is not None and link.termination.windows_error == SERVER_POLICY
    return exchange if stated or (at_once and _says_nothing_else(session)) else None


def _says_nothing_else(session: Session) -> bool:
    """The CDN may speak, but must not name another reason for which there is a rule."""
    end = session.end
    spoken = end is not None and rule_of(Refusal(end, session.tunnel, session, ())) in VAGUE
    return is_vague(session) or spoken


def _left_waiting(session: Session, link: PppLink) -> Exchange | None:
    last = (last_of(link, side) for side in SIDES)
    return next((one for one in last if one is not None and is_left_waiting(session, link, one)), None)


# What a call may fail by, the most particular first; the first is for calls that had been up.
LOOKS: tuple[tuple[str, Look], ...] = (
    ("auth-rechallenge-fail", _again),
    ("auth-mutual-demanded", _mutual),
    ("auth-protocol-refused", _refused),
    ("auth-dup-challenge-slow-radius", _challenged_twice),
    ("auth-empty-identity", _nameless),
    ("auth-mschap-account", _with_error(ACCOUNT_ERRORS)),
    ("auth-mschap-691", _with_error(WRONG_PASSWORD)),
    ("auth-pap-nak", _of_family("PAP")),
    ("auth-eap-failure", _broken_off),
    ("auth-chap-failure", _of_family("CHAP")),
    ("auth-server-proof-bad", _unproved),
    ("auth-ok-then-policy", _forbidden),
    ("auth-no-answer", _left_waiting),
)
