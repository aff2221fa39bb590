"""Captures to measure with: data-heavy, control only, and half of each; the same octets on every machine.

    python bench/make_captures.py data OUT.pcap [--frames N] [--link ethernet|sll2] [--format pcap|pcapng] [--fragments]
    python bench/make_captures.py control OUT.pcap [--octets N]
    python bench/make_captures.py half OUT.pcap [--frames N]

The data-heavy one: 633 octets a frame in the mean, 95 % L2TP data, 5 % foreign, 0.1 % L2TP control, 0.2 % PPP control,
10 % with a VLAN tag, 6 % IPv6, 14 % sequenced, 20,000 sessions in both directions. `--fragments` sends every tenth
datagram in two.
"""

import argparse
import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from struct import Struct
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from l2tpscope.wire.encode import encode_avp, encode_control

Octets = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

SECOND = 1_000_000_000
BEGIN_NS = 1_700_000_000 * SECOND
ETHERNET, SLL2 = 1, 276
TUNNELS, SESSIONS = 200, 20_000
TUNNELS_OVER_IPV6 = TUNNELS * 6 // 100
CHUNK = 8192
MESSAGE_NS = 10_000_000
"""Between two frames of the control captures: a call lasts some seconds."""
INTERLEAVED = 50
DIALOG_OF_TEN = 4 + 10 * 4 + 2 + 10 * 2 + 2
"""The frames of a tunnel with ten calls: set-up, calls, a HELLO, their ends, its end."""
SMALL, MIDDLE, LARGE = (96, 0.45), (576, 0.20), (1354, 0.35)
"""IP lengths and their shares: acknowledgments, voice and the like, full segments."""
MACS = bytes.fromhex("020000000001020000000002")
SLL2_REST = bytes.fromhex("0000000000020001000602000000000100 00".replace(" ", ""))
_PCAP = Struct("<IHHiIII")
_RECORD = np.dtype([("seconds", "<u4"), ("fraction", "<u4"), ("captured", "<u4"), ("original", "<u4")])


# ------------------------------------------------------------------------------------------------------------- files


class Writer:
    """Frames to a capture file; pcapng has two interfaces, used in turn by halves of a chunk."""

    def __init__(self, path: Path, link_type: int, form: str) -> None:
        self._file: BinaryIO = path.open("wb")
        self._is_pcapng = form == "pcapng"
        if self._is_pcapng:
            self._file.write(_section() + _interface(link_type) + _interface(link_type))
        else:
            self._file.write(_PCAP.pack(0xA1B2C3D4, 2, 4, 0, 0, 262_144, link_type))

    def write(self, frames: Octets, lengths: Ints, times_ns: Ints) -> None:
        """Frames one after the other in `frames`, with their lengths and times."""
        headers = self._packet_blocks(lengths, times_ns) if self._is_pcapng else _records(lengths, times_ns)
        head = headers.shape[1]
        tail = 4 if self._is_pcapng else 0
        padded = lengths + -lengths % 4 if self._is_pcapng else lengths
        at = np.concatenate(([0], np.cumsum(padded + head + tail)[:-1]))
        out = np.zeros(int(at[-1] + padded[-1] + head + tail), np.uint8)
        out[at[:, None] + np.arange(head)] = headers
        if tail:
            out[(at + head + padded)[:, None] + np.arange(4)] = headers[:, 4:8]
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        for start, length, place in zip(starts.tolist(), lengths.tolist(), (at + head).tolist(), strict=True):
            out[place : place + length] = frames[start : start + length]
        self._file.write(out.data)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def _packet_blocks(self, lengths: Ints, times_ns: Ints) -> Octets:
        blocks = np.zeros((len(lengths), 7), "<u4")
        blocks[:, 0] = 6
        blocks[:, 1] = 32 + lengths + -lengths % 4
        blocks[:, 2] = np.arange(len(lengths)) * 2 // len(lengths)
        micros = times_ns // 1000
        blocks[:, 3], blocks[:, 4] = micros >> 32, micros & 0xFFFF_FFFF
        blocks[:, 5] = blocks[:, 6] = lengths
        return blocks.view(np.uint8).reshape(len(lengths), 28)


