"""An independent witness of PPP: the packets of every sample, and made ones of all kinds, as tshark reads them."""

from pathlib import Path

import pytest

from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.encode import encode_data
from l2tpscope.wire.ppp.framing import ppp_control, ppp_framing
from l2tpscope.wire.ppp.link import Reject
from l2tpscope.wire.ppp.numbers import CHAP, EAP, IPCP, IPV6CP, LCP, PAP
from l2tpscope.wire.ppp.packet import PppPacket, decode_ppp
from tests.samples import FOLDER
from tests.wire.ppp.building import packet
from tests.witness.ppp_columns import COLUMNS, PLAIN, ours
from tests.witness.tshark_columns import Row, first_number, payload, rows_of, write_capture

CAPTURES = sorted(FOLDER.glob("*.pcap*"))
PROOF = b"407A5589115FD0D6209F510FE9C04566932CDA56"
CCP = 0x80FD


def normal(values: list[str]) -> list[str]:
    """Octets without colons; numbers that tshark prints in hex as decimals."""
    return [str(int(value, 16)) if value.startswith("0x") else value.replace(":", "") for value in values]


def compare(octets: bytes, cut: int, row: Row, where: str) -> PppPacket | None:
    """One data message: the packet that it holds, if tshark dissects it."""
    header = decode_data(octets, cut)
    inside = octets[header.payload_at : header.length]
    found = ppp_control(inside)
    if found is None:
        return None
    decoded = decode_ppp(found.protocol, inside[found.at :], cut)
    if cut:
        compare_cut(decoded, row, where)
        return decoded
    shown = ours(decoded, inside[found.at :])
    # Of a rejected packet it dissects the copy as well (RFC 1661 5.7), which we keep as octets.
    first = isinstance(decoded.said, Reject)
    theirs = {column: normal(row[column])[: len(value) if first else None] for column, value in shown.items()}
    assert theirs == {column: [value.replace(":", "") for value in values] for column, values in shown.items()}, where
    return decoded


def compare_cut(decoded: PppPacket, row: Row, where: str) -> None:
    """Of a packet that the snap length cut, tshark shows less; what both show is the same, and nothing is a defect."""
    assert decoded.defects == (), where
    if row["ppp.code"]:
        header = [first_number(row, column) for column in PLAIN]
        assert [decoded.code, decoded.identifier, decoded.length] == header, where


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_every_packet_of_a_sample_reads_as_tshark_reads_it(tshark: str, capture: Path) -> None:
    for row in rows_of(tshark, capture, ("ppp.length", *COLUMNS)):
        if first_number(row, "l2tp.type") == 0:
            cut = int(row["frame.len"][0]) - int(row["frame.cap_len"][0])
            decoded = compare(payload(row), cut, row, f"{capture.name} frame {row['frame.number'][0]}")
            assert decoded is None or decoded.defects == ()


def eap(code: int, body: bytes) -> tuple[int, bytes]:
    return EAP, packet(code, body)


MADE: list[tuple[int, bytes]] = [
    (LCP, packet(1, "010405dc 0206000a0000 0305c22305 0506deadbeef 0702 0802 0408c025000003e8")),
    (LCP, packet(1, "0304c023 090306 0d0306 110405dc 1202 130401aa 17040102")),
    (LCP, packet(3, "0305c22380 13090302005e001122")),
    (LCP, packet(4, "0304c227 1307 02c0000201 0a0304")),
    (LCP, packet(5, b"User request")),
    (LCP, packet(6, b"")),
    (LCP, packet(8, "80fd")),
    (LCP, packet(9, "deadbeef")),
    (LCP, packet(10, "0000000042616b61")),
    (LCP, packet(11, "00000001ffff")),
    (LCP, packet(12, b"\0\0\0\1MSRASV5.20")),
    (LCP, packet(13, b"\0\0\0\1\0\0\0\x3cbye")),
    (IPCP, packet(1, "0206002d0f01 0306c0000201 810608080808 820600000000 8306c0000235 8406c0000236")),
    (IPCP, packet(3, "010ac0000201c0000202")),
    (IPV6CP, packet(1, "010a0200005e10000001")),
    (CCP, packet(1, "1206010000e1 1a047800 150331")),
    (CCP, packet(4, "120600000001")),
    (CHAP, packet(1, b"\x10" + bytes(range(16)) + b"lns")),
    (CHAP, packet(2, b"\x31" + bytes(49) + b"BIGCO\\johndoe")),
    (CHAP, packet(3, b"S=" + PROOF + b" M=OK")),
    (CHAP, packet(4, b"E=691 R=1 C=0123456789ABCDEF0123456789ABCDEF V=3 M=no")),
    (PAP, packet(1, b"\x04erin\x0bmarmalade-4")),
    (PAP, packet(2, b"\x02OK")),
    (PAP, packet(3, b"\x02no")),
    eap(2, b"\1alice@realm"),
    eap(2, b"\3\x19"),
    eap(1, b"\4\x10" + bytes(range(16)) + b"lns"),
    eap(1, b"\x0d\x20"),
    eap(2, b"\x19\x80\0\0\0\x09\x16\3\1\0\4\0\0\0\0"),
    eap(1, b"\x1a\1\7\0\x18\x10" + bytes(range(16)) + b"lns"),
    eap(2, b"\x1a\2\7\0\x3b\x31" + bytes(49) + b"alice"),
    eap(1, b"\x1a\3\7\0\x33S=" + PROOF + b" M=OK"),
    eap(2, b"\x1a\3"),
    eap(1, b"\x1a\4\7\0\x0dE=691 R=0"),
    eap(3, b""),
    eap(4, b""),
]


def test_made_packets_of_all_kinds_read_as_tshark_reads_them(tshark: str, tmp_path: Path) -> None:
    payloads = [encode_data(5, 6, b"\xff\3" + protocol.to_bytes(2, "big") + octets) for protocol, octets in MADE]
    capture = write_capture(tmp_path / "made.pcap", payloads)
    rows = rows_of(tshark, capture, ("ppp.length", *COLUMNS))
    for row, octets, (protocol, made) in zip(rows, payloads, MADE, strict=True):
        decoded = compare(octets, 0, row, f"{protocol:04x} {made.hex()}")
        assert decoded is not None
        assert decoded.defects == ()


def test_a_multilink_fragment_reads_as_tshark_reads_it(tshark: str, tmp_path: Path) -> None:
    heads = ["80000005", "00000006", "40abcdef", "c0000000"]
    frames = [bytes.fromhex(f"ff03003d{head}0021") + bytes(20) for head in heads]
    capture = write_capture(tmp_path / "multilink.pcap", [encode_data(5, 6, frame) for frame in frames])
    rows = rows_of(tshark, capture, ("mp.first", "mp.last", "mp.seq"))
    for row, frame in zip(rows, frames, strict=True):
        header = ppp_framing(frame).multilink
        assert header is not None
        ours_of_it = [int(header.begins), int(header.ends), header.sequence]
        assert [first_number(row, column) for column in ("mp.first", "mp.last", "mp.seq")] == ours_of_it
