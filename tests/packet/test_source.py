"""The loop over scan and packet, frame by frame against tshark over every sample capture."""

import functools
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from l2tpscope.capture.reader import open_capture
from l2tpscope.packet.datagram import IcmpError, LayerDefect
from l2tpscope.packet.dissector import Dissector
from l2tpscope.packet.source import datagrams
from l2tpscope.scan.datagram import Datagram
from l2tpscope.scan.scanner import Scanner
from tests.samples import FOLDER, NAMES
from tests.scan.frames import LCP, SCCRQ, Read, blocks_of, data, ethernet, ipv4, pcap, read, read_octets, udp

# With another link layer, tags, fragments, quotes, moved ports, cut frames or compression each.
WITNESSED = (
    "any-interface.pcap",
    "vlan.pcap",
    "outer-fragments.pcap",
    "fragment-loss.pcap",
    "lns-not-running.pcap",
    "lac-other-port.pcap",
    "nat-rebind-outside.pcap",
    "snaplen-96.pcap",
    "redial-storm-calls.pcapng.gz",
    "l2tpns-clean.pcap.zst",
    "softether-clean.pcap",
    "path-duplication.pcapng",
)
WITNESS = pytest.mark.parametrize("name", WITNESSED)
BY_NAME = pytest.mark.parametrize("name", NAMES)
COLUMNS = ("frame.number", "l2tp.type", "ip.src", "ipv6.src", "udp.srcport", "udp.payload", "ip.id", "frame.protocols")


def _read(path: Path, *, is_slow: bool = False) -> Read:
    scanner, dissector = Scanner(is_slow=is_slow), Dissector()
    things = list(datagrams(open_capture(path).blocks(), scanner, dissector))
    return Read(things, scanner.rows(), scanner.counts, scanner, dissector)


def _is_quote(row: dict[str, str]) -> bool:
    return ":icmp:" in row["frame.protocols"].split("l2tp")[0]


@functools.cache
def _tshark(program: str, path: Path) -> list[dict[str, str]]:
    """One row for each frame with L2TP that is not a quote: the first value of each column."""
    fields = [part for column in COLUMNS for part in ("-e", column)]
    command = [program, "-n", "-r", str(path), "-Y", "l2tp", "-T", "fields", "-E", "occurrence=f", *fields]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in found.splitlines()]


@WITNESS
def test_tshark_sees_the_same_control_messages_in_the_same_place(name: str, tshark: str) -> None:
    theirs = {
        int(row["frame.number"]): (
            row["ip.src"] or row["ipv6.src"],
            int(row["udp.srcport"]),
            bytes.fromhex(row["udp.payload"].replace(":", "")),
            int(row["ip.id"], 0) if row["ip.id"] else None,
        )
        for row in _tshark(tshark, FOLDER / name)
        if row["l2tp.type"] in ("1", "True") and not _is_quote(row)
    }
    ours = {
        thing.ref.frame: (thing.source, thing.source_port, thing.payload, thing.ip_id)
        for thing in _read(FOLDER / name).things
        if isinstance(thing, Datagram) and thing.payload[:1] >= b"\x80"
    }
    assert ours == theirs


@WITNESS
def test_tshark_counts_the_same_data_messages_and_quotes(name: str, tshark: str) -> None:
    rows = _tshark(tshark, FOLDER / name)
    quotes = sum(1 for row in rows if _is_quote(row))
    theirs = sum(1 for row in rows if row["l2tp.type"] in ("0", "False") and not _is_quote(row))
    one = _read(FOLDER / name)
    assert sum(row.packets for row in one.rows) == theirs
    assert sum(1 for thing in one.things if isinstance(thing, IcmpError)) == one.counts.icmp
    assert one.counts.icmp >= quotes


@BY_NAME
def test_the_slow_path_finds_the_same_in_every_sample(name: str) -> None:
    fast, slow = _read(FOLDER / name), _read(FOLDER / name, is_slow=True)
    assert (fast.things, fast.row_values, fast.counts) == (slow.things, slow.row_values, slow.counts)


def test_things_come_in_frame_order_from_both_paths() -> None:
    quote = bytes([3, 3, 0, 0, 0, 0, 0, 0]) + ipv4(udp(SCCRQ))
    message = udp(SCCRQ)
    frames = [
        ethernet(ipv4(message)),
        ethernet(ipv4(quote, 1)),
        ethernet(ipv4(message[:16], more=True)),
        ethernet(ipv4(udp(data(LCP)))),
        ethernet(ipv4(message[16:], offset=16)),
        ethernet(ipv4(message))[:30],
        ethernet(ipv4(message)),
    ]
    one = read(frames)
    assert [(type(thing), thing.ref.frame) for thing in one.things] == [
        (Datagram, 1),
        (IcmpError, 2),
        (Datagram, 4),
        (Datagram, 5),
        (LayerDefect, 6),
        (Datagram, 7),
    ]
    assert (one.counts.l2tp_control, one.counts.l2tp_data, one.counts.icmp, one.counts.undecodable) == (4, 1, 1, 1)


def test_plain_data_in_fragments_is_counted_and_not_handed_on() -> None:
    message = udp(data(bytes(100)))
    frames = [ethernet(ipv4(message[:16], more=True)), ethernet(ipv4(message[16:], offset=16))]
    one = read(frames)
    assert one.things == []
    assert [(row.packets, row.octets, row.first_frame) for row in one.rows] == [(1, 100, 2)]
    assert one.counts.l2tp_data == 2


def test_frames_outside_the_limits_are_numbered_and_otherwise_ignored() -> None:
    begin = 1_700_000_000_000_000_000
    capture = pcap([ethernet(ipv4(udp(SCCRQ)))] * 5, step_ns=10)
    limits: list[tuple[int | None, int | None, list[int]]] = [
        (None, None, [1, 2, 3, 4, 5]),
        (begin + 10, begin + 30, [2, 3, 4]),
        (begin + 41, None, []),
    ]
    for since, until, expected in limits:
        scanner = Scanner(since_ns=since, until_ns=until)
        things = list(datagrams(blocks_of(capture), scanner, Dissector()))
        assert [thing.ref.frame for thing in things] == expected
        assert scanner.counts.frames == len(expected)


def test_cut_frames_are_counted_and_the_octets_of_whole_ones() -> None:
    scanner = read_octets(pcap([bytes(50), bytes(20)], snap=30)).scanner
    assert (scanner.snapped, scanner.octets) == (1, 70)


def test_the_sample_captures_show_every_kind_of_thing() -> None:
    seen = Counter(type(thing).__name__ for name in NAMES for thing in _read(FOLDER / name).things)
    assert set(seen) == {"Datagram", "IcmpError", "LayerDefect"}
