"""Authentication: who proves to whom who it is, by what protocol, and what came of it (RFC 1334, 1994, 3748)."""

from l2tpscope.conversation.link import Exchange, PppLink, Said
from l2tpscope.conversation.model import SIDES, Side
from l2tpscope.wire.ppp.chap import Chap, ChapVerdict
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.numbers import CHAP, EAP, FAILURE, LCP, PAP, REQUEST, RESPONSE, SUCCESS
from l2tpscope.wire.ppp.pap import Pap, PapVerdict
from l2tpscope.wire.text import printable

AUTHENTICATION_PROTOCOL = 3
IDENTITY, NOTIFICATION, NAK = 1, 2, 3
FAMILIES = {PAP: "PAP", CHAP: "CHAP", EAP: "EAP"}
ALGORITHMS = {5: "CHAP-MD5", 0x80: "MS-CHAPv1", 0x81: "MS-CHAPv2"}
METHODS = {4: "EAP-MD5", 5: "EAP-OTP", 6: "EAP-GTC", 13: "EAP-TLS", 17: "EAP-LEAP", 18: "EAP-SIM", 21: "EAP-TTLS",
           23: "EAP-AKA", 25: "PEAP", 26: "EAP-MSCHAPv2", 43: "EAP-FAST"}  # fmt: skip
"""IANA eap-numbers."""
OVER_TLS = frozenset({"EAP-TLS", "EAP-TTLS", "PEAP", "EAP-FAST"})
_MS_RESPONSE, _MS_FLAGS = 49, 48
_RESERVED = slice(16, 24)
"""Of an MS-CHAPv2 Response (RFC 2759 4): 8 octets that must be zero; MS-CHAPv1 has the LM response there."""
_MD5_SIZE = 16


def authenticate(link: PppLink, said: Said) -> None:
    """File one packet of PAP, CHAP or EAP under its exchange."""
    protocol, code = said.packet.protocol, said.packet.code
    if protocol == PAP:
        _pap(link, said)
    elif protocol == CHAP and code in (REQUEST, RESPONSE, SUCCESS, FAILURE):
        _chap(link, said)
    elif protocol == EAP and code in (REQUEST, RESPONSE, SUCCESS, FAILURE):
        _eap(link, said)


def demanded(link: PppLink, authenticator: Side) -> str | None:
    """The authentication protocol that this side demanded and its peer acknowledged, as an Exchange names it."""
    negotiation = link.negotiations.get(LCP)
    option = negotiation.sides[authenticator].option(AUTHENTICATION_PROTOCOL) if negotiation is not None else None
    return None if option is None else protocol_of(option.value)


def protocol_of(value: bytes) -> str:
    """What the value of an Authentication-Protocol option asks for (RFC 1661 6.2)."""
    number = int.from_bytes(value[:2])
    if number == CHAP and len(value) == 3:  # noqa: PLR2004 - protocol and algorithm (RFC 1994 3)
        return ALGORITHMS.get(value[2], f"CHAP algorithm {value[2]}")
    return FAMILIES.get(number, f"0x{number:04x}")


def refused_again(link: PppLink) -> Exchange | None:
    """The exchange in which a peer was refused that had been accepted before (RFC 1994 2: challenges may be repeated).

    Challenges that it leaves without a response count as well, where the authenticator terminates LCP after two.
    """
    for side in SIDES:
        own = [exchange for exchange in link.exchanges if exchange.authenticator is side]
        if not any(exchange.result == "success" for exchange in own[:-1]):
            continue
        last, end = own[-1], link.termination
        unanswered = len(last.challenges) > 1 and not last.responses and end is not None and end.sender is side
        if last.result == "failure" or unanswered:
            return last
    return None


def _pap(link: PppLink, said: Said) -> None:
    body, sender = said.packet.said, said.frame.sender
    if isinstance(body, Pap):
        exchange = _current(link, "PAP", sender.other)
        if exchange is None or exchange.verdict is not None:
            exchange = _begin(link, "PAP", sender.other)
        exchange.responses.append(said)
        if body.peer_id is not None:
            exchange.peer_name = printable(body.peer_id)
    elif isinstance(body, PapVerdict):
        exchange = _current(link, "PAP", sender) or _begin(link, "PAP", sender)
        _judge(exchange, said, success=body.success, message=body.message)


