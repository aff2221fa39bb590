"""Tunnels, their messages and their sessions as the values that the JSON holds."""

from collections.abc import Iterable
from statistics import median

from l2tpscope.conversation.model import DataCount, Ending, Session, Side, Transmission, Tunnel
from l2tpscope.render.json_ppp import ppp_of
from l2tpscope.render.json_values import Json, instant, seconds
from l2tpscope.wire.avps import is_secret, name_of, value_of
from l2tpscope.wire.message import Avp, ControlMessage
from l2tpscope.wire.messages import ACK, label_of

L2TPV2 = 2
MASK = "**"
"""Stands for one octet of a secret."""


def tunnel_of(tunnel: Tunnel) -> dict[str, Json]:
    """One tunnel, without its messages and sessions."""
    return {
        "index": tunnel.index,
        "name": tunnel.name,
        "version": tunnel.version,
        "transport": tunnel.transport,
        "encrypted": tunnel.encrypted,
        "initiator": end_of(tunnel, Side.INITIATOR),
        "recipient": end_of(tunnel, Side.RECIPIENT),
        "initiator_known": tunnel.initiator_known,
        "beginning_seen": tunnel.beginning_seen,
        "state": tunnel.state,
        "opened_at": instant(tunnel.opened_ns),
        "established_at": instant(tunnel.established_ns),
        "ended_at": instant(tunnel.end.time_ns) if tunnel.end else None,
        "end": ending_of(tunnel.end),
        "control": control_of(tunnel),
    }


def spoken_to(tunnel: Tunnel, side: Side) -> tuple[str, int] | None:
    """Where this side received its first message, for a side that was never seen sending."""
    for sent in tunnel.transmissions:
        if sent.sender is side.other:
            return sent.datagram.destination, sent.datagram.destination_port
    return None


def address_of(tunnel: Tunnel, side: Side) -> str | None:
    """The address of one side: where its first message came from, else where it was spoken to."""
    first = next(iter(tunnel.ends[side].addresses), None) or spoken_to(tunnel, side)
    return first[0] if first else None


def end_of(tunnel: Tunnel, side: Side) -> dict[str, Json]:
    """One end of a tunnel."""
    end = tunnel.ends[side]
    address, port = next(iter(end.addresses), None) or spoken_to(tunnel, side) or (None, None)
    version = end.protocol_version
    return {
        "address": address,
        "port": port,
        "tunnel_id": end.tunnel_id,
        "role": end.role,
        "host_name": end.host_name,
        "vendor_name": end.vendor_name,
        "firmware_revision": end.firmware_revision,
        "protocol_version": f"{version[0]}.{version[1]}" if version else None,
        "receive_window_size": end.receive_window_size,
        "implementation": {"name": end.implementation, "why": end.implementation_why} if end.implementation else None,
        "addresses_seen": [{"address": seen.address, "port": seen.port} for seen in end.addresses],
        "state": end.state,
        "authentication": end.proof,
    }


def ending_of(end: Ending | None) -> dict[str, Json] | None:
    """How a tunnel (or session) ended."""
    if end is None:
        return None
    ref = end.transmission.ref if end.transmission else None
    return {
        "from": end.sender.value if end.sender else None,
        "message": end.message,
        "result_code": end.result_code,
        "error_code": end.error_code,
        "error_message": end.error_message,
        "frame": ref.frame if ref else None,
        "capture": ref.capture if ref else None,
        "gave_up": end.gave_up,
        "byte_swapped": end.byte_swapped,
    }


def control_of(tunnel: Tunnel) -> dict[str, Json]:
    """The counts of reliable delivery; transmissions, duplicates and zlb add up to the control frames of the tunnel."""
    sent = [each for each in tunnel.transmissions if each.duplicate_of is None]
    numbered = [each for each in sent if not _acknowledges_only(each.message)]
    again = sum(each.retransmission_of is not None for each in numbered)
    deliveries = [delivery for each in tunnel.deliveries.values() for delivery in each]
    return {
        "messages": len(numbered) - again,
        "transmissions": len(numbered),
        "retransmissions": again,
        "duplicates": len(tunnel.transmissions) - len(sent),
        "zlb": len(sent) - len(numbered),
        "unacknowledged": sum(delivery.acknowledged_by is None for delivery in deliveries),
        "out_of_order": sum(delivery.out_of_order for delivery in deliveries),
        "not_captured": sum(map(len, tunnel.not_captured.values())),
        "rtt": rtt_of(delivery.rtt_ns for delivery in deliveries),
    }