def _records(lengths: Ints, times_ns: Ints) -> Octets:
    records = np.zeros(len(lengths), _RECORD)
    records["seconds"], records["fraction"] = times_ns // SECOND, times_ns % SECOND // 1000
    records["captured"] = records["original"] = lengths
    return records.view(np.uint8).reshape(len(lengths), 16)


def _section() -> bytes:
    return Struct("<IIIHHqI").pack(0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)


def _interface(link_type: int) -> bytes:
    return Struct("<IIHHII").pack(1, 20, link_type, 0, 262_144, 20)


# ------------------------------------------------------------------------------------------------------ data-heavy


@dataclass
class Sessions:
    """What each session is like, one row each: two directions share it."""

    is_v6: npt.NDArray[np.bool_]
    has_vlan: npt.NDArray[np.bool_]
    has_length: npt.NDArray[np.bool_]
    is_sequenced: npt.NDArray[np.bool_]
    tunnel: Ints
    number: Ints


def sessions_of(random: np.random.Generator) -> Sessions:
    """20,000 sessions in 200 tunnels."""
    tunnel = np.arange(SESSIONS) % TUNNELS
    return Sessions(
        is_v6=tunnel < TUNNELS_OVER_IPV6,
        has_vlan=tunnel % 10 == 9,
        has_length=random.random(SESSIONS) < 0.5,
        is_sequenced=random.random(SESSIONS) < 0.14,
        tunnel=tunnel,
        number=np.arange(SESSIONS) // TUNNELS + 1,
    )


@dataclass
class Frames:
    """Frames to be laid out, one row each; `kind` is DATA, PPP or FOREIGN; `length` that of the IP packet."""

    session: Ints
    to_lns: Ints
    kind: Ints
    length: Ints
    ns: Ints
    ip_id: Ints
    fragment: Ints


DATA, PPP, FOREIGN = 0, 1, 2
_WHOLE, _FIRST, _SECOND = 0, 1, 2
_FIRST_PART = 8 * 40
"""Octets above IP in the first fragment, where a datagram is sent in two."""


