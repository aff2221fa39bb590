"""PPP frames, inner packets, and the layers below L2TP: IP with fragments, UDP, ICMP, Ethernet, and the pcap file."""

import struct
from ipaddress import ip_address
from typing import NamedTuple

from tests.rules.ladder.script import Rung

START_S = 1_700_000_000
PPP_PROTOCOLS = {
    "LCP": 0xC021,
    "PAP": 0xC023,
    "CHAP": 0xC223,
    "EAP": 0xC227,
    "IPCP": 0x8021,
    "IPV6CP": 0x8057,
    "CCP": 0x80FD,
}
CONFIGURE = {"ConfReq": 1, "ConfAck": 2, "ConfNak": 3, "ConfRej": 4, "TermReq": 5, "TermAck": 6, "CodeRej": 7}
PPP_CODES = {
    "LCP": CONFIGURE | {"ProtRej": 8, "EchoReq": 9, "EchoRep": 10, "Discard": 11, "Ident": 12},
    "PAP": {"Req": 1, "Ack": 2, "Nak": 3},
    "CHAP": {"Challenge": 1, "Response": 2, "Success": 3, "Failure": 4},
    "EAP": {"Request": 1, "Response": 2, "Success": 3, "Failure": 4},
    "IPCP": CONFIGURE,
    "IPV6CP": CONFIGURE,
    "CCP": CONFIGURE,
}
AUTHENTICATION = {
    "chap": "0305c22305",
    "mschapv1": "0305c22380",
    "mschapv2": "0305c22381",
    "pap": "0304c023",
    "eap": "0304c227",
}
MAGIC = {"initiator": "0506a1a1a1a1", "recipient": "0506b2b2b2b2"}
MULTILINK = {"initiator": "110405dc130903020000000002", "recipient": "110405dc130903020000000001"}


class Packet(NamedTuple):
    """One UDP datagram on its way: addresses (text, port), identification, payload."""

    source: tuple[str, int]
    destination: tuple[str, int]
    ip_id: int
    ttl: int
    payload: bytes


def ppp_octets(rung: Rung, asked: bytes | None) -> bytes:
    """A PPP control frame with address and control field; `asked` is the peer's last ConfReq, which an Ack repeats."""
    protocol, code = rung.name.split(" ")
    number = PPP_CODES[protocol][code]
    if code == "ConfAck" and asked is not None and not rung.word("hex"):
        identifier, body = asked[5], asked[8:]
    else:
        identifier, body = int(rung.word("id", "1")), _ppp_body(rung, protocol, code)
    header = struct.pack("!HHBBH", 0xFF03, PPP_PROTOCOLS[protocol], number, identifier, 4 + len(body))
    return (header[2:] if rung.has("bare") else header) + body


def _ppp_body(rung: Rung, protocol: str, code: str) -> bytes:
    text = rung.word("text").encode()
    if rung.word("hex"):
        return bytes.fromhex(rung.word("hex"))
    if code.startswith("Conf"):
        return bytes.fromhex(_options(rung, protocol))
    if code in {"EchoReq", "EchoRep"}:
        return bytes.fromhex(MAGIC[rung.side])[2:]
    if code in {"Challenge", "Response", "Request"}:
        return _eap(rung) if protocol == "EAP" else bytes([16]) + bytes(range(16)) + rung.word("name", "user").encode()
    return _pap(rung, code, text) if protocol == "PAP" else text


def _pap(rung: Rung, code: str, text: bytes) -> bytes:
    name = rung.word("name", "user").encode()
    return bytes([len(name)]) + name + b"\x06secret" if code == "Req" else bytes([len(text)]) + text


def _eap(rung: Rung) -> bytes:
    """`identity` or `identity=alice`, `md5`, `nak=26`, `tls=hex` (flags and what follows)."""
    if rung.has("md5"):
        return bytes([4, 16]) + bytes(range(16))
    if rung.has("nak"):
        return bytes([3, int(rung.word("nak"))])
    return b"\x0d" + bytes.fromhex(rung.word("tls")) if rung.has("tls") else b"\x01" + rung.word("identity").encode()


def _options(rung: Rung, protocol: str) -> str:
    if protocol == "LCP" and rung.name.endswith(("ConfNak", "ConfRej")) and rung.has("auth"):
        return AUTHENTICATION[rung.word("auth")]
    if protocol == "LCP":
        mru = int(rung.word("mru", "1500")).to_bytes(2, "big").hex()
        more = (MULTILINK[rung.side] if rung.has("mrru") else "") + ("0802" if rung.has("acfc") else "")
        return "0104" + mru + AUTHENTICATION.get(rung.word("auth"), "") + MAGIC[rung.side] + more
    if protocol == "IPCP":
        return _of_ipcp(rung)
    return "010a0000000000000001" if protocol == "IPV6CP" else "1206" + rung.word("mppe", "01000060")


def _of_ipcp(rung: Rung) -> str:
    """Options 3, 129 and 131; `addr=none` leaves the first out."""
    address = rung.word("addr", inner_address(rung, rung.side))
    servers = [server for server in rung.word("dns").split(",") if server]
    own = [] if address == "none" else [("0306", address)]
    options = [*own, *zip(("8106", "8306"), servers, strict=False)]
    return "".join(head + ip_address(value).packed.hex() for head, value in options)


