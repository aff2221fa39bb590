"""Who dials in by PPP, how it proved that, and which addresses it was given."""

from dataclasses import dataclass

from l2tpscope.conversation.link import Exchange, Negotiator
from l2tpscope.conversation.model import Conversation, Session, Side
from l2tpscope.wire.message import Avp
from l2tpscope.wire.messages import ICCN
from l2tpscope.wire.ppp.numbers import IPCP
from l2tpscope.wire.text import printable

IP_ADDRESS = 3
DNS = (129, 131)
"""Options of IPCP (RFC 1332 3.3, RFC 1877 1)."""
PROXY_NAME = 30
"""AVP Proxy Authen Name (RFC 2661 4.4.5): the LAC asked the user itself, and the LNS may believe it."""


def client_of(session: Session) -> Side:
    """The side of the user: the one that proves who it is, else the LAC's, else the initiator.

    The LAC's is the side with that role, else the one that asked for an incoming call (RFC 2661 1.2).
    """
    link = session.link
    asking = {one.authenticator for one in link.exchanges if one.result != "refused"} if link is not None else set()
    if len(asking) == 1:
        return asking.pop().other
    for side, end in session.tunnel.ends.items():
        if end.role == "LAC":
            return side
    if session.requester is not None:
        return session.requester if session.call == "incoming" else session.requester.other
    return Side.INITIATOR


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


def address_of(session: Session, side: Side) -> str | None:
    """The IPv4 address of one side that the other acknowledged; None where none was, or not by IPCP."""
    own = _ipcp(session, side)
    option = own.option(IP_ADDRESS) if own is not None else None
    return option.text if option is not None and option.number else None


def dns_of(session: Session) -> tuple[str, ...]:
    """The name servers that were given to the user."""
    own = _ipcp(session, client_of(session))
    options = [own.option(type_) for type_ in DNS] if own is not None else []
    return tuple(option.text for option in options if option is not None and option.number)


def _ipcp(session: Session, side: Side) -> Negotiator | None:
    negotiation = session.link.negotiations.get(IPCP) if session.link is not None else None
    return negotiation.sides[side] if negotiation is not None else None


def authentication_words(exchange: Exchange) -> str:
    """As in "MS-CHAPv2", and where it did not succeed "MS-CHAPv2 failure 691", "PAP unanswered", "EAP begun"."""
    if exchange.result == "success":
        return exchange.protocol
    code = f" {exchange.code}" if exchange.code is not None else ""
    return f"{exchange.protocol} {exchange.result or 'begun'}{code}"


PHASES = {
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
            self.authentication or "no authentication",
            f"address {self.address}" if self.address else "",
            f"peer {self.peer_address}" if self.peer_address else "",
            f"DNS {self.dns}" if self.dns else "",
            self.reached,
            f"terminated by the {self.end}" if self.end else "",
        )
        return ", ".join(part for part in parts if part)


def session_line(session: Session) -> SessionLine:
    """PPP of a session."""
    exchange, client = exchange_of(session), client_of(session)
    return SessionLine(
        index=session.index,
        tunnel=session.tunnel.index,
        user=user_of(session) or "",
        authentication=authentication_words(exchange) if exchange is not None else "",
        address=address_of(session, client) or "",
        peer_address=address_of(session, client.other) or "",
        dns=" ".join(dns_of(session)),
        reached=PHASES.get(session.phase, session.phase or ""),
        end=_end(session),
        failed=session.attempt is not None and session.attempt.failed,
    )


def _end(session: Session) -> str:
    end = session.link.termination if session.link is not None else None
    if end is None:
        return ""
    return f'{end.sender.value}: "{end.reason}"' if end.reason else end.sender.value


def with_ppp(conversation: Conversation) -> list[Session]:
    """The sessions in which PPP control frames were captured, first those whose call failed."""
    found = [one for tunnel in conversation.tunnels for one in tunnel.talking if one.link is not None]
    return sorted(found, key=lambda one: one.attempt is None or not one.attempt.failed)
