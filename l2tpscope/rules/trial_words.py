"""Trials in words: who refused whom, with what error, after how long, and how the same name fares elsewhere."""

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from l2tpscope.conversation.authenticate import AUTHENTICATION_PROTOCOL, protocol_of
from l2tpscope.conversation.link import Exchange, PppLink
from l2tpscope.conversation.model import Conversation, PppFrame
from l2tpscope.rules.evidence import counted, end_called, gravity, shown, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.ppp_words import without_challenge
from l2tpscope.rules.proof_words import password_words
from l2tpscope.rules.rule import Check, finding
from l2tpscope.rules.trials import Trial
from l2tpscope.wire.ppp.microsoft import error_words
from l2tpscope.wire.ppp.numbers import LCP, packet_name

MILLISECOND = 1_000_000
TENTHS_UP_TO = 10_000


def of_trial(  # noqa: PLR0913 - what a rule may say more precisely than its docstring
    check: Check,
    conversation: Conversation,
    trial: Trial,
    summary: str,
    confidence: Confidence = Confidence.STATED,
    *,
    frames: Iterable[Evidence] | None = None,
    remedy: str | None = None,
) -> Finding:
    """A finding of this rule about this trial; its frames are those of the exchange unless others are given."""
    return finding(
        check,
        gravity(conversation, trial.attempts),
        confidence,
        summary + _proved(trial),
        [*(exchanged(trial.exchange) if frames is None else frames), *closed(trial)],
        session=trial.session,
        attempts=trial.attempts,
        remedy=remedy,
    )


def _proved(trial: Trial) -> str:
    """What the password that the user gave says of both ends; "" without one."""
    tunnel, authenticator = trial.session.tunnel, trial.exchange.authenticator
    client, server = end_called(tunnel, authenticator.other), end_called(tunnel, authenticator)
    return password_words(trial.exchange, client, server)


def refused(conversation: Conversation, trial: Trial) -> str:
    """`LNS lns (198.51.100.20) refused user "alice" by MS-CHAPv2 in session 1.1: error 691 ..., after 2 ms`."""
    exchange = trial.exchange
    who = end_called(trial.session.tunnel, exchange.authenticator)
    said = f"{who} refused {user(exchange)} by {exchange.protocol} in session {trial.session.index}"
    words = verdict_words(exchange)
    return f"{said}{f': {words}' if words else ''}{after(exchange)}{standing(conversation, exchange)}"


def user(exchange: Exchange) -> str:
    """`user "alice"`, or that no name was seen."""
    if exchange.peer_name is None:
        return "a user whose name was not captured"
    return f'user "{exchange.peer_name}"' if exchange.peer_name else "a user without a name"


def verdict_words(exchange: Exchange) -> str:
    """Error number and text of the verdict; "" where it has neither."""
    error = "" if exchange.code is None else f"error {error_words(exchange.code)}"
    text = f'"{without_challenge(exchange.message)}"' if exchange.message else ""
    return ", ".join(part for part in (error, text) if part)


def after(exchange: Exchange) -> str:
    """`, 2 ms after the response`: a name in a local file is looked up at once, a RADIUS server takes longer."""
    return "" if exchange.reply_ns is None else f", {milliseconds(exchange.reply_ns)} after the response"


def milliseconds(duration_ns: int) -> str:
    """`2 ms`, `12 s`."""
    value = max(0, duration_ns) / MILLISECOND
    return f"{value:.0f} ms" if value < TENTHS_UP_TO else f"{value / 1000:.0f} s"


def standing(conversation: Conversation, exchange: Exchange) -> str:
    """How often this name was refused and accepted in the whole capture, and how many others were accepted."""
    known = _KNOWN.get(conversation)
    if known is None:
        known = _KNOWN[conversation] = _verdicts(conversation)
    name = exchange.peer_name or ""
    refusals, acceptances = known.get(name, (0, 0))
    others = sum(accepted > 0 for other, (_, accepted) in known.items() if other != name)
    told = [f"this name was refused {refusals} times in this capture"] if refusals > 1 else []
    told += [f"it was accepted {counted(acceptances, 'time')}"] if acceptances else []
    told += [f"{counted(others, 'other name')} {'was' if others == 1 else 'were'} accepted"] if others else []
    return f"; {', '.join(told)}" if told else ""