class DataHeavy:
    """The data-heavy capture, chunk by chunk."""

    def __init__(self, link: str, *, has_fragments: bool) -> None:
        self._random = np.random.default_rng(2661)
        self._sessions = sessions_of(self._random)
        self._link = link
        self._has_fragments = has_fragments
        self._ns = np.zeros((SESSIONS, 2), np.int64)
        self._pool = self._random.integers(0, 256, CHUNK * 1600 + (1 << 16), dtype=np.uint8)
        self._ip_id = 0

    def sessions_seen(self) -> int:
        """How many sessions have had a frame so far."""
        return int(self._ns.any(axis=1).sum())

    def chunk(self, count: int) -> tuple[Octets, Ints]:
        """So many frames, one after the other, and their lengths."""
        frames = self._drawn(count)
        link = self._link_octets(frames)
        lengths = link + frames.length
        start = int(self._random.integers(0, 1 << 16))
        out = self._pool[start : start + int(lengths.sum())].copy()
        at = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        own = self._sessions
        variants = np.stack(
            [
                own.has_vlan[frames.session] & (self._link == "ethernet"),
                own.is_v6[frames.session],
                own.has_length[frames.session],
                own.is_sequenced[frames.session],
            ]
        )
        codes = (variants * np.array([[1], [2], [4], [8]])).sum(axis=0) + 16 * frames.kind + 48 * frames.fragment
        for code in np.unique(codes):
            rows = np.flatnonzero(codes == code)
            header = self._headers(frames, rows)
            out[at[rows][:, None] + np.arange(header.shape[1])] = header
        return out, lengths

    def _drawn(self, count: int) -> Frames:
        random = self._random
        sizes, shares = np.array([SMALL, MIDDLE, LARGE]).T
        length = random.choice(sizes.astype(np.int64), count, p=shares)
        kind = random.choice([DATA, PPP, FOREIGN], count, p=[0.948, 0.002, 0.05])
        length[kind == PPP] = 72
        fragment = np.zeros(count, np.int64)
        session, to_lns = random.integers(0, SESSIONS, count), random.integers(0, 2, count)
        ip_id = (self._ip_id + np.arange(count)) % 65_535 + 1
        self._ip_id += count
        frames = Frames(session, to_lns, kind, length, self._numbered(session, to_lns, kind), ip_id, fragment)
        return _fragmented(frames, self._sessions) if self._has_fragments else frames

    def _numbered(self, session: Ints, to_lns: Ints, kind: Ints) -> Ints:
        """Ns of each packet: the count of its session and direction."""
        flow = session * 2 + to_lns
        order = np.argsort(flow, kind="stable")
        is_counted = (kind != FOREIGN)[order]
        total = np.cumsum(is_counted)
        starts = np.flatnonzero(np.diff(flow[order], prepend=-1))
        base = np.repeat((total - is_counted)[starts], np.diff(np.append(starts, len(flow))))
        ns = np.empty_like(flow)
        ns[order] = total - is_counted - base
        ns += self._ns[session, to_lns]
        np.add.at(self._ns, (session[kind != FOREIGN], to_lns[kind != FOREIGN]), 1)
        return ns & 0xFFFF

    def _link_octets(self, frames: Frames) -> Ints:
        if self._link == "sll2":
            return np.full(len(frames.session), 20)
        return 14 + 4 * self._sessions.has_vlan[frames.session]

    def _headers(self, frames: Frames, rows: Ints) -> Octets:
        """All headers down to PPP of frames that have the same ones."""
        session, own = frames.session[rows], self._sessions
        is_v6, fragment, kind = bool(own.is_v6[session[0]]), int(frames.fragment[rows[0]]), int(frames.kind[rows[0]])
        parts = [self._link_headers(len(rows), has_vlan=bool(own.has_vlan[session[0]]), is_v6=is_v6)]
        protocol = 6 if kind == FOREIGN else 17
        parts.append((_ipv6 if is_v6 else _ipv4)(frames, rows, own.tunnel[session], protocol))
        if kind != FOREIGN and fragment != _SECOND:
            above = frames.length[rows] - (40 if is_v6 else 20)
            if fragment == _FIRST:
                above = np.full(len(rows), LARGE[0] - 20)
            parts.append(_big(np.full(len(rows), 1701), np.full(len(rows), 1701), above, np.zeros(len(rows))))
            parts.append(self._l2tp(frames, rows, above - 8))
        return np.concatenate(parts, axis=1)

    def _link_headers(self, count: int, *, has_vlan: bool, is_v6: bool) -> Octets:
        ether_type = b"\x86\xdd" if is_v6 else b"\x08\x00"
        if self._link == "sll2":
            header = ether_type + SLL2_REST
        else:
            header = MACS + (b"\x81\x00\x00\x64" if has_vlan else b"") + ether_type
        return np.tile(np.frombuffer(header, np.uint8), (count, 1))

    def _l2tp(self, frames: Frames, rows: Ints, length: Ints) -> Octets:
        session, to_lns = frames.session[rows], frames.to_lns[rows]
        own = self._sessions
        has_length, is_sequenced = bool(own.has_length[session[0]]), bool(own.is_sequenced[session[0]])
        flags = 0x0002 | (0x4000 if has_length else 0) | (0x0800 if is_sequenced else 0)
        words = [np.full(len(rows), flags)]
        if has_length:
            words.append(length)
        to_lac = 1 - to_lns  # the IDs that dialog() assigns: each header carries the receiver's
        words += [own.tunnel[session] + 1 + 1000 * to_lac, own.number[session] + 300 * to_lac]
        if is_sequenced:
            words += [frames.ns[rows], np.zeros(len(rows))]
        words.append(np.full(len(rows), 0xFF03))
        if frames.kind[rows[0]] == PPP:
            words += [np.full(len(rows), 0xC021), np.full(len(rows), 0x0901), np.full(len(rows), 8)]
        else:
            words += [np.full(len(rows), 0x0021), np.full(len(rows), 0x4500)]
        return _big(*words)