def _chap(link: PppLink, said: Said) -> None:
    body, code, sender = said.packet.said, said.packet.code, said.frame.sender
    if code == REQUEST and isinstance(body, Chap):
        exchange = _current(link, "CHAP", sender)
        if exchange is None or exchange.verdict is not None:
            exchange = _begin(link, "CHAP", sender)
        exchange.challenges.append(said)
        exchange.server_name = body.name or exchange.server_name
    elif code == RESPONSE and isinstance(body, Chap):
        exchange = _answering(link, sender.other)
        exchange.responses.append(said)
        exchange.peer_name = body.name if body.name or exchange.peer_name is None else exchange.peer_name
        exchange.protocol = demanded(link, sender.other) or _by_response(body)
    elif isinstance(body, ChapVerdict):
        exchange = _current(link, "CHAP", sender) or _begin(link, "CHAP", sender)
        if exchange.verdict is None:
            _judge(exchange, said, success=body.success, message=body.message if body.error else body.text)
            exchange.code, exchange.retry = body.error, bool(body.retry)
            if body.success:
                exchange.message = body.message or (None if body.proof is not None else body.text or None)


def _answering(link: PppLink, authenticator: Side) -> Exchange:
    """The exchange of a Response; after a Failure that allows a retry, a new one with the same challenge."""
    exchange = _current(link, "CHAP", authenticator)
    if exchange is None:
        return _begin(link, "CHAP", authenticator)
    if exchange.result == "failure" and exchange.retry:
        again = _begin(link, exchange.protocol, authenticator)
        again.server_name = exchange.server_name
        return again
    return exchange


def _by_response(body: Chap) -> str:
    """The algorithm by the shape of a Response, where the LCP negotiation was not captured."""
    if len(body.value) == _MS_RESPONSE:
        return "MS-CHAPv2" if not any(body.value[_RESERVED]) else "MS-CHAPv1"
    return "CHAP-MD5" if body.value_size == _MD5_SIZE else "CHAP"


def _eap(link: PppLink, said: Said) -> None:
    body, code, sender = said.packet.said, said.packet.code, said.frame.sender
    if not isinstance(body, Eap):
        return
    authenticator = sender.other if code == RESPONSE else sender
    exchange = _current(link, "EAP", authenticator)
    if exchange is None or (exchange.verdict is not None and code == REQUEST):
        exchange = _begin(link, "EAP", authenticator)
    if code == REQUEST:
        exchange.challenges.append(said)
        _offer(exchange, body)
    elif code == RESPONSE:
        exchange.responses.append(said)
        _respond(exchange, body)
    elif exchange.verdict is None or exchange.verdict.packet.code not in (SUCCESS, FAILURE):
        _judge(exchange, said, success=code == SUCCESS, message=exchange.message)


def _offer(exchange: Exchange, body: Eap) -> None:
    if body.method is None or body.method in (IDENTITY, NOTIFICATION):
        return
    if body.method not in exchange.offered:
        exchange.offered = (*exchange.offered, body.method)
    exchange.protocol = METHODS.get(body.method, f"EAP method {body.method}")
    if body.chap is not None and body.chap.name:
        exchange.server_name = body.chap.name
    if body.verdict is not None and not body.verdict.success:
        exchange.code, exchange.retry = body.verdict.error, bool(body.verdict.retry)
        exchange.message = body.verdict.message or body.verdict.text


def _respond(exchange: Exchange, body: Eap) -> None:
    if body.method == NAK or body.nak_methods:
        exchange.wanted = (*exchange.wanted, *(one for one in body.nak_methods if one not in exchange.wanted))
    if body.identity is not None:
        exchange.peer_name = body.identity
    elif body.chap is not None and body.chap.name:
        exchange.peer_name = body.chap.name


def _current(link: PppLink, family: str, authenticator: Side) -> Exchange | None:
    """The latest exchange of this protocol family in which this side demands the proof."""
    return link.latest.get((family, authenticator))


def family_of(protocol: str) -> str:
    """The family of an Exchange's protocol: "PAP", "CHAP" or "EAP"."""
    if protocol == "PEAP" or protocol.startswith("EAP"):
        return "EAP"
    return "PAP" if protocol == "PAP" else "CHAP"


def _begin(link: PppLink, protocol: str, authenticator: Side) -> Exchange:
    known = demanded(link, authenticator)
    if known is not None and family_of(known) == family_of(protocol) and protocol != "PAP":
        protocol = known
    exchange = Exchange(protocol, authenticator)
    link.exchanges.append(exchange)
    link.latest[family_of(protocol), authenticator] = exchange
    return exchange


def _judge(exchange: Exchange, said: Said, *, success: bool, message: str | None) -> None:
    exchange.verdict = said
    exchange.result = "success" if success else "failure"
    exchange.message = message or None