def _acknowledges_only(message: ControlMessage) -> bool:
    return message.is_zlb or message.type == ACK


def rtt_of(samples: Iterable[int | None]) -> dict[str, Json]:
    """Round-trip times in seconds; null without a sample."""
    known = [sample for sample in samples if sample is not None]
    return {
        "min": seconds(min(known, default=None)),
        "median": seconds(round(median(known))) if known else None,
        "max": seconds(max(known, default=None)),
        "samples": len(known),
    }


def message_of(sent: Transmission) -> dict[str, Json]:
    """One captured control frame."""
    message, earlier, answer = sent.message, sent.retransmission_of, sent.acknowledged_by
    return {
        "capture": sent.ref.capture,
        "frame": sent.ref.frame,
        "time": instant(sent.time_ns),
        "from": sent.sender.value,
        "type": label_of(message),
        "ns": message.ns,
        "nr": message.nr,
        "tunnel_id": message.tunnel_id,
        "session_id": message.session_id,
        "session": sent.session.index if sent.session else None,
        "retransmission_of": earlier.ref.frame if earlier else None,
        "duplicate_of": sent.duplicate_of.ref.frame if sent.duplicate_of else None,
        "acknowledged_by": answer.ref.frame if answer else None,
        "acknowledged_after": seconds(answer.time_ns - sent.time_ns) if answer else None,
        "avps": [avp_of(avp, message) for avp in message.avps],
        "defects": [{"offset": defect.offset, "text": defect.text, "rfc": defect.rfc} for defect in message.defects],
        "irregularities": list(sent.irregularities),
    }


def avp_of(avp: Avp, message: ControlMessage) -> dict[str, Json]:
    """One AVP; each octet of a secret or hidden one is masked, and `value_of` masks its value."""
    secret = avp.hidden or is_secret(avp.vendor_id, avp.type)
    return {
        "vendor_id": avp.vendor_id,
        "type": avp.type,
        "name": name_of(avp.vendor_id, avp.type),
        "mandatory": avp.mandatory,
        "hidden": avp.hidden or avp.unhidden,
        "value": value_of(avp, message.type),
        "octets": MASK * len(avp.value) if secret else avp.value.hex(),
    }


def session_of(session: Session) -> dict[str, Json]:
    """One session with what its two sides sent."""
    return {
        "index": session.index,
        "initiator_session_id": session.ids[Side.INITIATOR],
        "recipient_session_id": session.ids[Side.RECIPIENT],
        "call": session.call,
        "pseudowire": "PPP" if session.tunnel.version == L2TPV2 else None,
        "call_serial_number": session.serial,
        "state": session.state,
        "opened_at": instant(session.opened_ns),
        "established_at": instant(session.established_ns),
        "ended_at": instant(session.end.time_ns) if session.end else None,
        "end": session_ending_of(session.end),
        "data": {side.value: data_of(session.sent[side]) for side in Side},
        "ppp": ppp_of(session),
    }


def session_ending_of(end: Ending | None) -> dict[str, Json] | None:
    """How a session ended, with the causes that only a session has (RFC 3145, Q.931)."""
    members = ending_of(end)
    if members is None or end is None:
        return None
    cause, q931 = end.disconnect_cause, end.q931
    names, q931_names = ("code", "protocol", "direction", "message"), ("code", "message", "advisory")
    members["disconnect_cause"] = dict(zip(names, (*cause[:3], cause[3] or None), strict=True)) if cause else None
    members["q931"] = dict(zip(q931_names, (*q931[:2], q931[2] or None), strict=True)) if q931 else None
    return members


def data_of(count: DataCount) -> dict[str, Json]:
    """Data messages that one side sent."""
    return {
        "packets": count.packets,
        "octets": count.octets,
        "first_time": instant(count.first_ns),
        "last_time": instant(count.last_ns),
        "missing": count.missing,
        "reordered": count.reordered,
        "duplicated": count.duplicated,
        "largest_inner": count.largest or None,
    }