def _fragmented(frames: Frames, own: Sessions) -> Frames:
    """Every tenth datagram in two fragments (IPv4 only, and only those that are large)."""
    split = (frames.ip_id % 10 == 0) & (frames.kind == DATA) & ~own.is_v6[frames.session]
    frames.length[split] = LARGE[0]
    place = np.repeat(np.arange(len(split)), 1 + split)
    is_second = np.concatenate(([False], place[1:] == place[:-1]))
    fragment = np.where(is_second, _SECOND, np.where(split[place], _FIRST, _WHOLE))
    length = frames.length[place]
    length[fragment == _FIRST] = 20 + _FIRST_PART
    length[fragment == _SECOND] -= _FIRST_PART
    kind, ns, ip_id = frames.kind[place], frames.ns[place], frames.ip_id[place]
    return Frames(frames.session[place], frames.to_lns[place], kind, length, ns, ip_id, fragment)


def _big(*words: npt.ArrayLike) -> Octets:
    """Columns of 16-bit numbers, big-endian, as octets."""
    columns = np.stack([np.asarray(word, np.int64) for word in words], axis=1)
    return columns.astype(">u2").view(np.uint8)


def _ends(tunnel: Ints, to_lns: Ints) -> tuple[Ints, Ints]:
    """The last 16 bits of source and destination address: a LAC of its own for each tunnel, four LNSs."""
    lac, lns = 0x0100 + tunnel, 0x8001 + tunnel % 4
    return np.where(to_lns, lac, lns), np.where(to_lns, lns, lac)


def _ipv4(frames: Frames, rows: Ints, tunnel: Ints, protocol: int) -> Octets:
    source, destination = _ends(tunnel, frames.to_lns[rows])
    fragment = np.choose(frames.fragment[rows], [0, 0x2000, _FIRST_PART >> 3])
    network = np.full(len(rows), 10 << 8)
    first, ttl = np.full(len(rows), 0x4500), np.full(len(rows), 64 << 8 | protocol)
    before: list[Ints] = [first, frames.length[rows], frames.ip_id[rows], fragment, ttl]
    after: list[Ints] = [network, source, network, destination]
    total = np.sum([*before, *after], axis=0)
    total = (total & 0xFFFF) + (total >> 16)
    checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
    return _big(*before, checksum, *after)


def _ipv6(frames: Frames, rows: Ints, tunnel: Ints, protocol: int) -> Octets:
    source, destination = _ends(tunnel, frames.to_lns[rows])
    count = len(rows)
    prefix = [np.full(count, word) for word in (0x2001, 0x0DB8, 0, 0, 0, 0, 0)]
    first = [np.full(count, 0x6000), np.zeros(count), frames.length[rows] - 40, np.full(count, protocol << 8 | 64)]
    return _big(*first, *prefix, source, *prefix, destination)


# --------------------------------------------------------------------------------------------------------- control


def _u16(number: int) -> bytes:
    return number.to_bytes(2, "big")


SCCRQ_AVPS = (
    encode_avp(2, b"\x01\x00")
    + encode_avp(3, b"\x00\x00\x00\x03")
    + encode_avp(4, b"\x00\x00\x00\x00")
    + encode_avp(6, b"\x06\x90", mandatory=False)
    + encode_avp(7, b"lac.example.net")
    + encode_avp(8, b"example", mandatory=False)
    + encode_avp(10, b"\x00\x08")
)


