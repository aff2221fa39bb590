"""PPP of a session as the value that the JSON holds: negotiations, authentication, addresses, echoes, the end."""

from statistics import median

from l2tpscope.conversation.addresses import address_of, dns_of
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.link import Echoes, Exchange, Negotiation, Negotiator, PppLink
from l2tpscope.conversation.model import Session, Side
from l2tpscope.render.json_values import Json, instant, seconds
from l2tpscope.views.subscriber import user_of
from l2tpscope.wire.ppp.eap_methods import method_name
from l2tpscope.wire.ppp.numbers import CCP, IPCP, IPV6CP, LCP, protocol_name
from l2tpscope.wire.ppp.options import PppOption

PROMISED = {"lcp": LCP, "ipcp": IPCP, "ipv6cp": IPV6CP, "ccp": CCP}


def ppp_of(session: Session) -> dict[str, Json] | None:
    """PPP of a session; None where none of its control frames was captured."""
    link = session.link
    if link is None:
        return None
    client = client_of(session)
    others = [each for protocol, each in link.negotiations.items() if protocol not in PROMISED.values()]
    return {
        **{name: negotiation_of(link.negotiations.get(protocol)) for name, protocol in PROMISED.items()},
        "others": [{"protocol": protocol_name(each.protocol), **(negotiation_of(each) or {})} for each in others],
        "authentication": [exchange_of(exchange) for exchange in link.exchanges],
        "client": client.value,
        "user": user_of(session),
        "address": address_of(link, client),
        "peer_address": address_of(link, client.other),
        "dns": list(dns_of(link, client)),
        "echo": echo_of(link.echoes),
        "identification": {side.value: list(texts) for side, texts in link.identified.items()},
        **termination_of(link),
        "last_phase": link.last_phase,
    }


def negotiation_of(negotiation: Negotiation | None) -> dict[str, Json] | None:
    """One control protocol with its two sides; None for one that was never captured."""
    if negotiation is None:
        return None
    return {
        **{side.value: negotiator_of(own) for side, own in negotiation.sides.items()},
        "opened_at": instant(negotiation.opened_ns),
        "reopened": len(negotiation.reopened),
        "rejected_by": negotiation.rejected.sender.value if negotiation.rejected else None,
    }


def negotiator_of(own: Negotiator) -> dict[str, Json]:
    """One side: the state of its automaton, what the other acknowledged, and how often it asked."""
    return {
        "state": own.state,
        "options": options_of(own.agreed or ()),
        "rejected": list(
            dict.fromkeys(each.name for asked in own.requests if asked.is_rejected for each in asked.refused)
        ),
        "requests": own.sent,
        "retransmissions": sum(len(asked.frames) - 1 + len(asked.again) for asked in own.requests),
    }


def options_of(options: tuple[PppOption, ...]) -> dict[str, Json]:
    """Options by name, the first of each: a plain number as such, true for one without a value, else its text."""
    found: dict[str, Json] = {}
    for option in options:
        found.setdefault(option.name, option_of(option))
    return found


def option_of(option: PppOption) -> Json:
    """The value of one option."""
    if option.number is not None and option.text == str(option.number):
        return option.number
    return option.text or True


def exchange_of(exchange: Exchange) -> dict[str, Json]:
    """One authentication, without any value that proves a password."""
    first = next(iter(exchange.frames), None)
    return {
        "protocol": exchange.protocol,
        "authenticator": exchange.authenticator.value,
        "peer_name": exchange.peer_name or None,
        "server_name": exchange.server_name or None,
        "result": exchange.result,
        "code": exchange.code,
        "message": exchange.message or None,
        "retry_allowed": exchange.retry,
        "challenges": len(exchange.challenges),
        "responses": len(exchange.responses),
        "reply_time": seconds(exchange.reply_ns),
        "methods_offered": list(map(method_name, exchange.offered)),
        "methods_wanted": list(map(method_name, exchange.wanted)),
        "alert": exchange.alert,
        "password_verified": exchange.verified,
        "server_verified": exchange.proved,
        "capture": first.ref.capture if first else None,
        "frame": first.ref.frame if first else None,
    }


def echo_of(echoes: dict[Side, Echoes]) -> dict[str, Json]:
    """LCP echoes of both sides together, and of each."""
    sides = list(echoes.values())
    return {
        **_echoes(sides),
        **{side.value: {**_echoes([own]), "last_unanswered": len(own.unanswered)} for side, own in echoes.items()},
    }


def _echoes(sides: list[Echoes]) -> dict[str, Json]:
    times = [rtt for own in sides for rtt, count in own.rtts_ns for _ in range(count)]
    return {
        "sent": sum(own.sent for own in sides),
        "answered": sum(own.answered for own in sides),
        "rtt_median": seconds(round(median(times))) if times else None,
    }


def termination_of(link: PppLink) -> dict[str, Json]:
    """The first Terminate-Request of LCP; its reason in words, and the error number that Windows puts there."""
    end = link.termination
    return {
        "terminated_by": end.sender.value if end else None,
        "termination_reason": (end.reason or None) if end else None,
        "termination_windows_error": end.windows_error if end else None,
        "terminated_at": instant(end.frame.time_ns) if end else None,
    }
