"""Who dials in by PPP and how it proved that; PPP of a session in one line."""

from dataclasses import dataclass

from l2tpscope.conversation.addresses import address_of, dns_of
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.link import Exchange
from l2tpscope.conversation.model import Conversation, Session
from l2tpscope.wire.message import Avp
from l2tpscope.wire.messages import ICCN
from l2tpscope.wire.ppp.numbers import LCP
from l2tpscope.wire.text import printable

PROXY_NAME = 30
"""AVP Proxy Authen Name (RFC 2661 4.4.5): the LAC asked the user itself, and the LNS may believe it."""


def exchange_of(session: Session) -> Exchange | None:
    """The last authentication in which the user proved who it is, else the last of the other side, or None."""
    if session.link is None:
        return None
    server = client_of(session).other
    ranked = sorted(session.link.exchanges, key=lambda one: one.authenticator is server)
    return ranked[-1] if ranked else None


def user_of(session: Session) -> str | None:
    """The name that the user gave last, to the LNS by PPP or to the LAC, which passed it on; None for none."""
    server = client_of(session).other
    exchanges = session.link.exchanges if session.link is not None else []
    names = [one.peer_name for one in exchanges if one.authenticator is server and one.peer_name]
    return names[-1] if names else _passed_on(session)


def _passed_on(session: Session) -> str | None:
    found = next(
        (avp for one in session.deliveries() if one.type == ICCN for avp in _proxy_name(one.first.message.avps)), None
    )
    return (printable(found.value) or None) if found is not None else None


def _proxy_name(avps: tuple[Avp, ...]) -> list[Avp]:
    return [avp for avp in avps if (avp.vendor_id, avp.type, avp.hidden) == (0, PROXY_NAME, False)]


def authentication_words(exchange: Exchange) -> str:
    """As in "MS-CHAPv2", and where it did not succeed "MS-CHAPv2 failure 691", "PAP unanswered", "EAP begun"."""
    if exchange.result == "success":
        return exchange.protocol
    code = f" {exchange.code}" if exchange.code is not None else ""
    return f"{exchange.protocol} {exchange.result or 'begun'}{code}"


PHASES: dict[str | None, str] = {
    None: "LCP not open",
    "lcp": "LCP open",
    "authentication": "authenticated, no network",
    "network": "network open",
}
"""How far PPP came, by the phase that completed."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """PPP of one session in one row; "" for what is not known. `end`: who terminated LCP, and the reason it gave."""

    index: str
    tunnel: int
    user: str
    authentication: str
    address: str
    peer_address: str
    dns: str
    reached: str
    end: str
    failed: bool

    @property
    def text(self) -> str:
        """All of it in one line."""
        parts = (
            f"user {self.user}" if self.user else "",
            self.authentication,
            f"address {self.address}" if self.address else "",
            f"peer {self.peer_address}" if self.peer_address else "",
            f"DNS {self.dns}" if self.dns else "",
            self.reached,
            f"terminated by the {self.end}" if self.end else "",
        )
        return ", ".join(part for part in parts if part) or "set up before the capture"


def session_line(session: Session) -> SessionLine:
    """PPP of a session."""
    exchange, client = exchange_of(session), client_of(session)
    return SessionLine(
        index=session.index,
        tunnel=session.tunnel.index,
        user=user_of(session) or "",
        authentication=authentication_words(exchange) if exchange is not None else _unproved(session),
        address=address_of(session.link, client) or "",
        peer_address=address_of(session.link, client.other) or "",
        dns=" ".join(dns_of(session.link, client)),
        reached=_reached(session),
        end=_end(session),
        failed=session.attempt is not None and session.attempt.failed,
    )


def _reached(session: Session) -> str:
    """How far PPP came; "" where only frames of a link that was open before the capture are there."""
    negotiates = session.link is not None and LCP in session.link.negotiations
    return PHASES[session.phase] if session.phase is not None or negotiates else ""


def _unproved(session: Session) -> str:
    """That nobody demanded a proof, where LCP was seen to open; else nothing is known of it."""
    return "no authentication" if session.link is not None and session.link.opened(LCP) is not None else ""


def _end(session: Session) -> str:
    end = session.link.termination if session.link is not None else None
    if end is None:
        return ""
    return f'{end.sender.value}: "{end.reason}"' if end.reason else end.sender.value


def with_ppp(conversation: Conversation) -> list[Session]:
    """The sessions in which PPP control frames were captured, first those whose call failed."""
    found = [one for tunnel in conversation.tunnels for one in tunnel.talking if one.link is not None]
    return sorted(found, key=lambda one: one.attempt is None or not one.attempt.failed)