def dialog(
    tunnel: int, calls: int, *, hellos: int = 1, ends: bool = True, result: int = 3
) -> Iterator[tuple[bool, bytes]]:
    """The control messages of one tunnel: (from the LAC, octets), each acknowledged at once; `result` of the CDNs."""
    lac, lns = tunnel + 1001, tunnel + 1
    numbers = [0, 0]

    def message(*, to_lns: bool, type_: int | None, session: int = 0, avps: bytes = b"") -> tuple[bool, bytes]:
        header_id = (0 if type_ == 1 else lns) if to_lns else lac
        ns, nr = (numbers[0], numbers[1]) if to_lns else (numbers[1], numbers[0])
        if type_ is not None:
            numbers[0 if to_lns else 1] += 1
        return to_lns, encode_control(
            type_, tunnel_id=header_id, session_id=session, ns=ns & 0xFFFF, nr=nr & 0xFFFF, avps=avps
        )

    yield message(to_lns=True, type_=1, avps=SCCRQ_AVPS + encode_avp(9, _u16(lac)))
    yield message(to_lns=False, type_=2, avps=SCCRQ_AVPS.replace(b"lac", b"lns") + encode_avp(9, _u16(lns)))
    yield message(to_lns=True, type_=3)
    yield message(to_lns=False, type_=None)
    for call in range(1, calls + 1):
        yield message(to_lns=True, type_=10, avps=encode_avp(14, _u16(call + 300)) + encode_avp(15, bytes(4)))
        yield message(to_lns=False, type_=11, session=call + 300, avps=encode_avp(14, _u16(call)))
        yield message(to_lns=True, type_=12, session=call, avps=encode_avp(24, bytes(4)) + encode_avp(19, bytes(4)))
        yield message(to_lns=False, type_=None)
    for _ in range(hellos):
        yield message(to_lns=False, type_=6)
        yield message(to_lns=True, type_=None)
    if ends:
        for call in range(1, calls + 1):
            avps = encode_avp(1, _u16(result)) + encode_avp(14, _u16(call + 300))
            yield message(to_lns=True, type_=14, session=call, avps=avps)
            yield message(to_lns=False, type_=None)
        yield message(to_lns=True, type_=4, avps=encode_avp(9, _u16(lac)) + encode_avp(1, b"\x00\x01"))
        yield message(to_lns=False, type_=None)


def in_frame(payload: bytes, tunnel: int, ip_id: int, *, to_lns: bool, link: str = "ethernet") -> bytes:
    """A control message in UDP, IPv4 and a link layer."""
    source, destination = _ends(np.array([tunnel & 0x3FFF]), np.array([to_lns]))
    length = 28 + len(payload)
    words = [0x4500, length, ip_id, 0, 64 << 8 | 17, 0, 10 << 8 | tunnel >> 14, int(source[0])]
    words += [10 << 8 | tunnel >> 14, int(destination[0])]
    total = sum(words)
    total = (total & 0xFFFF) + (total >> 16)
    words[5] = ~total & 0xFFFF
    udp = [1701, 1701, 8 + len(payload), 0]
    link_header = b"\x08\x00" + SLL2_REST if link == "sll2" else MACS + b"\x08\x00"
    return link_header + b"".join(map(_u16, words + udp)) + payload


def control_frames(tunnels: range, calls: int, *, link: str = "ethernet", ends: bool = True) -> Iterator[bytes]:
    """The dialogs of many tunnels, INTERLEAVED of them at a time."""
    ip_id = 0
    for first in range(0, len(tunnels), INTERLEAVED):
        group = tunnels[first : first + INTERLEAVED]
        for step in zip(*(dialog(tunnel, calls, ends=ends) for tunnel in group), strict=True):
            for tunnel, (to_lns, payload) in zip(group, step, strict=True):
                ip_id = ip_id % 65_535 + 1
                yield in_frame(payload, tunnel, ip_id, to_lns=to_lns, link=link)


