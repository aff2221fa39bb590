"""Unhide: hidden AVPs read with the tunnel secrets that the user gave (RFC 2661 4.3), before messages are joined."""

from collections.abc import Iterable

from l2tpscope.scan.datagram import Datagram
from l2tpscope.secrets.hiding import shared_key_v3, unhide
from l2tpscope.secrets.known import Secrets
from l2tpscope.wire.avps import spec_of
from l2tpscope.wire.decode import message_type_of
from l2tpscope.wire.message import Avp, ControlMessage

HOST_NAME, RANDOM_VECTOR = 7, 36
MOST_HOSTS = 1 << 16
"""Addresses whose Host Name is remembered: a flood of forged ones shall not fill the memory."""
V3 = 3


class Unhider:
    """Unhides what it can; it learns from Host Name AVPs which name an address has."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._hosts: dict[str, str] = {}

    def unhide(self, datagram: Datagram, message: ControlMessage) -> ControlMessage:
        """The message with its hidden AVPs in clear where one of the secrets for its two ends fits all of them."""
        host = message.avp(HOST_NAME)
        if host is not None and len(self._hosts) < MOST_HOSTS:
            self._hosts[datagram.source] = host.value.decode("utf-8", "backslashreplace")
        if not any(avp.hidden for avp in message.avps):
            return message
        ends = datagram.source, datagram.destination
        hosts = [self._hosts[address] for address in ends if address in self._hosts]
        return in_clear(message, self._secrets.tunnel_secrets(hosts, ends))


def in_clear(message: ControlMessage, secrets: Iterable[bytes]) -> ControlMessage:
    """The message with the first secret that gives every hidden AVP a value that fits; else the message itself."""
    for secret in secrets:
        avps = _unhidden(message.avps, shared_key_v3(secret) if message.version == V3 else secret)
        if avps is not None:
            return message._replace(avps=avps, type=message.type if message.type is not None else message_type_of(avps))
    return message


def _unhidden(avps: tuple[Avp, ...], key: bytes) -> tuple[Avp, ...] | None:
    """Each hidden AVP, read with the last Random Vector before it (RFC 2661 4.3); None where one does not fit."""
    found: list[Avp] = []
    vector: bytes | None = None
    for avp in avps:
        if avp.hidden:
            value = unhide(avp.type, key, vector, avp.value) if vector is not None else None
            spec = spec_of(avp.vendor_id, avp.type)
            if value is None or (spec is not None and not spec.kind.fits(len(value))):
                return None
            found.append(avp._replace(value=value, hidden=False, unhidden=True))
            continue
        if avp.type == RANDOM_VECTOR and avp.vendor_id == 0:
            vector = avp.value
        found.append(avp)
    return tuple(found)
