"""Refusals: every StopCCN and CDN that ended an attempt in failure, and the one rule to which its words belong."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from l2tpscope.conversation.model import Conversation, Ending, Session, Side, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, failing, gravity, shown, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import Check, finding, name_of
from l2tpscope.wire.messages import OCRP, OCRQ, message_name
from l2tpscope.wire.results import cdn_text, error_text, stopccn_text

GENERAL_ERROR = 2
# Error codes that name no error: none, and the vendor's own.
VAGUE = (None, 0, 6)


class Refusal(NamedTuple):
    """A StopCCN or CDN that was not sent after giving up, and the failed attempts that it ended."""

    ending: Ending
    tunnel: Tunnel
    session: Session | None
    attempts: tuple[int, ...]


def _challenged(refusal: Refusal) -> bool:
    return any(end.challenged for end in refusal.tunnel.ends.values())


def _outgoing(refusal: Refusal) -> bool:
    """It answers an OCRQ that had no OCRP."""
    if refusal.session is not None:
        return refusal.session.call == "outgoing" and refusal.session.established_ns is None
    asked = refusal.tunnel.first(OCRQ)
    return asked is not None and refusal.tunnel.first(OCRP) is None and asked.sender is not refusal.ending.sender


def _set_up(refusal: Refusal) -> bool:
    """It came before the control connection was established, from a side that had heard the other."""
    heard = any(t.sender is not refusal.ending.sender for t in refusal.tunnel.transmissions)
    return refusal.session is None and refusal.tunnel.established_ns is None and heard


def _cut_off(refusal: Refusal) -> bool:
    """The snap length cut off its codes: it says nothing here."""
    ending = refusal.ending
    return ending.result_code is None and ending.transmission is not None and ending.transmission.datagram.cut > 0


class Reason(NamedTuple):
    """One row: with this message, these result and error codes (None: any) and words, it belongs to that rule."""

    rule: str
    message: str | None
    results: tuple[int, ...] | None
    errors: tuple[int, ...] | None = None
    words: str = ""
    when: Callable[[Refusal], bool] | None = None


# The first row that fits decides. What the words say outweighs the code, which many senders use for everything
# (xl2tpd: almost all refusals are 2/6 and a text).
# fmt: off
REASONS = (
    Reason("",                        None,      None, when=_cut_off),
    Reason("tun-hidden-avp",          None,      (2,), words=r"hidden"),
    Reason("tun-secret-mismatch",     "StopCCN", (2, 4), words=r"challenge|secret|authentication|password"),
    Reason("avp-strictness",          None,      (2,), words=r"handler for attr|unknown (mandatory|avp|attr)|\bavp\b"),
    Reason("ses-no-resources",        None,      (2, 3), words=r"no (more |free )?(available|local ip|ip|address)|"
                                                               r"resource|exhaust|too many|\bpool\b|capacity|\bfull\b"),
    Reason("tun-not-authorized",      "StopCCN", (2,), words=r"authori[sz]|denied|not permitted|unknown host"),
    Reason("tun-secret-mismatch",     "StopCCN", (4,), when=_challenged),
    Reason("tun-not-authorized",      "StopCCN", (4,)),
    Reason("tun-version-mismatch",    "StopCCN", (5,)),
    Reason("tun-exists-or-tiebreak",  "StopCCN", (3,)),
    Reason("tun-shutdown",            "StopCCN", (6,)),
    Reason("tun-shutdown",            "StopCCN", (1, 2), words=r"closing|shut|going down|restart|reboot"),
    Reason("tun-fsm-error",           "StopCCN", (7,)),
    Reason("tun-fsm-error",           "CDN",     (16,)),
    Reason("ses-no-resources",        "CDN",     (4,)),
    Reason("ses-no-resources",        None,      (2,), (4,)),
    Reason("ses-try-another",         None,      (2,), (7, 9)),
    Reason("ses-invalid-destination", "CDN",     (6, 7, 8, 9)),
    Reason("ses-outgoing-call-unsupported", None, (1, 2, 3, 5), when=_outgoing),
    Reason("ses-no-resources",        "CDN",     (5,)),
    Reason("avp-strictness",          None,      (2,), (2, 3, 8)),
    Reason("ses-establish-timeout",   "CDN",     (10,)),
    Reason("tun-shutdown",            "StopCCN", (1,), when=_set_up),
    Reason("ses-cdn-admin",           "CDN",     (1, 3)),
    Reason("",                        "StopCCN", (1,)),
    Reason("ses-vendor-error",        None,      None),
)
# fmt: on


def refusals(conversation: Conversation, check: Check) -> Iterator[Refusal]:
    """The refusals that belong to this rule."""
    known = _SORTED.get(conversation)
    if known is None:
        known = _SORTED[conversation] = _sorted(conversation)
    return iter(known.get(name_of(check), ()))


# Fifteen rules ask for theirs, and sorting a hundred thousand refusals takes a second; forgotten with the conversation.
_SORTED: WeakKeyDictionary[Conversation, dict[str, list[Refusal]]] = WeakKeyDictionary()


def _sorted(conversation: Conversation) -> dict[str, list[Refusal]]:
    """All refusals by the rule that they belong to."""
    found: dict[str, list[Refusal]] = {}
    for tunnel in failing(conversation):
        for refusal in _of_tunnel(tunnel) if _is_said(tunnel.end) else ():
            found.setdefault(rule_of(refusal), []).append(refusal)
        for session in tunnel.sessions:
            if session.end is not tunnel.end and _is_said(session.end):
                for refusal in _of_session(session):
                    found.setdefault(rule_of(refusal), []).append(refusal)
    return found


def _is_said(ending: Ending | None) -> bool:
    return ending is not None and ending.message is not None and not ending.gave_up


def _of_tunnel(tunnel: Tunnel) -> Iterator[Refusal]:
    ended = [attempt for attempt in tunnel.attempts if attempt.failed]
    attempts = [a.index for a in ended if a.session is None or a.session.end in (None, tunnel.end)]
    if attempts and tunnel.end is not None:
        yield Refusal(tunnel.end, tunnel, None, tuple(attempts))


def _of_session(session: Session) -> Iterator[Refusal]:
    attempts = failed_attempts(session.tunnel, session)
    if attempts and session.end is not None and session.end.message == "CDN":
        yield Refusal(session.end, session.tunnel, session, attempts)


def rule_of(refusal: Refusal) -> str:
    """The rule that this refusal belongs to, "" for none."""
    return next((reason.rule for reason in REASONS if _fits(reason, refusal)), "")


def _fits(reason: Reason, refusal: Refusal) -> bool:
    ending = refusal.ending
    return (
        reason.message in (None, ending.message)
        and (reason.results is None or ending.result_code in reason.results)
        and (reason.errors is None or ending.error_code in reason.errors)
        and (not reason.words or _speaks_of(reason.words, ending.error_message))
        and (reason.when is None or reason.when(refusal))
    )


def _speaks_of(words: str, text: str | None) -> bool:
    return bool(text) and re.search(words, text or "", re.IGNORECASE) is not None


def meaning(ending: Ending) -> str:
    """What the codes mean, in the RFC's words; "" where the sender's own words say all there is to say."""
    if ending.result_code == GENERAL_ERROR:
        vague = ending.error_code in VAGUE and ending.error_message
        return "" if vague else error_text(GENERAL_ERROR, ending.error_code) or "a general error"
    text = stopccn_text if ending.message == "StopCCN" else cdn_text
    return text(ending.result_code, ending.error_code)


def in_full(ending: Ending) -> str:
    """The message, its codes, its words, and what the codes mean."""
    meant = meaning(ending)
    return f"{stated(ending)} ({meant})" if meant else stated(ending)


def said(refusal: Refusal) -> str:
    """Who closed what, and with what words: the beginning of a summary."""
    ending = refusal.ending
    sender = ending.sender or Side.RECIPIENT
    what = f"session {refusal.session.index}" if refusal.session is not None else "the tunnel"
    return (
        f"{end_called(refusal.tunnel, sender)} closed {what} to {end_called(refusal.tunnel, sender.other)}"
        f" with {in_full(ending)}"
    )


def refused(  # noqa: PLR0913 - what a rule may say more precisely than its docstring
    check: Check,
    conversation: Conversation,
    refusal: Refusal,
    more: str = "",
    *,
    confidence: Confidence = Confidence.STATED,
    severity: Severity | None = None,
    evidence: Iterable[Evidence] = (),
    remedy: str | None = None,
) -> Finding:
    """A finding of this rule about this refusal; `more` goes on after who said what."""
    return finding(
        check,
        severity or gravity(conversation, refusal.attempts),
        confidence,
        said(refusal) + more,
        [*closing(refusal), *evidence],
        tunnel=refusal.tunnel,
        session=refusal.session,
        attempts=refusal.attempts,
        remedy=remedy,
    )


def closing(refusal: Refusal) -> Iterator[Evidence]:
    """The closing message, and the request that it answers."""
    if refusal.ending.transmission is not None:
        yield shown(refusal.ending.transmission, in_full(refusal.ending))
    source = refusal.session.transmissions if refusal.session is not None else refusal.tunnel.transmissions
    asked = next((t for t in source if t.message.type is not None), None)
    if asked is not None and asked is not refusal.ending.transmission:
        yield shown(asked, f"{message_name(asked.message.type)}, which began it")