# ----------------------------------------------------------------------------------------------------------- whole


@dataclass(frozen=True)
class Made:
    """What a capture holds: frames, control messages, sessions with data (or set up, where there is no data)."""

    frames: int
    control: int
    sessions: int


def write_data(path: Path, frames: int, link: str, form: str, *, has_fragments: bool) -> Made:
    """The data-heavy capture: a control message for every thousand frames."""
    writer = Writer(path, SLL2 if link == "sll2" else ETHERNET, form)
    heavy = DataHeavy(link, has_fragments=has_fragments)
    control = control_frames(range(TUNNELS_OVER_IPV6, TUNNELS), 2, link=link, ends=False)
    written = messages = 0
    step_ns = 25_000
    while written < frames:
        octets, lengths = heavy.chunk(min(CHUNK, frames - written))
        extra = list(itertools.islice(control, len(lengths) // 1000))
        if extra:
            octets = np.concatenate((octets, np.frombuffer(b"".join(extra), np.uint8)))
            lengths = np.concatenate((lengths, np.array([len(one) for one in extra])))
        writer.write(octets, lengths, BEGIN_NS + (written + np.arange(len(lengths))) * step_ns)
        written += len(lengths)
        messages += len(extra)
    writer.close()
    return Made(written, messages, heavy.sessions_seen())


def write_control(path: Path, octets: int) -> Made:
    """Nothing but control messages, about so many octets of them."""
    writer = Writer(path, ETHERNET, "pcap")
    written = number = 0
    batch: list[bytes] = []
    for frame in control_frames(range(1 << 30), 10):
        batch.append(frame)
        written += len(frame) + 16
        if len(batch) == CHUNK or written >= octets:
            _write_batch(writer, batch, number)
            number += len(batch)
            batch = []
        if written >= octets:
            break
    writer.close()
    tunnels = -(-number // (DIALOG_OF_TEN * INTERLEAVED)) * INTERLEAVED
    return Made(number, number, 10 * tunnels)


def write_half(path: Path, frames: int) -> Made:
    """Data and control messages in turn."""
    writer = Writer(path, ETHERNET, "pcap")
    heavy = DataHeavy("ethernet", has_fragments=False)
    octets, lengths = heavy.chunk(frames // 2)
    ends = np.cumsum(lengths)
    both: list[bytes] = []
    for end, length, control in zip(
        ends.tolist(), lengths.tolist(), control_frames(range(TUNNELS_OVER_IPV6, frames), 10), strict=False
    ):
        both += [control, octets[end - length : end].tobytes()]
    _write_batch(writer, both, 0)
    writer.close()
    return Made(len(both), len(both) // 2, heavy.sessions_seen())


def _write_batch(writer: Writer, batch: list[bytes], number: int) -> None:
    lengths = np.array([len(frame) for frame in batch])
    times = BEGIN_NS + (number + np.arange(len(batch))) * MESSAGE_NS
    writer.write(np.frombuffer(b"".join(batch), np.uint8), lengths, times)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Captures to measure with.")
    parser.add_argument("kind", choices=("data", "control", "half"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--frames", type=int)
    parser.add_argument("--octets", type=int, default=200_000_000)
    parser.add_argument("--link", choices=("ethernet", "sll2"), default="ethernet")
    parser.add_argument("--format", choices=("pcap", "pcapng"), default="pcap")
    parser.add_argument("--fragments", action="store_true")
    wanted = parser.parse_args()
    if wanted.kind == "data":
        frames = wanted.frames or 2_400_000
        made = write_data(wanted.out, frames, wanted.link, wanted.format, has_fragments=wanted.fragments)
    elif wanted.kind == "control":
        made = write_control(wanted.out, wanted.octets)
    else:
        made = write_half(wanted.out, wanted.frames or 10_000)
    print(json.dumps(asdict(made)))


if __name__ == "__main__":
    main()
