"""An independent witness: every L2TP frame of every sample capture, field by field, as tshark reads it."""

from pathlib import Path
from random import Random

import pytest

from l2tpscope.wire.avps import spec_of
from l2tpscope.wire.decode import Kind, decode_control, decode_data, kind_of
from l2tpscope.wire.encode import encode_avp, encode_control
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.messages import MESSAGES, MessageSpec
from l2tpscope.wire.ppp.framing import ppp_control
from l2tpscope.wire.ppp.numbers import MULTILINK
from l2tpscope.wire.values import ValueKind
from tests.witness.avp_columns import VALUES
from tests.witness.tshark_columns import (
    ICMP,
    Row,
    first_number,
    payload,
    rows_of,
    rows_of_all_frames,
    write_capture,
)

SAMPLES = Path(__file__).parent.parent.parent / "sample_captures"
CAPTURES = sorted(SAMPLES.glob("*.pcap*"))


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
    for row in rows_of_all_frames(tshark, capture):
        if not row["l2tp.version"] or first_number(row, "ip.proto") == ICMP:
            continue
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
    # What stands whole in a bundle it shows behind the protocol of multilink.
    protocols = [number for value in row["ppp.protocol"] if (number := int(value, 0)) != MULTILINK]
    protocol = next(iter(protocols), None)
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