# Every refusal tells how its name stands; forgotten with the conversation.
_KNOWN: WeakKeyDictionary[Conversation, dict[str, tuple[int, int]]] = WeakKeyDictionary()


def _verdicts(conversation: Conversation) -> dict[str, tuple[int, int]]:
    """Of each name, how often it was refused and how often accepted."""
    found: dict[str, tuple[int, int]] = {}
    for link in links(conversation):
        for exchange in link.exchanges:
            if exchange.peer_name is not None and exchange.result in ("failure", "success"):
                refusals, acceptances = found.get(exchange.peer_name, (0, 0))
                is_accepted = exchange.result == "success"
                found[exchange.peer_name] = refusals + (not is_accepted), acceptances + is_accepted
    return found


def links(conversation: Conversation) -> Iterator[PppLink]:
    """PPP of all sessions in which any was captured."""
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            if session.link is not None:
                yield session.link


def exchanged(exchange: Exchange) -> Iterator[Evidence]:
    """The last challenge, the first and the last response, and the verdict."""
    chosen = [*exchange.challenges[-1:], *exchange.responses[:1], *exchange.responses[1:][-1:]]
    for said in sorted(chosen, key=lambda said: said.frame.ref):
        yield named(said.frame)
    if exchange.verdict is not None:
        words = verdict_words(exchange)
        yield named(exchange.verdict.frame, f": {words}" if words else "")


def named(frame: PppFrame, more: str = "") -> Evidence:
    """A PPP frame as evidence: protocol, code and sender, and what it says."""
    return Evidence(frame.ref, f"{packet_name(frame.protocol, frame.code)} from {frame.source.address}{more}")


def closed(trial: Trial) -> Iterator[Evidence]:
    """The Terminate-Request with its reason, and the message that ended the call, in their order."""
    request, end = trial.link.termination, trial.session.end
    found = [named(request.frame, f' "{request.reason}"' if request.reason else "")] if request is not None else []
    if end is not None and end.transmission is not None:
        found.append(shown(end.transmission, stated(end)))
    yield from sorted(found)


def how_closed(trial: Trial) -> str:
    """`; LNS lns (198.51.100.20) ended PPP: "Authentication failed"`, or the message that cleared the call."""
    tunnel, request, end = trial.session.tunnel, trial.link.termination, trial.session.end
    if request is not None and (end is None or request.frame.time_ns <= end.time_ns):
        reason = f': "{request.reason}"' if request.reason else ""
        return f"; {end_called(tunnel, request.sender)} ended PPP{reason}"
    if end is None or end.message is None or end.sender is None:
        return ""
    return f"; {end_called(tunnel, end.sender)} sent {stated(end)}"


def demanded_and_offered(trial: Trial) -> tuple[list[Evidence], str]:
    """The requests for this authentication and their refusals, and what was offered instead, "" for nothing."""
    lcp, exchange = trial.link.negotiations.get(LCP), trial.exchange
    frames: list[Evidence] = []
    offered = ""
    for asked in lcp.sides[exchange.authenticator].requests if lcp is not None else ():
        wanted, refusal = asked.option(AUTHENTICATION_PROTOCOL), asked.refusal(AUTHENTICATION_PROTOCOL)
        if wanted is None:
            continue
        frames.append(named(asked.first, f" demands {protocol_of(wanted.value)}"))
        if asked.answer is not None and refusal is not None:
            offered = protocol_of(refusal.value) if asked.is_naked else ""
            frames.append(named(asked.answer, f" offers {offered}" if offered else " rejects it"))
    return frames, offered