def inner_address(rung: Rung, side: str) -> str:
    """10.0.0.1 of every recipient; of the initiators one for each call: 10.0.0.2, 10.0.0.3, in `[b]` 10.0.1.2."""
    tunnel = ord(rung.tunnel[0]) - ord("a") if rung.tunnel else 0
    return "10.0.0.1" if side == "recipient" else f"10.0.{tunnel % 256}.{(1 + int(rung.word('s', '1'))) % 256}"


def inner_packet(rung: Rung, size: int) -> bytes:
    """A PPP frame with an IPv4 UDP packet of `size` octets, as user data."""
    payload = bytes(max(0, size - 28))
    source, destination = (ip_address(inner_address(rung, side)).packed for side in (rung.side, _other(rung.side)))
    udp = struct.pack("!HHHH", 5000, 5001, 8 + len(payload), 0) + payload
    return bytes.fromhex("ff030021") + ipv4_header(source, destination, 17, len(udp), 1, 64, 0) + udp


def _other(side: str) -> str:
    return "recipient" if side == "initiator" else "initiator"


def ip_octets(packet: Packet) -> bytes:
    """The datagram with its UDP and IP headers."""
    udp_length = 8 + len(packet.payload)
    udp = struct.pack("!HHHH", packet.source[1], packet.destination[1], udp_length, 0) + packet.payload
    source, destination = (ip_address(end[0]).packed for end in (packet.source, packet.destination))
    if len(source) == 4:
        return ipv4_header(source, destination, 17, len(udp), packet.ip_id, packet.ttl, 0) + udp
    summed = checksum(source + destination + struct.pack("!LL", udp_length, 17) + udp) or 0xFFFF
    udp = udp[:6] + struct.pack("!H", summed) + udp[8:]
    return struct.pack("!LHBB", 0x60000000, len(udp), 17, packet.ttl) + source + destination + udp


def icmp_octets(source: str, kind: str, mtu: int, quoted: bytes) -> bytes:
    """An ICMP error `type/code` from `source` to the sender of the quoted IP datagram."""
    type_, code = (int(part) for part in kind.split("/"))
    six = quoted[0] >> 4 == 6
    sender = quoted[8:24] if six else quoted[12:16]
    own = ip_address(source).packed
    rest = struct.pack("!L", mtu) if six else struct.pack("!HH", 0, mtu)
    head, body = struct.pack("!BB", type_, code), rest + quoted[:548]
    if six:
        pseudo = own + sender + struct.pack("!LL", 4 + len(body), 58)
        message = head + struct.pack("!H", checksum(pseudo + head + b"\0\0" + body)) + body
        return struct.pack("!LHBB", 0x60000000, len(message), 58, 64) + own + sender + message
    message = head + struct.pack("!H", checksum(head + b"\0\0" + body)) + body
    return ipv4_header(own, sender, 1, len(message), 9, 64, 0) + message


def fragments(octets: bytes, size: int) -> list[bytes]:
    """An IPv4 datagram in fragments of at most `size` payload octets (a multiple of 8)."""
    header, payload = octets[:20], octets[20:]
    ip_id, ttl, protocol = struct.unpack_from("!H", header, 4)[0], header[8], header[9]
    pieces = []
    for at in range(0, len(payload), size // 8 * 8):
        piece = payload[at : at + size // 8 * 8]
        more = 0x2000 if at + len(piece) < len(payload) else 0
        pieces.append(
            ipv4_header(header[12:16], header[16:20], protocol, len(piece), ip_id, ttl, more | at // 8) + piece
        )
    return pieces


def ipv4_header(  # noqa: PLR0913, PLR0917 - the fields of the header
    source: bytes, destination: bytes, protocol: int, length: int, ip_id: int, ttl: int, at: int
) -> bytes:
    """An IPv4 header without options; `length` is that of what follows, `at` flags and fragment offset."""
    fields = (0x45, 0, 20 + length, ip_id & 0xFFFF, at, ttl, protocol)
    summed = checksum(struct.pack("!BBHHHBBH", *fields, 0) + source + destination)
    return struct.pack("!BBHHHBBH", *fields, summed) + source + destination


def checksum(octets: bytes) -> int:
    """The Internet checksum (RFC 1071)."""
    padded = octets + b"\0" * (len(octets) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def pcap(records: list[tuple[float, bytes]], snaplen: int) -> bytes:
    """A nanosecond pcap file of Ethernet frames from (seconds, IP octets), in order of time."""
    octets = [struct.pack("<LHHlLLL", 0xA1B23C4D, 2, 4, 0, 0, snaplen, 1)]
    for time, packet in sorted(records, key=lambda record: record[0]):
        ether = bytes.fromhex("0200000000020200000000010800" if packet[0] >> 4 == 4 else "02000000000202000000000186dd")
        frame = ether + packet
        nanoseconds = round(time * 1e9)
        whole, fraction = divmod(nanoseconds, 1_000_000_000)
        cut = frame[:snaplen]
        octets.append(struct.pack("<LLLL", START_S + whole, fraction, len(cut), len(frame)) + cut)
    return b"".join(octets)
