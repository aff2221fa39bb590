"""What tshark makes of a capture: its control messages, data messages, ICMP errors and fragments, by frame.

Repeats and acknowledgments are worked out here from tshark's fields alone, by the definitions: a retransmission has
the same sender, tunnel, Ns and type (ZLB never is one); a duplicate has the same octets and the same IP ID besides
zero, or, without one, the same octets within 2 ms.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.witness.tshark_columns import ICMP, UDP, Row, first_number, payload, rows_of_all_frames

COPIES_WITHIN_NS = 2_000_000
FLAG_LENGTH, FLAG_SEQUENCE, FLAG_OFFSET = 0x4000, 0x0800, 0x0200

Ends = tuple[str, int, str, int]
"""Source address and port, destination address and port."""


class Control(NamedTuple):
    """A control frame."""

    frame: int
    time_ns: int
    ends: Ends
    ip_id: int
    type: int | None
    ns: int
    nr: int
    tunnel_id: int
    session_id: int
    octets: bytes
    cut: bool
    row: Row

    @property
    def is_zlb(self) -> bool:
        """Whether tshark calls it one."""
        return bool(self.row["l2tp.zero_length_body_message"])

    @property
    def names_no_tunnel(self) -> bool:
        """Whether neither the header nor a readable AVP tells which tunnel it is for."""
        return not (self.tunnel_id or self.row["l2tp.avp.assigned_tunnel_id"])

    def avps(self) -> Iterator[tuple[int | None, int | None, bool, bool, int]]:
        """Vendor, type, M, H, length of each; of hidden ones tshark shows neither vendor nor type."""
        named = zip(self.row["l2tp.avp.vendor_id"], self.row["l2tp.avp.type"], strict=True)
        columns = (self.row[f"l2tp.avp.{name}"] for name in ("mandatory", "hidden", "length"))
        for mandatory, hidden, length in zip(*columns, strict=True):
            vendor, number = (None, None) if hidden == "1" else map(int, next(named))
            yield vendor, number, mandatory == "1", hidden == "1", int(length)

    def results(self) -> Iterator[tuple[int, int | None, str | None]]:
        """Result code, error code, text (no message of the samples has two)."""
        for result in self.row["l2tp.result_code"]:
            errors, texts = self.row["l2tp.avp.error_code"], self.row["l2tp.avp.error_message"]
            yield int(result), int(errors[0]) if errors else None, texts[0] if texts else None


class Flow(NamedTuple):
    """What data messages are counted by."""

    source: str
    destination: str
    tunnel_id: int
    session_id: int


@dataclass
class Reading:
    """What tshark says of one capture; `times_ns` has an entry for each frame."""

    times_ns: list[int] = field(default_factory=list)
    octets: int = 0
    snapped: int = 0
    control: list[Control] = field(default_factory=list)
    packets: Counter[Flow] = field(default_factory=Counter)
    payload_octets: Counter[Flow] = field(default_factory=Counter)
    quotes: list[int] = field(default_factory=list)
    fragments: list[int] = field(default_factory=list)
    completed: set[int] = field(default_factory=set)
    duplicate_of: dict[int, int] = field(default_factory=dict)
    retransmission_of: dict[int, int] = field(default_factory=dict)


def reading_of(tshark: str, capture: Path) -> Reading:
    """Let tshark read a whole capture, and sort what it says."""
    reading = Reading()
    for row in rows_of_all_frames(tshark, capture):
        reading.times_ns.append(time_ns(row))
        reading.octets += int(row["frame.len"][0])
        reading.snapped += row["frame.len"] != row["frame.cap_len"]
        _sort(reading, row)
    _link(reading)
    return reading


def time_ns(row: Row) -> int:
    """The time of a frame; never through a float."""
    seconds, _, fraction = row["frame.time_epoch"][0].partition(".")
    return int(seconds) * 1_000_000_000 + int(fraction.ljust(9, "0"))


def _sort(reading: Reading, row: Row) -> None:
    frame = int(row["frame.number"][0])
    version = first_number(row, "l2tp.version")
    outermost = first_number(row, "ip.proto") if not _is_six(row) else None
    if outermost == UDP and (first_number(row, "ip.frag_offset") or row["ip.flags.mf"][0] == "1"):
        reading.fragments.append(frame)
        reading.completed |= {frame} if row["udp.payload"] else set()
    if version is None or not row["udp.payload"]:
        return
    if outermost == ICMP or _layers(row)[1:2] == ["icmpv6"]:
        reading.quotes.append(frame)
    elif first_number(row, "l2tp.type") == 1:
        reading.control.append(_control(row))
    else:
        flow, octets = _data(row)
        reading.packets[flow] += 1
        reading.payload_octets[flow] += octets


def _layers(row: Row) -> list[str]:
    """From the outermost IP on: ["ip", "udp", "l2tp", "ppp", ...]."""
    layers = row["frame.protocols"][0].split(":")
    starts = [layers.index(name) for name in ("ip", "ipv6") if name in layers]
    return layers[min(starts) :] if starts else []


def _is_six(row: Row) -> bool:
    return _layers(row)[:1] == ["ipv6"]


def _ends(row: Row) -> Ends:
    source, destination = (row["ipv6.src"], row["ipv6.dst"]) if _is_six(row) else (row["ip.src"], row["ip.dst"])
    return source[0], int(row["udp.srcport"][0]), destination[0], int(row["udp.dstport"][0])


def _control(row: Row) -> Control:
    numbers = {
        name: first_number(row, column) or 0
        for name, column in (
            ("ns", "l2tp.Ns"),
            ("nr", "l2tp.Nr"),
            ("tunnel_id", "l2tp.tunnel"),
            ("session_id", "l2tp.session"),
        )
    }
    return Control(
        frame=int(row["frame.number"][0]),
        time_ns=time_ns(row),
        ends=_ends(row),
        ip_id=0 if _is_six(row) else first_number(row, "ip.id") or 0,
        type=first_number(row, "l2tp.avp.message_type"),
        octets=payload(row),
        cut=row["frame.len"] != row["frame.cap_len"],
        row=row,
        **numbers,
    )


def _data(row: Row) -> tuple[Flow, int]:
    """Which way a data message went, and the octets behind its header: by Length, or by UDP's."""
    flags = first_number(row, "l2tp.flags") or 0
    header = 6 + 2 * bool(flags & FLAG_LENGTH) + 4 * bool(flags & FLAG_SEQUENCE)
    if flags & FLAG_OFFSET:
        header += 2 + (first_number(row, "l2tp.offset") or 0)
    whole = (first_number(row, "l2tp.length") if flags & FLAG_LENGTH else None) or int(row["udp.length"][0]) - 8
    source, _, destination, _ = _ends(row)
    ids = first_number(row, "l2tp.tunnel") or 0, first_number(row, "l2tp.session") or 0
    return Flow(source, destination, *ids), whole - header


def _link(reading: Reading) -> None:
    """Find what repeats what. The tunnel of a message to ID 0 is that of its sender's Assigned Tunnel ID."""
    seen: dict[tuple[object, ...], int] = {}
    first: dict[tuple[object, ...], int] = {}
    times: dict[int, int] = {}
    for message in reading.control:
        times[message.frame] = message.time_ns
        copied = seen.setdefault((message.ends, message.ip_id, message.octets), message.frame)
        near = bool(message.ip_id) or message.time_ns - times[copied] <= COPIES_WITHIN_NS
        if copied != message.frame and near:
            reading.duplicate_of[message.frame] = copied
            continue
        seen[message.ends, message.ip_id, message.octets] = message.frame
        assigned = message.row["l2tp.avp.assigned_tunnel_id"] if message.tunnel_id == 0 else []
        tunnel = ("assigned", *assigned) if assigned else (message.tunnel_id,)
        key = (message.ends[0], tunnel, message.ns, message.type)
        original = first.setdefault(key, message.frame)
        if original != message.frame and not message.is_zlb and not message.names_no_tunnel:
            reading.retransmission_of[message.frame] = original
