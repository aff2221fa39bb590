"""Which octets of an L2TP message are a password or help to find one, so that no dump shows them."""

from collections.abc import Iterator

from l2tpscope.wire.avps import is_secret
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.header import AVP_HEADER_OCTETS, T_BIT, u16
from l2tpscope.wire.layout import layout_of
from l2tpscope.wire.ppp import ppp_control

PAP, CHAP, EAP = 0xC023, 0xC223, 0xC227
REQUEST, RESPONSE = 1, 2
PPP_HEADER = 4
EAP_IDENTITY, EAP_NAK = 1, 3


def secret_octets(payload: bytes, cut: int = 0) -> frozenset[int]:
    """Offsets in an L2TP message (of version 2) of octets to mask; where it is broken, rather more than fewer."""
    flags = u16(payload, 0) or 0
    ranges = _of_control(payload, cut) if flags & T_BIT else _of_data(payload, cut)
    return frozenset(at for each in ranges for at in each if at < len(payload))


def _of_control(octets: bytes, cut: int) -> Iterator[range]:
    message = decode_control(octets, cut)
    at = layout_of(octets, cut).body_at
    for avp in message.avps:
        at = avp.offset + AVP_HEADER_OCTETS
        if is_secret(avp.vendor_id, avp.type):
            yield range(at, at + len(avp.value))
        at += len(avp.value)
    # What follows the last whole AVP is one that was cut off, or runs past the end.
    vendor_id, type_ = u16(octets, at + 2), u16(octets, at + 4)
    if vendor_id is not None and type_ is not None and is_secret(vendor_id, type_):
        yield range(at + AVP_HEADER_OCTETS, len(octets))


def _of_data(octets: bytes, cut: int) -> Iterator[range]:
    start = decode_data(octets, cut).payload_at
    found = ppp_control(octets[start:])
    if found is None:
        return
    body = start + found.at + PPP_HEADER
    if (found.protocol, found.code) == (PAP, REQUEST):
        peer_id = octets[body] if body < len(octets) else 0
        yield range(body + 1 + peer_id, len(octets))
    elif (found.protocol, found.code) == (CHAP, RESPONSE):
        size = octets[body] if body < len(octets) else 0
        yield range(body + 1, body + 1 + size)
    elif (found.protocol, found.code) == (EAP, RESPONSE):
        kind = octets[body] if body < len(octets) else EAP_IDENTITY
        if not EAP_IDENTITY <= kind <= EAP_NAK:
            yield range(body + 1, len(octets))
