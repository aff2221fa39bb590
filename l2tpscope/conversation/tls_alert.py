"""Alerts of TLS inside EAP: what one side said when it broke off the handshake (RFC 5246 7.2)."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Exchange, Said
from l2tpscope.conversation.model import Side
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.tls import reassembled, tls_messages

_FATAL = "Alert fatal "


def fatal_alert(exchange: Exchange) -> tuple[str | None, Side | None]:
    """The first fatal alert that is not encrypted, in words ("unknown_ca"), and the side that sent it."""
    sides = ((exchange.challenges, exchange.authenticator), (exchange.responses, exchange.authenticator.other))
    for said, side in sides:
        for message in tls_messages(reassembled(_fragments(said))):
            if message.told.startswith(_FATAL):
                return message.told.removeprefix(_FATAL), side
    return None, None


def _fragments(said: list[Said]) -> Iterator[Eap]:
    """The fragments of one direction; a retransmission has the identifier of the packet before (RFC 3748 4.1)."""
    before: int | None = None
    for one in said:
        body = one.packet.said
        if isinstance(body, Eap) and body.tls and one.packet.identifier != before:
            yield body
        before = one.packet.identifier
