"""What a readable message does against the RFCs: lengths, M and H bits, required, misplaced and repeated AVPs."""

from collections.abc import Iterator

from l2tpscope.wire.avps import CLEAR, SET, AvpSpec, name_of, spec_of
from l2tpscope.wire.header import AVP_HEADER_OCTETS, CONTROL_HEADER_OCTETS
from l2tpscope.wire.message import Avp, ControlMessage, Defect
from l2tpscope.wire.messages import MESSAGES, MessageSpec, allows, message_name

_AVP_FORMAT, _HIDING, _MESSAGE_TYPE = "2661 4.1", "2661 4.3", "2661 4.4.1"
_MESSAGE_TYPE_NUMBER, _RANDOM_VECTOR = 0, 36
_NEVER_ZERO = frozenset({(0, 9), (0, 14), (0, 61)})
_PROXY_AUTHEN_ID = 32
_MAY_REPEAT = frozenset({(0, 36), (0, 46), (0, 58), (0, 79), (0, 97)})
"""Random Vector, a disconnect cause for each NCP, Extended Vendor ID, Failover Session State, Connect Speed Update."""
_SHORTEST_HIDDEN = 2
_V2 = 2


def value_defects(avp: Avp, version: int = 2) -> tuple[Defect, ...]:
    """What is wrong with one AVP in itself: its length, its value, its M bit (version 2 only), or that it is hidden."""
    spec = spec_of(avp.vendor_id, avp.type)
    if spec is None:
        return ()
    found = [*_hiding(avp, spec), *_length(avp, spec), *_number(avp)]
    if version == _V2 and avp.type != _MESSAGE_TYPE_NUMBER:
        found += _mandatory(avp, spec)
    return tuple(found)


def message_defects(message: ControlMessage) -> tuple[Defect, ...]:
    """What is wrong with a message beyond its format, in the order of the offsets: the AVPs one by one and together.

    Which AVPs a message requires and allows is judged in version 2 only. Nothing is called missing from a message
    whose end is cut off or unreadable. What decode_control found already (`message.defects`) is not repeated.
    """
    if message.is_zlb:
        return ()
    found = [defect for avp in message.avps for defect in value_defects(avp, message.version)]
    found += _message_type(message)
    found += _repeated(message)
    found += _without_random_vector(message)
    spec = None if message.type is None else MESSAGES.get(message.type)
    if spec is not None and message.version == _V2:
        found += _of_this_message(message, spec)
    return tuple(sorted(found))


def missing_avps(message: ControlMessage) -> tuple[int, ...]:
    """Attribute numbers (vendor 0) that this message of version 2 requires and lacks; hidden ones count as present."""
    spec = None if message.type is None else MESSAGES.get(message.type)
    if spec is None or message.version != _V2 or not _is_whole(message):
        return ()
    present = {avp.type for avp in message.avps if avp.vendor_id == 0}
    return tuple(sorted(spec.required - present))


def misplaced_avps(message: ControlMessage) -> tuple[Avp, ...]:
    """AVPs that the RFCs know, but not in this message of version 2; vendors' and unknown ones are never among them."""
    if message.type is None or message.version != _V2:
        return ()
    known = (avp for avp in message.avps if avp.vendor_id == 0 and spec_of(0, avp.type) is not None)
    return tuple(avp for avp in known if not allows(message.type or 0, avp.type))


def _hiding(avp: Avp, spec: AvpSpec) -> Iterator[Defect]:
    if (avp.hidden or avp.unhidden) and not spec.may_hide:
        yield Defect(avp.offset, f"{spec.name} is hidden and must not be", spec.rfc)
    if avp.hidden and len(avp.value) < _SHORTEST_HIDDEN:
        yield Defect(avp.offset, f"hidden {spec.name} has no room for the length of what it hides", _HIDING)


def _length(avp: Avp, spec: AvpSpec) -> Iterator[Defect]:
    length = len(avp.value)
    if not avp.hidden and not spec.kind.fits(length):
        text = f"{spec.name} has a value of {length} octets instead of {spec.kind.expected}"
        yield Defect(avp.offset, text, spec.rfc)


