"""Values to octets: control messages, AVPs and data messages, every bit at the caller's will."""

from collections.abc import Iterable

from l2tpscope.wire.header import AVP_HEADER, CONTROL_FLAGS, H_BIT, L_BIT, M_BIT, O_BIT, S_BIT, VERSION_MASK
from l2tpscope.wire.message import Avp, ControlMessage

_V3 = 3


def encode_avp(  # noqa: PLR0913 - one parameter for each field of the AVP header
    type: int,  # noqa: A002 - the field's name
    value: bytes = b"",
    *,
    vendor_id: int = 0,
    mandatory: bool = True,
    hidden: bool = False,
    reserved: int = 0,
    length: int | None = None,
) -> bytes:
    """One AVP (RFC 2661 4.1). `length` replaces the true one in the Length field, whatever it is.

    Raises ValueError where the value does not fit the 10-bit Length and no `length` is given.
    """
    true_length = 6 + len(value)
    if length is None and true_length > 1023:  # noqa: PLR2004 - 10 bits
        message = f"an AVP of {true_length} octets exceeds the 1023 that its Length field can say"
        raise ValueError(message)
    bits = (M_BIT if mandatory else 0) | (H_BIT if hidden else 0) | (reserved & 15) << 10
    bits |= (true_length if length is None else length) & 0x03FF
    return AVP_HEADER.pack(bits, vendor_id, type) + value


def encode_control(  # noqa: PLR0913 - one parameter for each field of the header
    type: int | None,  # noqa: A002 - the field's name
    *,
    tunnel_id: int,
    session_id: int = 0,
    ns: int,
    nr: int,
    avps: bytes = b"",
    version: int = 2,
    flags: int | None = None,
    length: int | None = None,
    offset: int = 0,
    type_mandatory: bool = True,
) -> bytes:
    """A control message with its Message Type AVP first; `type` None: a ZLB, or just `avps`.

    Version 3 (RFC 3931 3.2.1) takes `tunnel_id` as the 32-bit Control Connection ID. `flags` replaces the first 16 bits
    and so decides which optional fields are written (L: Length, S: Ns and Nr, O: `offset` and as many zero octets);
    `length` replaces the value of the Length field.
    """
    bits = CONTROL_FLAGS | (version & VERSION_MASK) if flags is None else flags
    ids = _u32(tunnel_id) if version == _V3 else _u16(tunnel_id) + _u16(session_id)
    sequence = _u16(ns) + _u16(nr) if bits & S_BIT else b""
    padding = _u16(offset) + bytes(offset) if bits & O_BIT else b""
    first = b"" if type is None else encode_avp(0, _u16(type), mandatory=type_mandatory)
    return _with_length(bits, ids + sequence + padding + first + avps, length)


def encode_data(  # noqa: PLR0913 - one parameter for each field of the header
    tunnel_id: int,
    session_id: int,
    payload: bytes,
    *,
    ns: int | None = None,
    nr: int = 0,
    length: bool = False,
    offset: int | None = None,
    flags: int | None = None,
    length_field: int | None = None,
) -> bytes:
    """A data message (RFC 2661 3.1). `ns` None: no S bit. `offset` None: no O bit, else so many zero octets.

    `flags` adds these bits; `length_field` replaces the value of the Length field where `length` asks for one.
    """
    bits = 2 | (L_BIT if length else 0) | (0 if ns is None else S_BIT) | (0 if offset is None else O_BIT) | (flags or 0)
    sequence = b"" if ns is None else _u16(ns) + _u16(nr)
    padding = b"" if offset is None else _u16(offset) + bytes(offset)
    return _with_length(bits, _u16(tunnel_id) + _u16(session_id) + sequence + padding + payload, length_field)


def encode_avps(avps: Iterable[Avp]) -> bytes:
    """The AVPs' octets, one after the other, as they were decoded."""
    return b"".join(
        encode_avp(
            avp.type,
            avp.value,
            vendor_id=avp.vendor_id,
            mandatory=avp.mandatory,
            hidden=avp.hidden,
            reserved=avp.reserved,
        )
        for avp in avps
    )


def encode_message(message: ControlMessage) -> bytes:
    """The octets of a message without defects, from its fields: what decode_control reads back unchanged."""
    return encode_control(
        None,
        tunnel_id=message.tunnel_id,
        session_id=message.session_id or 0,
        ns=message.ns or 0,
        nr=message.nr or 0,
        avps=encode_avps(message.avps),
        version=message.version,
        flags=message.flags,
    )


def _with_length(bits: int, rest: bytes, length: int | None) -> bytes:
    if not bits & L_BIT:
        return _u16(bits) + rest
    true_length = 4 + len(rest)
    return _u16(bits) + _u16(true_length if length is None else length) + rest


def _u16(number: int) -> bytes:
    return (number & 0xFFFF).to_bytes(2, "big")


def _u32(number: int) -> bytes:
    return (number & 0xFFFFFFFF).to_bytes(4, "big")
