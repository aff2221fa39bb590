"""An independent witness: every L2TP frame of every sample capture, field by field, as tshark reads it."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from l2tpscope.wire.avps import spec_of
from l2tpscope.wire.decode import Kind, decode_control, decode_data, kind_of
from l2tpscope.wire.encode import encode_avp, encode_control
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.messages import MESSAGES, MessageSpec
from l2tpscope.wire.ppp import ppp_control
from l2tpscope.wire.values import ValueKind
from tests.witness.tshark_columns import Row, first_number, payload, rows_of, write_capture

SAMPLES = Path(__file__).parent.parent.parent / "sample_captures"
CAPTURES = sorted(SAMPLES.glob("*.pcap*"))

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


def was_snapped(row: Row) -> int:
    return int(row["frame.len"][0]) - int(row["frame.cap_len"][0])


def normal(values: list[str]) -> list[str]:
    """Octets without colons, "<MISSING>" for none at all; numbers that tshark prints in hex as decimals."""
    bare = (value.replace(":", "").replace("<MISSING>", "") for value in values)
    return [str(int(value, 16)) if value.startswith("0x") else value for value in bare]


def test_the_sample_captures_hold_something_to_compare() -> None:
    assert len(CAPTURES) >= 10


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_every_frame_reads_as_tshark_reads_it(tshark: str, capture: Path) -> None:
    for row in rows_of(tshark, capture, tuple(VALUES)):
        where = f"{capture.name} frame {row['frame.number'][0]}"
        octets, cut = payload(row), was_snapped(row)
        if first_number(row, "l2tp.type") == 1:
            assert kind_of(octets, cut) is Kind.CONTROL2, where
            message = decode_control(octets, cut)
            assert header_of(message) == tshark_header(row), where
            compare_avps(message, row, cut, where)
        else:
            assert kind_of(octets, cut) is Kind.DATA2, where
            compare_data(octets, row, where)


def header_of(message: ControlMessage) -> dict[str, int | None]:
    return {
        "flags": message.flags,
        "version": message.version,
        "tunnel_id": message.tunnel_id,
        "session_id": message.session_id,
        "ns": message.ns,
        "nr": message.nr,
        "type": message.type,
        "zlb": int(message.is_zlb),
    }


def tshark_header(row: Row) -> dict[str, int | None]:
    columns = {
        "flags": "l2tp.flags",
        "version": "l2tp.version",
        "tunnel_id": "l2tp.tunnel",
        "session_id": "l2tp.session",
        "ns": "l2tp.Ns",
        "nr": "l2tp.Nr",
        "type": "l2tp.avp.message_type",
    }
    zlb = {"zlb": len(row["l2tp.zero_length_body_message"])}
    return {name: first_number(row, column) for name, column in columns.items()} | zlb


def compare_avps(message: ControlMessage, row: Row, cut: int, where: str) -> None:
    """Of an AVP that the snap length cut, tshark shows the head as well; it is left out here."""
    avps = message.avps
    pairs = {
        "l2tp.avp.type": [str(avp.type) for avp in avps if not avp.hidden],
        "l2tp.avp.vendor_id": [str(avp.vendor_id) for avp in avps if not avp.hidden],
        "l2tp.avp.length": [str(6 + len(avp.value)) for avp in avps],
        "l2tp.avp.hidden": [str(int(avp.hidden)) for avp in avps],
        "l2tp.avp.mandatory": [str(int(avp.mandatory)) for avp in avps],
    }
    for column, ours in pairs.items():
        theirs = row[column][: len(ours)] if cut else row[column]
        assert ours == theirs, f"{where} {column}"
    for column, readings in VALUES.items():
        seen = [avp for avp in avps if avp.vendor_id == 0 and avp.type in readings and not avp.hidden]
        shown = [readings[avp.type](avp.value) for avp in seen]
        ours = [value for value in shown if value is not None]
        theirs = normal(row[column])[: len(ours)] if cut else normal(row[column])
        assert ours == theirs, f"{where} {column}"


def compare_data(octets: bytes, row: Row, where: str) -> None:
    header = decode_data(octets, was_snapped(row))
    ours = (header.flags, header.version, header.tunnel_id, header.session_id, header.length, header.ns, header.nr)
    columns = ("l2tp.flags", "l2tp.version", "l2tp.tunnel", "l2tp.session", "l2tp.length", "l2tp.Ns", "l2tp.Nr")
    assert ours == tuple(first_number(row, column) for column in columns), where
    found = ppp_control(octets[header.payload_at : header.length])
    protocol = first_number(row, "ppp.protocol")
    assert (found.protocol if found else None) == (protocol if protocol and protocol >= 0x8000 else None), where
    if found and row["ppp.code"]:
        theirs = first_number(row, "ppp.code"), first_number(row, "ppp.identifier")
        assert (found.code, found.identifier) == theirs, where


def made_value(kind: ValueKind, chance: Random) -> bytes:
    """Octets that such a value can have: letters where it is text and where a text may follow numbers, else any."""
    length = chance.randrange(kind.shortest, min(kind.longest, kind.shortest + 4 * kind.step) + 1, kind.step)
    letters = 0 if kind.name == "text" else kind.shortest
    return chance.randbytes(letters) + bytes(chance.choices(b"abcxyz", k=length - letters))


def made_message(spec: MessageSpec, chance: Random) -> bytes:
    """A message with each AVP that it requires or allows, with random values, M bits and IDs."""
    specs = [found for number in sorted(spec.required | spec.allowed) if (found := spec_of(0, number))]
    avps = [encode_avp(row.type, made_value(row.kind, chance), mandatory=chance.random() < 0.5) for row in specs]
    numbers = {name: chance.randrange(65536) for name in ("tunnel_id", "session_id", "ns", "nr")}
    return encode_control(spec.type, avps=b"".join(avps), **numbers)  # type: ignore[arg-type]


def test_made_messages_with_every_avp_read_as_tshark_reads_them(tshark: str, tmp_path: Path) -> None:
    chance = Random(2661)  # noqa: S311 - the same messages every time
    payloads = [made_message(spec, chance) for spec in MESSAGES.values() for _ in range(10)]
    rows = rows_of(tshark, write_capture(tmp_path / "made.pcap", payloads), tuple(VALUES))
    assert [payload(row) for row in rows] == payloads
    for row, octets in zip(rows, payloads, strict=True):
        message = decode_control(octets)
        where = f"frame {row['frame.number'][0]}"
        assert header_of(message) == tshark_header(row), where
        compare_avps(message, row, 0, where)
