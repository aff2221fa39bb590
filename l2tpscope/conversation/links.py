"""Links: PPP of each session, from its control frames to the state of every protocol and the phase that was reached."""

from l2tpscope.conversation.authenticate import AUTHENTICATION_PROTOCOL, authenticate, protocol_of
from l2tpscope.conversation.link import Exchange, Negotiation, PppLink, Said, Termination
from l2tpscope.conversation.model import SECOND, SIDES, PppFrame, Session
from l2tpscope.conversation.negotiate import MAGIC_NUMBER, lose_link, negotiate
from l2tpscope.conversation.tls_alert import fatal_alert
from l2tpscope.wire.ppp.link import Identification, Reject, Terminate
from l2tpscope.wire.ppp.numbers import (
    CHAP,
    CONFIGURE_NAK,
    CONFIGURE_REQUEST,
    EAP,
    ECHO_REPLY,
    ECHO_REQUEST,
    IDENTIFICATION,
    LCP,
    PAP,
    PROTOCOL_REJECT,
    TERMINATE_REQUEST,
    is_negotiation,
)
from l2tpscope.wire.ppp.packet import decode_ppp

# Who waits for an answer of its peer's authenticator gives up by then: pppd after ten transmissions 3 s apart.
UNANSWERED_NS = 30 * SECOND
ECHO_KEPT = 64
# An identifier comes again after 256 echoes, and nobody asks more often than once a second.
SAME_IDENTIFIER_NS = 256 * SECOND
_AUTHENTICATION = frozenset({PAP, CHAP, EAP})
_ECHOES = frozenset({ECHO_REQUEST, ECHO_REPLY})


def settle_link(session: Session, last_ns: int) -> None:
    """Fill `session.link` from the session's PPP control frames; `last_ns` is where the capture ends."""
    if not session.ppp:
        return
    link = session.link = PppLink()
    asked: dict[tuple[object, int], PppFrame] = {}
    for frame in session.ppp:
        if frame.protocol == LCP and frame.code in _ECHOES:
            _echo(link, frame, asked)
            continue
        said = Said(frame, decode_ppp(frame.protocol, frame.octets))
        link.said.append(said)
        _take(link, said)
    for run in session.echo_runs:
        own = link.echoes[run.request.sender]
        own.sent += run.count
        own.answered += run.count
        own.rtts_ns += run.rtts()
    _leave_unanswered(link, session, last_ns)
    _refused(link)
    for exchange in link.exchanges:
        exchange.alert, exchange.alerted_by = fatal_alert(exchange)


def _take(link: PppLink, said: Said) -> None:
    protocol, code = said.frame.protocol, said.frame.code
    if is_negotiation(protocol):
        negotiation = link.negotiations.get(protocol)
        if negotiation is None:
            negotiation = link.negotiations[protocol] = Negotiation(protocol, first_ns=said.frame.time_ns)
        was_open = negotiation.is_open
        negotiate(negotiation, said)
        if protocol == LCP and was_open and not negotiation.is_open:
            _go_down(link)
        if code == TERMINATE_REQUEST:
            _terminate(link, said)
        if protocol == LCP:
            _of_lcp(link, said)
    elif protocol in _AUTHENTICATION:
        authenticate(link, said)


def _go_down(link: PppLink) -> None:
    for protocol, negotiation in link.negotiations.items():
        if protocol != LCP:
            lose_link(negotiation)


def _terminate(link: PppLink, said: Said) -> None:
    body, frame = said.packet.said, said.frame
    known = any(one.protocol == frame.protocol and one.sender is frame.sender for one in link.terminations[-4:])
    if isinstance(body, Terminate) and not known:
        link.terminations.append(Termination(frame, frame.protocol, body.reason, body.windows_error))


def _of_lcp(link: PppLink, said: Said) -> None:
    """What only LCP has: rejected protocols, identifications, and the magic number that tells a loop."""
    body, frame = said.packet.said, said.frame
    if frame.code == PROTOCOL_REJECT and isinstance(body, Reject) and body.rejected is not None:
        negotiation = link.negotiations.get(body.rejected)
        if negotiation is not None and negotiation.rejected is None:
            negotiation.rejected = frame
            negotiation.sides[frame.sender.other].state = "stopped"
    elif frame.code == IDENTIFICATION and isinstance(body, Identification):
        own = link.identified[frame.sender]
        if body.text not in own and len(own) < ECHO_KEPT:
            own.append(body.text)
    elif frame.code in (CONFIGURE_REQUEST, CONFIGURE_NAK) and link.looped is None:
        _look_for_loop(link, said)


def _look_for_loop(link: PppLink, said: Said) -> None:
    """RFC 1661 6.4: a Configure-Request with the magic number of the other side's own is that request, come back."""
    option, frame = said.packet.option(MAGIC_NUMBER), said.frame
    if option is None or not option.number or frame.code != CONFIGURE_REQUEST:
        return
    for asked in link.negotiations[LCP].sides[frame.sender.other].requests[-4:]:
        own = asked.option(MAGIC_NUMBER)
        if own is not None and own.number == option.number and asked.options == said.packet.options:
            link.looped = frame


def _echo(link: PppLink, frame: PppFrame, asked: dict[tuple[object, int], PppFrame]) -> None:
    if frame.code == ECHO_REQUEST:
        own = link.echoes[frame.sender]
        own.sent += 1
        asked[frame.sender, frame.identifier] = frame
        own.unanswered = [*own.unanswered[-ECHO_KEPT:], frame]
        return
    request = asked.pop((frame.sender.other, frame.identifier), None)
    if request is not None and frame.time_ns - request.time_ns < SAME_IDENTIFIER_NS:
        own = link.echoes[frame.sender.other]
        own.answered += 1
        own.rtts_ns.append((frame.time_ns - request.time_ns, 1))
        own.unanswered = [one for one in own.unanswered if one.time_ns > request.time_ns]


def _leave_unanswered(link: PppLink, session: Session, last_ns: int) -> None:
    """A response without a verdict is unanswered once its sender has given up, or the call has ended."""
    until = session.end.time_ns if session.end is not None else last_ns
    for exchange in link.exchanges:
        if exchange.result is None and exchange.responses:
            over = session.end is not None or until - exchange.responses[0].frame.time_ns >= UNANSWERED_NS
            exchange.result = "unanswered" if over else None


def _refused(link: PppLink) -> None:
    """The authentication protocol that a side demanded last, if its peer would not have it and none was agreed upon."""
    negotiation = link.negotiations.get(LCP)
    for side in SIDES if negotiation is not None else ():
        own = negotiation.sides[side]  # type: ignore[union-attr]
        if own.option(AUTHENTICATION_PROTOCOL) is not None or any(e.authenticator is side for e in link.exchanges):
            continue
        wanted = [(asked, option) for asked in own.requests if (option := asked.option(AUTHENTICATION_PROTOCOL))]
        if any(
            asked.refusal(AUTHENTICATION_PROTOCOL) and option.value == wanted[-1][1].value for asked, option in wanted
        ):
            link.exchanges.append(Exchange(protocol_of(wanted[-1][1].value), side, result="refused"))
