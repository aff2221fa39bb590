"""What tshark calls the values of AVPs, and how it prints them."""

from collections.abc import Callable

Shown = Callable[[bytes], str | None]


def number(value: bytes) -> str:
    return str(int.from_bytes(value, "big"))


def part(begin: int, end: int) -> Shown:
    """A number within a value; not shown where the value ends before it."""
    return lambda value: number(value[begin:end]) if len(value) >= end else None


def bit(mask: int) -> Shown:
    return lambda value: str(int(int.from_bytes(value, "big") & mask != 0))


def text(value: bytes) -> str | None:
    """A text as tshark shows it: ended by its first zero octet."""
    return value.split(b"\0")[0].decode() or None


# What tshark calls the fields of the AVPs of vendor 0 (several AVPs may share one), and how it prints them.
VALUES: dict[str, dict[int, Shown]] = {
    "l2tp.avp.message_type": {0: number},
    "l2tp.result_code": {1: part(0, 2)},
    "l2tp.avp.error_code": {1: part(2, 4)},
    "l2tp.avp.error_message": {1: lambda value: text(value[4:])},
    "l2tp.avp.protocol_version": {2: part(0, 1)},
    "l2tp.avp.protocol_revision": {2: part(1, 2)},
    "l2tp.avp.async_framing_supported": {3: bit(2)},
    "l2tp.avp.sync_framing_supported": {3: bit(1)},
    "l2tp.avp.analog_access_supported": {4: bit(2)},
    "l2tp.avp.digital_access_supported": {4: bit(1)},
    "l2tp.avp.firmware_revision": {6: number},
    "l2tp.avp.host_name": {7: text},
    "l2tp.avp.vendor_name": {8: text},
    "l2tp.avp.assigned_tunnel_id": {9: number},
    "l2tp.avp.receive_window_size": {10: number},
    "l2tp.avp.chap_challenge": {11: bytes.hex},
    "l2tp.avp.cause_code": {12: part(0, 2)},
    "l2tp.avp.cause_msg": {12: part(2, 3)},
    "l2tp.avp.chap_challenge_response": {13: bytes.hex},
    "l2tp.avp.assigned_session_id": {14: number},
    "l2tp.avp.call_serial_number": {15: number},
    "l2tp.avp.minimum_bps": {16: number},
    "l2tp.avp.maximum_bps": {17: number},
    "l2tp.avp.analog_bearer_type": {18: bit(2)},
    "l2tp.avp.digital_bearer_type": {18: bit(1)},
    "l2tp.avp.async_framing_type": {19: bit(2)},
    "l2tp.avp.sync_framing_type": {19: bit(1)},
    "l2tp.avp.called_number": {21: text},
    "l2tp.avp.calling_number": {22: text},
    "l2tp.avp.connect_speed": {24: number},
    "l2tp.avp.physical_channel": {25: number},
    "l2tp.avp.initial_received_lcp_confreq": {26: bytes.hex},
    "l2tp.avp.proxy_authen_type": {29: number},
    "l2tp.avp.proxy_authen_name": {30: text},
    "l2tp.avp.send_accm": {35: part(2, 6)},
    "l2tp.avp.receive_accm": {35: part(6, 10)},
    "l2tp.avp.random_vector": {36: bytes.hex},
    "l2tp.avp.rx_connect_speed": {38: number},
    "l2tp.avp.disconnect_code": {46: part(0, 2)},
    "l2tp.avp.control_protocol_number": {46: part(2, 4)},
    "l2tp.avp.cause_code_direction": {46: part(4, 5)},
}