def _number(avp: Avp) -> Iterator[Defect]:
    """Values that the RFC excludes although their length fits."""
    if avp.hidden or not avp.value:
        return
    if (avp.vendor_id, avp.type) in _NEVER_ZERO and not any(avp.value):
        name = name_of(avp.vendor_id, avp.type)
        yield Defect(avp.offset, f"{name} is 0, which no recipient may assign", "2661 4.4")
    if (avp.vendor_id, avp.type) == (0, _PROXY_AUTHEN_ID) and avp.value[0]:
        yield Defect(avp.offset, "the reserved first octet of Proxy Authen ID is not 0", "2661 4.4.5")


def _mandatory(avp: Avp, spec: AvpSpec) -> Iterator[Defect]:
    if spec.m == SET and not avp.mandatory:
        yield Defect(avp.offset, f"M bit of {spec.name} is clear and must be set", spec.rfc)
    if spec.m == CLEAR and avp.mandatory:
        yield Defect(avp.offset, f"M bit of {spec.name} is set and must be clear", spec.rfc)


def _message_type(message: ControlMessage) -> Iterator[Defect]:
    """The Message Type AVP has to come first, once, and with the M bit of its message (RFC 2661 4.4.1)."""
    if not message.avps:
        return
    first = message.avps[0]
    if message.type is None:
        yield Defect(first.offset, "no readable Message Type AVP", _MESSAGE_TYPE)
    elif first.type != _MESSAGE_TYPE_NUMBER:
        yield Defect(first.offset, "the first AVP is not the Message Type", _MESSAGE_TYPE)


def _repeated(message: ControlMessage) -> Iterator[Defect]:
    seen: set[tuple[int, int]] = set()
    for avp in message.avps:
        key = (avp.vendor_id, avp.type)
        if key in seen and key not in _MAY_REPEAT and spec_of(*key) is not None:
            yield Defect(avp.offset, f"{name_of(*key)} stands in the message more than once", _AVP_FORMAT)
        seen.add(key)


def _without_random_vector(message: ControlMessage) -> Iterator[Defect]:
    for avp in message.avps:
        if (avp.vendor_id, avp.type) == (0, _RANDOM_VECTOR):
            return
        if avp.hidden:
            text = f"{name_of(avp.vendor_id, avp.type)} is hidden, but no Random Vector stands before it"
            yield Defect(avp.offset, text, _HIDING)


def _of_this_message(message: ControlMessage, spec: MessageSpec) -> Iterator[Defect]:
    for number in missing_avps(message):
        yield Defect(CONTROL_HEADER_OCTETS, f"{spec.name} lacks the required {name_of(0, number)}", spec.rfc)
    for avp in misplaced_avps(message):
        yield Defect(avp.offset, f"{name_of(0, avp.type)} is not defined for {message_name(spec.type)}", spec.rfc)
    type_ = message.avp(_MESSAGE_TYPE_NUMBER)
    if type_ is not None and spec.type_mandatory is not None and type_.mandatory != spec.type_mandatory:
        wanted = "set" if spec.type_mandatory else "clear"
        yield Defect(type_.offset, f"M bit of the Message Type {spec.name} must be {wanted}", spec.rfc)
    if message.session_id and not spec.of_session:
        yield Defect(6, f"Session ID {message.session_id} in {spec.name}, which concerns the whole tunnel", spec.rfc)


def _is_whole(message: ControlMessage) -> bool:
    """Whether the AVPs reach the end that the Length field gives, so that what is absent was not sent."""
    size = len(message.octets)
    last = message.avps[-1] if message.avps else None
    end = CONTROL_HEADER_OCTETS if last is None else last.offset + AVP_HEADER_OCTETS + len(last.value)
    declared = int.from_bytes(message.octets[2:4], "big") if message.flags & 0x4000 else size
    return end == size and declared <= size
