"""Floods: captures in which somebody sends far too much of something, as frames of raw IPv4."""

import struct
from collections.abc import Callable, Iterator
from random import Random

from l2tpscope.wire.encode import encode_avp, encode_control, encode_data
from l2tpscope.wire.messages import CDN, HELLO, ICCN, ICRP, ICRQ, SCCCN, SCCRP, SCCRQ, STOPCCN, WEN

Flood = Iterator[bytes]
LAC, LNS = bytes([192, 0, 2, 10]), bytes([198, 51, 100, 20])
USER = bytes.fromhex("ff030021") + bytes(20)
ECHO = bytes.fromhex("ff03c02109010008deadbeef")
FLOODS: list[Callable[[int], Flood]] = []


def flood(made: Callable[[int], Flood]) -> Callable[[int], Flood]:
    """Add to the list."""
    FLOODS.append(made)
    return made


def pcap(frames: Iterator[bytes], step_ns: int = 1_000_000) -> bytes:
    """A nanosecond pcap of raw IP, a frame each `step_ns`."""
    parts = [struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 101)]
    for number, frame in enumerate(frames):
        seconds, fraction = divmod(1_700_000_000_000_000_000 + number * step_ns, 1_000_000_000)
        parts += (struct.pack("<IIII", seconds, fraction, len(frame), len(frame)), frame)
    return b"".join(parts)


def ip(  # noqa: PLR0913 - the fields of the header
    above: bytes, source: bytes, destination: bytes, *, number: int = 1, protocol: int = 17, place: int = 0
) -> bytes:
    """An IPv4 packet; `place` holds fragment flags and offset."""
    size = 20 + len(above)
    head = struct.pack(">BBHHHBBH", 0x45, 0, size, number & 0xFFFF, place, 64, protocol, 0)
    return head + source + destination + above


def udp(payload: bytes, source: bytes = LAC, destination: bytes = LNS, *, number: int = 1, port: int = 1701) -> bytes:
    """An L2TP message from a port to port 1701."""
    return ip(struct.pack(">HHHH", port, 1701, 8 + len(payload), 0) + payload, source, destination, number=number)


def back(payload: bytes, number: int = 1) -> bytes:
    """From the LNS to the LAC."""
    return udp(payload, LNS, LAC, number=number)


def forged(number: int) -> bytes:
    """An address nobody else has."""
    return struct.pack(">I", 0x0A000000 + number)


def control(type_: int | None, tunnel_id: int, ns: int, nr: int, session_id: int = 0, **avps: int | bytes) -> bytes:
    """A message; AVPs as a1=b"..." or, of two octets, a9=7."""
    octets = (
        encode_avp(int(name[1:]), value if isinstance(value, bytes) else struct.pack(">H", value))
        for name, value in avps.items()
    )
    return encode_control(
        type_, tunnel_id=tunnel_id, session_id=session_id, ns=ns & 0xFFFF, nr=nr & 0xFFFF, avps=b"".join(octets)
    )


def sccrq(own: int, host: bytes = b"lac") -> bytes:
    return control(SCCRQ, 0, 0, 0, a2=b"\1\0", a7=host, a3=b"\0\0\0\3", a9=own)


def sccrp(own: int, peer: int) -> bytes:
    return control(SCCRP, peer, 0, 1, a2=b"\1\0", a7=b"lns", a3=b"\0\0\0\3", a9=own)


def hello(ns: int, nr: int = 1, tunnel_id: int = 200) -> bytes:
    return control(HELLO, tunnel_id, ns, nr)


def icrq(ns: int, nr: int, own: int, tunnel_id: int = 200) -> bytes:
    return control(ICRQ, tunnel_id, ns, nr, a14=own, a15=b"\0\0\0\1")


def error(quoted: bytes) -> bytes:
    """ICMP: port unreachable."""
    return ip(struct.pack(">BBHI", 3, 3, 0, 0) + quoted, LNS, quoted[12:16], protocol=1)


def setup(own: int = 100, peer: int = 200, number: int = 0) -> Flood:
    yield udp(sccrq(own, b"h%d" % number), number=4 * number + 1)
    yield back(sccrp(peer, own), 4 * number + 1)
    yield udp(control(SCCCN, peer, 1, 1), number=4 * number + 2)
    yield back(control(None, own, 1, 2), 4 * number + 2)


