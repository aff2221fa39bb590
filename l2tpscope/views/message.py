"""An L2TP message in full: header bits, AVPs with their values, defects, and the PPP frame in data."""

import json
from collections.abc import Iterable, Iterator

from l2tpscope.views.clock import counted
from l2tpscope.views.part import Part
from l2tpscope.wire.avps import name_of, value_of
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.header import L_BIT, O_BIT, P_BIT, RESERVED_BITS, S_BIT, T_BIT, VERSION_MASK, u16
from l2tpscope.wire.message import Avp, ControlMessage, Defect
from l2tpscope.wire.messages import label_of, message_name
from l2tpscope.wire.ppp.framing import PppFraming, ppp_control, ppp_framing
from l2tpscope.wire.ppp.multilink import MultilinkHeader
from l2tpscope.wire.ppp.numbers import LQR
from l2tpscope.wire.ppp.packet import decode_ppp

BITS = (("T", T_BIT), ("L", L_BIT), ("S", S_BIT), ("O", O_BIT), ("P", P_BIT))
MESSAGE_TYPE = 0
L2TPV2 = 2


def control_parts(octets: bytes, cut: int = 0) -> Iterator[Part]:
    """A control message: its header, its AVPs one a line, what breaks the format."""
    return message_parts(decode_control(octets, cut), octets)


def message_parts(message: ControlMessage, octets: bytes) -> Iterator[Part]:
    """A control message that is decoded already, with what secrets have revealed in it."""
    session = [] if message.session_id is None else [f"Session ID {message.session_id}"]
    ids = ", ".join([f"Tunnel ID {message.tunnel_id}", *session, f"Ns {_known(message.ns)}, Nr {_known(message.nr)}"])
    length = f", Length {u16(octets, 2)}" if message.flags & L_BIT else ""
    yield Part(f"L2TPv{message.version} control message: {label_of(message)}", (_bits(message.flags) + length, ids))
    if message.avps:
        yield Part("AVPs (M mandatory, H hidden)", tuple(avp_text(avp, message) for avp in message.avps))
    yield from _defects(message.defects)


def data_parts(octets: bytes, cut: int = 0) -> Iterator[Part]:
    """A data message: its header, and what PPP control frame it holds."""
    header = decode_data(octets, cut)
    numbers = "" if header.ns is None else f", Ns {header.ns}, Nr {_known(header.nr)}"
    length = f", Length {header.length}" if header.length is not None else ""
    name = "L2F packet" if header.version == 1 else f"L2TPv{header.version} data message"
    ids = f"Tunnel ID {header.tunnel_id}, Session ID {header.session_id}{numbers}"
    payload = octets[header.payload_at : header.length]
    yield Part(name, (_bits(header.flags) + length, ids, f"payload of {len(payload):,} octets"))
    yield from _ppp(payload, header.version, cut)
    yield from _defects(header.defects)


def _bits(flags: int) -> str:
    """As in "T=1 L=1 S=1 O=0 P=0, version 2"; reserved bits only where they are set."""
    reserved = f", reserved bits 0x{flags & RESERVED_BITS:04x}" if flags & RESERVED_BITS else ""
    shown = " ".join(f"{name}={int(bool(flags & bit))}" for name, bit in BITS)
    return f"{shown}, version {flags & VERSION_MASK}{reserved}"


def _known(number: int | None) -> str:
    return "none" if number is None else str(number)


def avp_text(avp: Avp, message: ControlMessage) -> str:
    """An AVP in one line: "M- 7   Host Name: lac-one" (M mandatory, H hidden); secrets masked."""
    marks = ("M" if avp.mandatory else "-") + ("H" if avp.hidden or avp.unhidden else "-")
    vendor = f"{avp.vendor_id}/" if avp.vendor_id else ""
    return f"{marks} {vendor}{avp.type:<3} {name_of(avp.vendor_id, avp.type)}: {_value(avp, message)}"


def _value(avp: Avp, message: ControlMessage) -> str:
    if avp.hidden:
        return f"hidden, {counted(len(avp.value), 'octet')}"
    value = value_of(avp, message.type)
    if avp.type == MESSAGE_TYPE and avp.vendor_id == 0 and isinstance(value, int):
        return f"{value} ({message_name(value, message.version)})"
    return _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items() if each is not None)
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    if value is None:
        return "no value"
    return value if isinstance(value, str) else json.dumps(value)


def _ppp(payload: bytes, version: int, cut: int) -> Iterator[Part]:
    """A control packet of PPP in full; of any other frame in a session of L2TPv2 what it holds."""
    found = ppp_control(payload)
    if found is not None:
        yield from ppp_parts(found.protocol, payload[found.at :], cut, ppp_framing(payload).multilink)
    elif version == L2TPV2 and payload:
        framing = ppp_framing(payload)
        lines = _framing(framing)
        yield Part(f"PPP: {framing.kind}", lines)


def ppp_parts(protocol: int, octets: bytes, cut: int = 0, bundle: MultilinkHeader | None = None) -> Iterator[Part]:
    """A control packet of PPP, `octets` from its Code on; `bundle`: of the multilink fragment that it came in."""
    packet = decode_ppp(protocol, octets, cut)
    head = "" if protocol == LQR else f", identifier {packet.identifier}, Length {packet.length}"
    within = (f"in a multilink fragment, sequence number {bundle.sequence}",) if bundle is not None else ()
    said = (f"{name}: {text}" for name, text in packet.lines())
    lines = (f"protocol 0x{protocol:04x}{head}", *within, *said)
    yield Part(f"PPP: {packet.name}", tuple(line.removesuffix(": ") for line in lines))
    yield from _defects(packet.defects, "Defects of the PPP packet, counted from its Code")


def _framing(framing: PppFraming) -> tuple[str, ...]:
    """How a frame begins that is no control packet."""
    first = "address and control FF 03" if framing.has_address_control else "no address and control"
    if framing.protocol is None:
        return (first,)
    return (f"{first}, protocol 0x{framing.protocol:0{2 * framing.protocol_octets}x}",)


def _defects(defects: Iterable[Defect], title: str = "Defects") -> Iterator[Part]:
    lines = tuple(f"octet {defect.offset}: {defect.text} (RFC {defect.rfc})" for defect in defects)
    if lines:
        yield Part(title, lines)
