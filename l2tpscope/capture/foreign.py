"""Foreign files: what a file is that is no capture we read, and how it becomes one, as the end of a sentence."""

import re

CONVERT = "convert it with: editcap -F pcapng OLD NEW.pcapng"
UNPACK = "unpack it first"
FORMATS = (  # first octets (wiretap's and file(1)'s magic numbers), what the file is, what to do
    (b"snoop\0\0\0", "a Solaris snoop capture", CONVERT),
    (b"RTSS", "a Microsoft Network Monitor 1 capture", CONVERT),
    (b"GMBU", "a Microsoft Network Monitor 2 capture", CONVERT),
    (b"TRSNIFF data    \x1a", "a DOS Sniffer capture", CONVERT),
    (b"XCP\0", "a Windows Sniffer capture", CONVERT),
    (b"iptrace ", "an AIX iptrace capture", CONVERT),
    (b"btsnoop\0", "a Bluetooth capture (btsnoop), which cannot hold L2TP", "name another file"),
    (b"\xac\x01\x00\x1c", "an Ixia hardware capture", CONVERT),
    (b"\x1c\x00\x01\xac", "an Ixia hardware capture", CONVERT),
    (b"\xab\x01\x00\x1c", "an Ixia software capture", CONVERT),
    (b"\x1c\x00\x01\xab", "an Ixia software capture", CONVERT),
    (b"\xfd7zXZ\0", "compressed with xz", UNPACK),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"\x04\x22\x4d\x18", "compressed with lz4", UNPACK),
    (b"PK\x03\x04", "a ZIP archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"\x1f\x8b", "gzip inside a compressed file", UNPACK),
    (b"\x28\xb5\x2f\xfd", "zstd inside a compressed file", UNPACK),
    (b"SQLite format 3\0", "an SQLite database", "name the capture that it was made from"),
    (b"%PDF", "a PDF document", "name a capture file"),
    (b"\x89PNG", "a PNG picture", "name a capture file"),
    (b"\x7fELF", "a program", "name a capture file"),
)
MANGLED = re.compile(rb"\n\r\n|\r\n\r\r\r\n")  # the block type of a section header is made to show this (pcapng 4.1)
HEX_DUMP = re.compile(rb"\s*(?:0x)?[0-9a-fA-F]{4,8}:?\s+(?:[0-9a-fA-F]{2}\s?){4}")
ERF_HEADER, ERF_EXTRA = 16, 64  # octets of a record header; and of what may stand between it and the frame
ERF_TYPES = range(1, 49)
ERF_TIMES = range(0x30000000, 0xF0000000)  # seconds: 1995 to 2097
LOOKED_AT = 512  # octets


def what_it_is(octets: bytes, path: str) -> str:
    """What a file is that begins with these octets (the first 512, or all) and is no capture; and what to do."""
    if not octets:
        return "empty; the capture was stopped before it was begun, or the disk was full"
    for magic, name, remedy in FORMATS:
        if octets.startswith(magic):
            return f"{name}, which is not read here; {remedy}"
    return _kind_of_text(octets) if _is_text(octets) else _kind_without_magic(octets, path)


def _kind_without_magic(octets: bytes, path: str) -> str:
    if MANGLED.match(octets):
        return "a pcapng damaged by a transfer as text, which changes line ends; transfer it again as binary"
    if _is_erf(octets):
        return f"an Endace ERF capture, which is not read here; {CONVERT}"
    if path.lower().endswith(".etl"):
        return "a Windows event trace, which is not read here; convert it with etl2pcapng or pktmon etl2pcap"
    return (
        f"no capture file: it begins with {octets[:8].hex(' ')}; pcap and pcapng are read, plain or in gzip or zstd. "
        "If Wireshark opens it, save it there as pcapng"
    )


def _kind_of_text(octets: bytes) -> str:
    if HEX_DUMP.match(octets):
        return "text, a hex dump; turn it into a capture with: text2pcap OLD NEW.pcapng"
    if octets.lstrip()[:1] == b"<":
        return "text (HTML or XML), no capture; was a web page saved in its place?"
    return "plain text, no capture; packets are kept with: tcpdump -w FILE (without -w it writes text)"


def _is_text(octets: bytes) -> bool:
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16 with its byte order mark
    head = octets[:-3] if len(octets) >= LOOKED_AT else octets  # a character may be cut in two
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character in "\t\r\n\f\ufeff\x1b" for character in text)


def _is_erf(octets: bytes) -> bool:
    """ERF has no magic number: its first record, and the second where it is seen, must look like one."""
    if not _is_erf_record(octets):
        return False
    second = octets[int.from_bytes(octets[10:12], "big") :]
    return len(second) < ERF_HEADER or _is_erf_record(second)


def _is_erf_record(octets: bytes) -> bool:
    """Time (8 octets), type, flags, length of the record, losses, length on the wire."""
    if len(octets) < ERF_HEADER:
        return False
    seconds, kind, flags = int.from_bytes(octets[4:8], "little"), octets[8] & 0x7F, octets[9]
    record, wire = int.from_bytes(octets[10:12], "big"), int.from_bytes(octets[14:16], "big")
    return kind in ERF_TYPES and not flags & 0xC0 and ERF_HEADER <= record <= wire + ERF_EXTRA and seconds in ERF_TIMES