def call() -> Flood:
    yield from setup()
    yield udp(icrq(2, 1, 10))
    yield back(control(ICRP, 100, 1, 3, 10, a14=20))
    yield udp(control(ICCN, 200, 3, 2, 20, a24=b"\0\0\0\1", a19=b"\0\0\0\1"))


@flood
def requests_from_forged_addresses(n: int) -> Flood:
    yield from (udp(sccrq(1 + i % 65535), forged(i), number=i) for i in range(n))


@flood
def requests_of_one_id_from_forged_addresses(n: int) -> Flood:
    yield from (udp(sccrq(7), forged(i), number=i) for i in range(n))


@flood
def requests_from_one_host(n: int) -> Flood:
    yield from (udp(sccrq(1 + i % 65535, b"h%d" % i), number=i) for i in range(n))


@flood
def requests_of_one_id_from_one_host(n: int) -> Flood:
    yield from (udp(sccrq(7, b"h%d" % i), number=i) for i in range(n))


@flood
def requests_without_an_id(n: int) -> Flood:
    yield from (udp(control(SCCRQ, 0, 0, 0, a7=b"h%d" % i), number=i) for i in range(n))


@flood
def requests_to_forged_addresses(n: int) -> Flood:
    yield from (udp(sccrq(7), LAC, forged(i), number=i) for i in range(n))


@flood
def a_request_sent_again(n: int) -> Flood:
    yield from (udp(sccrq(100), number=1 + i) for i in range(n))


