"""TCP segments inside the sessions: SYNs with their MSS, data of any size, acknowledgments, selective ones too."""

import struct
from ipaddress import ip_address

from tests.rules.ladder.frames import inner_address, ipv4_header
from tests.rules.ladder.script import Rung

FLAGS = {"SYN": 0x02, "SYN-ACK": 0x12}
ACK = 0x10
SIX = {"initiator": "2001:db8:1::2", "recipient": "2001:db8:1::1"}


def tcp_octets(rung: Rung, inner_id: int) -> bytes:
    """A PPP frame with address and control field and a TCP segment in an IP packet of its own identification."""
    kind = rung.name.removeprefix("TCP ")
    six = rung.has("six")
    near, far = (ip_address(side).packed for side in _addresses(rung, six=six))
    ports = (int(rung.word("port", "40000")), 80)
    back = rung.side == "recipient"
    source, destination = (far, near) if back else (near, far)
    options = _options(rung)
    numbers = (int(rung.word("seq", "1")), int(rung.word("ack", "1")))
    offset = (20 + len(options)) << 2
    flags = FLAGS.get(kind, ACK)
    head = struct.pack("!HHIIBBHHH", *(ports[::-1] if back else ports), *numbers, offset, flags, 1024, 0, 0) + options
    size = int(kind) - (40 if six else 20) if kind.isdigit() else len(head)
    segment = head + bytes(size - len(head))
    if six:
        return b"\xff\x03\0\x57" + struct.pack("!LHBB", 6 << 28, size, 6, 64) + source + destination + segment
    return b"\xff\x03\0\x21" + ipv4_header(source, destination, 6, size, inner_id, 64, 0x4000) + segment


def _addresses(rung: Rung, *, six: bool) -> tuple[str, str]:
    ends = SIX if six else {side: inner_address(rung, side) for side in SIX}
    return ends["initiator"], rung.word("far", ends["recipient"])


def _options(rung: Rung) -> bytes:
    octets = b""
    if rung.word("mss"):
        octets += struct.pack("!BBH", 2, 4, int(rung.word("mss")))
    if rung.word("sack"):
        left, right = (int(edge) for edge in rung.word("sack").split("-"))
        octets += struct.pack("!BBBBLL", 1, 1, 5, 10, left, right)
    return octets
