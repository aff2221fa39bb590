"""Avp, Defect, ControlMessage, DataHeader: the shapes that L2TP octets decode to. Pure values, no time, no state."""

from typing import NamedTuple


class Defect(NamedTuple):
    """Octets that break the format. `offset` counts from the first octet of the L2TP header."""

    offset: int
    text: str
    rfc: str


class Avp(NamedTuple):
    """One Attribute Value Pair as it stands on the wire (RFC 2661 4.1).

    `value` are the octets after the 6-octet AVP header; for a hidden AVP they are the hidden octets.
    `reserved` holds the four reserved bits (0 in conforming messages). `offset` is that of the AVP in the message.
    `unhidden` is True where the H bit was set and a secret has shown the value, which then is the original one.
    """

    vendor_id: int
    type: int
    mandatory: bool
    hidden: bool
    value: bytes
    offset: int
    reserved: int = 0
    unhidden: bool = False


class ControlMessage(NamedTuple):
    """A control message or ZLB of version 2 or 3.

    version      2 or 3
    flags        the first 16 bits of the header as sent
    tunnel_id    Tunnel ID of the header (v3: Control Connection ID), always the receiver's
    session_id   Session ID of the header; None in v3
    ns, nr       sequence numbers; None where the S bit is missing and no octets stand for them
    type         Message Type; None for a ZLB, and for a message whose Message Type AVP cannot be read
    is_zlb       no octets follow the header
    octets       the whole message from its first header octet, UDP padding excluded
    """

    version: int
    flags: int
    tunnel_id: int
    session_id: int | None
    ns: int | None
    nr: int | None
    type: int | None
    is_zlb: bool
    avps: tuple[Avp, ...]
    defects: tuple[Defect, ...]
    octets: bytes

    def avp(self, type_: int, vendor_id: int = 0) -> Avp | None:
        """The first AVP of this type that is not hidden, or None."""
        for avp in self.avps:
            if avp.type == type_ and avp.vendor_id == vendor_id and not avp.hidden:
                return avp
        return None


class DataHeader(NamedTuple):
    """The header of a data message (RFC 2661 3.1), and where its payload starts in the datagram's octets."""

    version: int
    flags: int
    tunnel_id: int
    session_id: int
    ns: int | None
    nr: int | None
    payload_at: int
    length: int | None
    defects: tuple[Defect, ...]