@flood
def requests_that_cross(n: int) -> Flood:
    for i in range(n // 2):
        yield udp(sccrq(1 + i, b"h%d" % i), number=i)
        yield back(sccrq(1 + i, b"h%d" % i), i)


@flood
def tunnels_set_up_again(n: int) -> Flood:
    for i in range(n // 4):
        yield from setup(1 + i % 65535, 1 + i * 7 % 65535, i)


@flood
def tunnels_of_the_same_ids(n: int) -> Flood:
    for i in range(n // 4):
        yield from setup(7, 9, i)


@flood
def hidden_ids(n: int) -> Flood:
    for i in range(n // 2):
        hidden = encode_avp(9, b"\1\2\3\4", hidden=True)
        yield udp(encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, avps=encode_avp(7, b"h%d" % i) + hidden), number=i)
        yield back(sccrp(1 + i, 30001 + i), i)


@flood
def tunnels_that_began_earlier(n: int) -> Flood:
    chance = Random(2)  # noqa: S311 - the same flood in every run
    for i in range(n // 2):
        yield udp(hello(chance.randrange(65536), chance.randrange(65536), 1 + i), number=i)
        yield back(control(None, 30001 + i, chance.randrange(65536), chance.randrange(65536)), i)


@flood
def data_of_tunnels_that_began_earlier(n: int) -> Flood:
    chance = Random(2)  # noqa: S311 - the same flood in every run
    for i in range(n // 2):
        yield udp(encode_data(1 + i % 65535, 5, ECHO), number=i)
        yield back(encode_data(1 + chance.randrange(65535), 6, ECHO), i)


@flood
def calls_asked_for(n: int) -> Flood:
    yield from setup()
    yield from (udp(icrq(2 + i, 1, 1 + i % 65535), number=3 + i) for i in range(n))


@flood
def calls_of_one_id(n: int) -> Flood:
    yield from setup()
    yield from (udp(icrq(2 + i, 1, 7), number=3 + i) for i in range(n))


@flood
def calls_asked_for_by_both_and_never_acknowledged(n: int) -> Flood:
    yield from setup()
    for i in range(n // 2):
        yield udp(icrq(2 + i, 1, 1 + i % 65535), number=3 + i)
        yield back(icrq(1 + i, 2, 1 + i % 65535, 100), 3 + i)


@flood
def calls_refused(n: int) -> Flood:
    yield from setup()
    for i in range(n // 2):
        yield udp(icrq(2 + i, 1 + i, 1 + i % 65535), number=3 + i)
        yield back(control(CDN, 100, 1 + i, 3 + i, 1 + i % 65535, a1=b"\0\2\0\4", a14=1 + i % 65535), 3 + i)


@flood
def calls_that_come_up(n: int) -> Flood:
    yield from setup()
    for i in range(n // 3):
        yield udp(icrq(2 + 2 * i, 1 + i, 1 + i % 65535), number=2 * i)
        yield back(control(ICRP, 100, 1 + i, 3 + 2 * i, 1 + i % 65535, a14=1 + i % 65535), i)
        yield udp(control(ICCN, 200, 3 + 2 * i, 2 + i, 1 + i % 65535, a24=b"\0\0\0\1"), number=2 * i + 1)


@flood
def calls_of_the_same_ids_with_data(n: int) -> Flood:
    yield from setup()
    for i in range(n // 5):
        yield udp(icrq(2 + 2 * i, 1 + i, 10), number=2 * i)
        yield back(control(ICRP, 100, 1 + i, 3 + 2 * i, 10, a14=20), i)
        yield udp(control(ICCN, 200, 3 + 2 * i, 2 + i, 20), number=2 * i + 1)
        yield udp(encode_data(200, 20, ECHO), number=i)
        yield back(encode_data(100, 10, ECHO), i)


@flood
def calls_given_up(n: int) -> Flood:
    yield from setup()
    for i in range(n // 5):
        yield from (udp(icrq(2 + i, 1, 1 + i % 65535), number=3 + 4 * i + again) for again in range(4))
    yield from (udp(control(CDN, 200, 2 + n // 5 + i, 1, a1=b"\0\2", a14=1 + i), number=i) for i in range(n // 5))


@flood
def closings_of_unknown_calls(n: int) -> Flood:
    yield from setup()
    yield from (udp(control(CDN, 200, 2 + i, 1, 1 + i % 65535, a1=b"\0\2", a14=1 + i % 65535)) for i in range(n))


@flood
def line_errors_of_no_call(n: int) -> Flood:
    yield from setup()
    yield from (udp(control(WEN, 200, 2 + i, 1, a34=bytes(26)), number=3 + i) for i in range(n))


@flood
def one_message_sent_again(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2), number=3 + i) for i in range(n))


@flood
def one_message_captured_again(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2), number=3) for _ in range(n))


@flood
def every_message_four_times(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2 + i // 4), number=3 + i) for i in range(n))


@flood
def one_number_for_all_types(n: int) -> Flood:
    yield from setup()
    yield from (udp(control(20 + i, 200, 2, 1), number=3 + i) for i in range(n))


@flood
def acknowledgments(n: int) -> Flood:
    yield from setup()
    yield from (udp(control(None, 200, 2, 1), number=3 + i) for i in range(n))


@flood
def one_acknowledgment_for_all(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2 + i), number=3 + i) for i in range(n))
    yield back(control(None, 100, 1, 2 + n), 9)


@flood
def wrong_numbers(n: int) -> Flood:
    chance = Random(3)  # noqa: S311 - the same flood in every run
    yield from setup()
    for i in range(n // 2):
        yield udp(hello(chance.randrange(65536), chance.randrange(65536)), number=3 + i)
        yield back(hello(chance.randrange(65536), chance.randrange(65536), 100), 3 + i)


@flood
def numbers_that_run_backwards(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(60000 - i), number=3 + i) for i in range(n))


@flood
def messages_from_forged_addresses(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2 + i), forged(i), number=3 + i) for i in range(n))


@flood
def messages_from_all_ports(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2 + i), number=3 + i, port=1 + i) for i in range(n))


@flood
def messages_to_forged_addresses(n: int) -> Flood:
    yield from setup()
    yield from (udp(hello(2 + i), LAC, forged(i), number=3 + i) for i in range(n))


@flood
def closings_of_a_tunnel(n: int) -> Flood:
    yield from setup()
    yield from (udp(control(STOPCCN, 200, 2 + i, 1, a1=b"\0\1", a9=100), number=3 + i) for i in range(n))


@flood
def data_of_random_ids(n: int) -> Flood:
    chance = Random(1)  # noqa: S311 - the same flood in every run
    yield from setup()
    yield from (udp(encode_data(chance.randrange(65536), chance.randrange(65536), USER)) for _ in range(n))


@flood
def data_of_random_sessions_of_one_tunnel(n: int) -> Flood:
    chance = Random(1)  # noqa: S311 - the same flood in every run
    yield from setup()
    yield from (udp(encode_data(200, chance.randrange(65536), ECHO)) for _ in range(n))


@flood
def data_of_one_session_from_forged_addresses(n: int) -> Flood:
    yield from call()
    yield from (udp(encode_data(200, 20, USER), forged(i)) for i in range(n))


@flood
def data_in_random_order(n: int) -> Flood:
    chance = Random(1)  # noqa: S311 - the same flood in every run
    yield from call()
    yield from (udp(encode_data(200, 20, USER, ns=chance.randrange(65536))) for _ in range(n))


@flood
def echo_requests(n: int) -> Flood:
    yield from call()
    yield from (udp(encode_data(200, 20, ECHO), number=i) for i in range(n))


@flood
def errors_about_one_tunnel(n: int) -> Flood:
    yield from setup()
    yield from (error(udp(hello(2), number=3)) for _ in range(n))


@flood
def errors_about_many_tunnels(n: int) -> Flood:
    asked = [udp(sccrq(1 + i, b"h%d" % i), number=i) for i in range(n // 2)]
    yield from asked
    yield from map(error, asked)


@flood
def errors_about_unknown_tunnels(n: int) -> Flood:
    yield from (error(udp(encode_data(i % 65536, 3, USER), forged(i))) for i in range(n))


@flood
def first_fragments(n: int) -> Flood:
    head = struct.pack(">HHHH", 1701, 1701, 2000, 0) + encode_data(200, 20, bytes(700))[:592]
    yield from (ip(head, forged(i), LNS, number=i, place=0x2000) for i in range(n))


@flood
def fragments_of_one_number(n: int) -> Flood:
    yield from (ip(struct.pack(">I", i) * 16, LAC, LNS, number=7, place=0x2000 | 75) for i in range(n))


def ppp(protocol: int, code: int, number: int, body: bytes = b"") -> bytes:
    """A PPP control frame whose identifier counts."""
    return b"\xff\x03" + struct.pack(">HBBH", protocol, code, number & 255, 4 + len(body)) + body


def asked(*frames: bytes, number: int = 0) -> Flood:
    """PPP of the client in the session of `call`."""
    yield from (udp(encode_data(200, 20, frame), number=number) for frame in frames)


def answered(*frames: bytes, number: int = 0) -> Flood:
    """PPP of the server."""
    yield from (back(encode_data(100, 10, frame), number) for frame in frames)


VALUE = b"\x10" + bytes(16) + b"somebody"


@flood
def failures_that_allow_another_try(n: int) -> Flood:
    yield from call()
    yield from answered(ppp(0xC223, 1, 0, VALUE))
    for i in range(n // 2):
        yield from asked(ppp(0xC223, 2, i, VALUE), number=i)
        yield from answered(ppp(0xC223, 4, i, b"E=691 R=1 C=" + b"0" * 32 + b" V=3"), number=i)


@flood
def options_that_are_never_agreed_upon(n: int) -> Flood:
    yield from call()
    for i in range(n // 4):
        for protocol, option in ((0xC021, 5), (0x8021, 3)):
            value = bytes((option, 6)) + struct.pack(">I", i + 1)
            yield from asked(ppp(protocol, 1, i, value), number=i)
            yield from answered(ppp(protocol, 3, i, value), number=i)


@flood
def negotiations_that_begin_again(n: int) -> Flood:
    yield from call()
    for i in range(n // 4):
        option = b"\5\6" + struct.pack(">I", i + 1)
        yield from asked(ppp(0xC021, 1, i, option), ppp(0xC021, 2, i, b"\1\4\5\xdc"), number=i)
        yield from answered(ppp(0xC021, 2, i, option), ppp(0xC021, 1, i, b"\1\4\5\xdc"), number=i)


@flood
def fragments_of_tls_without_an_end(n: int) -> Flood:
    yield from call()
    for i in range(n // 2):
        yield from answered(ppp(0xC227, 1, i, b"\x0d\x40" + bytes(900)), number=i)
        yield from asked(ppp(0xC227, 2, i, b"\x0d\0"), number=i)


@flood
def calls_of_one_bundle(n: int) -> Flood:
    yield from setup()
    for i in range(n // 12):
        own = 1 + i % 65535
        yield udp(icrq(2 + 2 * i, 1 + i, own), number=2 * i)
        yield back(control(ICRP, 100, 1 + i, 3 + 2 * i, own, a14=own), i)
        yield udp(control(ICCN, 200, 3 + 2 * i, 2 + i, own, a24=b"\0\0\0\1"), number=2 * i + 1)
        for protocol, body in ((0xC021, b"\x11\4\5\xdc\x13\3\0"), (0x8021, b"\3\6\n\0\0\1")):
            yield udp(encode_data(200, own, ppp(protocol, 1, 1, body)), number=i)
            yield back(encode_data(100, own, ppp(protocol, 2, 1, body)), i)
            yield back(encode_data(100, own, ppp(protocol, 1, 2, body)), i)
            yield udp(encode_data(200, own, ppp(protocol, 2, 2, body)), number=i)
