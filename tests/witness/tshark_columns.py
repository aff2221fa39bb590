"""tshark's view of the L2TP frames of a capture: one row of named columns for each frame."""

import functools
import struct
import subprocess
from pathlib import Path

from tests.witness.avp_columns import VALUES

FRAME = ("frame.number", "frame.len", "frame.cap_len", "udp.payload")
HEADER = ("l2tp.flags", "l2tp.type", "l2tp.version", "l2tp.length", "l2tp.tunnel", "l2tp.session", "l2tp.Ns", "l2tp.Nr")
AVPS = ("l2tp.avp.type", "l2tp.avp.vendor_id", "l2tp.avp.length", "l2tp.avp.hidden", "l2tp.avp.mandatory")
OTHER = ("l2tp.zero_length_body_message", "l2tp.avp.message_type", "ppp.protocol", "ppp.code", "ppp.identifier")

LOWER = (
    "frame.time_epoch",
    "frame.protocols",
    "ip.src",
    "ip.dst",
    "ipv6.src",
    "ipv6.dst",
    "ip.id",
    "ip.flags.mf",
    "ip.frag_offset",
    "ip.proto",
    "udp.srcport",
    "udp.dstport",
    "udp.length",
    "l2tp.offset",
)
ICMP, UDP = 1, 17

BETWEEN = "\x1e"  # a character that no name in a capture holds

LINKTYPE_IPV4 = 228

Row = dict[str, list[str]]


def rows_of(tshark: str, capture: Path, values: tuple[str, ...] = (), display: str = "l2tp && !icmp") -> list[Row]:
    """Run tshark over a capture; each column holds the values of its field in the order of the frame, maybe none."""
    columns = (*FRAME, *HEADER, *AVPS, *OTHER, *values)
    options = [part for column in columns for part in ("-e", column)]
    form = ["-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", f"aggregator={BETWEEN}"]
    command = [tshark, "-n", "-r", str(capture), "-Y", display, *form, *options]
    found = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert found.returncode == 0 or "cut short" in found.stderr, found.stderr
    return [_row(columns, line) for line in found.stdout.split("\n") if line]


@functools.cache
def rows_of_all_frames(tshark: str, capture: Path) -> list[Row]:
    """Run tshark once over a capture, for all tests: every frame, the layers below L2TP and all values of AVPs."""
    return rows_of(tshark, capture, (*LOWER, *VALUES), display="")


def first_number(row: Row, column: str) -> int | None:
    """The column's first value as a number, decimal or hex; None where tshark shows none."""
    return int(row[column][0], 0) if row[column] else None


def payload(row: Row) -> bytes:
    """The octets above the outermost UDP."""
    return bytes.fromhex(row["udp.payload"][0].replace(":", ""))


def _row(columns: tuple[str, ...], line: str) -> Row:
    return {column: cell.split(BETWEEN) if cell else [] for column, cell in zip(columns, line.split("\t"), strict=True)}


def write_capture(path: Path, payloads: list[bytes]) -> Path:
    """A capture with one IPv4 datagram from and to UDP port 1701 for each payload, a second apart."""
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, LINKTYPE_IPV4)
    path.write_bytes(head + b"".join(_record(second, octets) for second, octets in enumerate(payloads)))
    return path


def _record(second: int, octets: bytes) -> bytes:
    udp = struct.pack(">4H", 1701, 1701, 8 + len(octets), 0) + octets
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), second, 0, 64, 17, 0, b"\xc0\0\2\1", b"\xc0\0\2\2") + udp
    return struct.pack("<IIII", second, 0, len(ip), len(ip)) + ip
