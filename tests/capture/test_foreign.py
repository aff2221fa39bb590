"""Files that are no captures: each is refused with what it is and what to do."""

from pathlib import Path

import pytest

from l2tpscope.capture.reader import open_capture
from l2tpscope.errors import UnreadableCapture
from tests.capture.building import pcap_header, read

REFUSED = {
    b"": "empty",
    b"snoop\0\0\0\0\0\0\2\0\0\0\4": "a Solaris snoop capture",
    b"RTSS\1\1": "a Microsoft Network Monitor 1 capture",
    b"GMBU\0\2\1\0": "a Microsoft Network Monitor 2 capture",
    b"TRSNIFF data    \x1a": "a DOS Sniffer capture",
    b"XCP\x002.0": "a Windows Sniffer capture",
    b"iptrace 2.0": "an AIX iptrace capture",
    b"btsnoop\0\0\0\0\1": "a Bluetooth capture",
    b"\xac\x01\x00\x1c\2\0\4\0": "an Ixia hardware capture",
    b"\xfd7zXZ\0\0": "compressed with xz",
    b"BZh91AY&SY": "compressed with bzip2",
    b"\x04\x22\x4d\x18": "compressed with lz4",
    b"PK\x03\x04": "a ZIP archive",
    b"%PDF-1.4": "a PDF document",
    b"\x7fELF\2\1": "a program",
    b"12:00:00.000000 IP 192.0.2.1.1701 > 192.0.2.2.1701\n": "plain text",
    "größte Mühe\n".encode() * 60: "plain text",
    "\ufeffNotes".encode("utf-16"): "plain text",
    b"0000  45 00 00 54 d5 44 40 00\n0008  00 11 4a b8\n": "text, a hex dump",
    b"<!DOCTYPE html><html>": "text (HTML or XML)",
    b"\0\0\0\0\x10\x20\x30\x50\x02\x04\x00\x6e\x00\x00\x00\x5c" + bytes(100): "an Endace ERF capture",
    b"\n\r\n\x1c\0\0\0M<+\x1a": "a pcapng damaged by a transfer as text",
    b"\r\n\r\r\r\n\x1c\0\0\0M<+\x1a": "a pcapng damaged by a transfer as text",
    b"\x00\x01\x02\x03\x04\x05\x06\x07\x08": "no capture file: it begins with 00 01 02 03 04 05 06 07",
    b"\xd4": "no capture file",
}


@pytest.mark.parametrize("octets", REFUSED)
def test_what_is_no_capture_is_refused_with_what_it_is(octets: bytes) -> None:
    with pytest.raises(UnreadableCapture) as refusal:
        read(octets)
    assert str(refusal.value).startswith(f"stream: {REFUSED[octets]}")


def test_a_refusal_says_what_to_do() -> None:
    for octets, remedy in (
        (b"snoop\0\0\0", "editcap -F pcapng"),
        (b"\xfd7zXZ\0", "unpack it"),
        (b"words", "tcpdump -w FILE"),
        (b"0000 45 00 00 54 d5 44", "text2pcap"),
        (b"\x01\x02\x03\x04\x05", "save it there as pcapng"),
    ):
        with pytest.raises(UnreadableCapture, match=remedy):
            read(octets)


def test_a_refusal_never_repeats_control_characters() -> None:
    with pytest.raises(UnreadableCapture) as refusal:
        read(b"\x1b[2J\x1b]0;title\x07\x00\x01")
    assert str(refusal.value).isprintable()


def test_a_windows_trace_is_known_by_its_name_for_it_has_no_magic_number(tmp_path: Path) -> None:
    trace = tmp_path / "NetTrace.ETL"
    trace.write_bytes(b"\0\0\1\0" + bytes(100))
    with pytest.raises(UnreadableCapture, match=r"a Windows event trace.*pktmon etl2pcap"):
        open_capture(trace)
    trace.write_bytes(pcap_header())
    with open_capture(trace) as reader:
        assert reader.facts.format == "pcap"
