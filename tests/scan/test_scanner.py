"""The fast and the slow path agree on any frames, and both count every frame once."""

from dataclasses import astuple
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scan.frames import (
    A4,
    A6,
    B4,
    B6,
    ETHERNET,
    LCP,
    RAW,
    SCCRQ,
    SLL,
    SLL2,
    ZLB,
    Read,
    data,
    ethernet,
    ipv4,
    ipv6,
    pcap,
    read,
    read_octets,
    tcp,
    u16,
    udp,
)

L2F = bytes.fromhex("000101000700090014") + bytes(11)
DNS = bytes.fromhex("0002010000010000000000000377777707657861") + b"mple\x03com\x00\x00\x01\x00\x01"
_LINK_HEADERS = {SLL: (bytes(14), b""), SLL2: (b"", bytes(18))}


def mostly(usual: object, *others: object) -> st.SearchStrategy[Any]:
    """The usual value, and one time in twelve another one."""
    return st.integers(0, 11).flatmap(lambda chance: st.sampled_from(others) if chance == 11 else st.just(usual))


ids = st.sampled_from([1, 7, 9])
ports = mostly(1701, 500, 4500, 4242, 53)
few = st.booleans()


@st.composite
def segments(draw: st.DrawFn) -> bytes:
    segment: bytes = tcp(
        draw(st.sampled_from([40, 60, 121, 1240, 1400])),
        flags=draw(st.sampled_from([0x10, 0x02, 0x12])),
        ports=(draw(st.integers(1, 3)), 80),
        back=draw(few),
        is_v6=draw(mostly(False, True)),  # noqa: FBT003
        ppp=draw(st.sampled_from(["ff030021", "0021", "21", "ff0321"])),
    )
    return segment[: draw(mostly(len(segment), 3, 30, 44, 50))]


@st.composite
def data_messages(draw: st.DrawFn) -> bytes:
    ppp = st.sampled_from([LCP, LCP[2:], bytes.fromhex("0021") + bytes(30), b"", b"\x00", b"\xc0", bytes(80)])
    payload = draw(ppp | segments())
    message: bytes = data(
        payload,
        tunnel_id=draw(mostly(7, 0, 0x9001)),
        session_id=draw(ids),
        ns=draw(st.none() | st.integers(0, 5) | st.sampled_from([65535, 40000])),
        has_length=draw(few),
        offset=draw(mostly(None, 0, 2, 60, 3000)),
    )
    trailer: bytes = draw(mostly(b"", bytes(3)))
    return message + trailer


@st.composite
def control_messages(draw: st.DrawFn) -> bytes:
    type_ = draw(st.integers(1, 16))
    avps = bytes.fromhex("800800000000") + u16(type_)
    for number in draw(st.lists(st.sampled_from([9, 14, 14, 63, 64]), max_size=3)):
        size = 10 if number > 60 else 8
        avps += u16(0x8000 | size, 0, number) + bytes(size - 8) + u16(draw(ids))
    flags = draw(mostly(0xC802, 0xC803, 0x8002, 0xC902, 0x8802))
    length = 12 + len(avps) + draw(mostly(0, 1, -30))
    return u16(flags, max(0, length), draw(ids), draw(ids), draw(ids), 0) + avps


others = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([SCCRQ, ZLB, b"", b"\xff", bytes(4), L2F, DNS]),
    st.binary(max_size=12).map(lambda rest: bytes.fromhex("00030000") + rest),
)
payloads = st.one_of(data_messages(), data_messages(), control_messages(), others)


@st.composite
def packets(draw: st.DrawFn) -> list[bytes]:
    """A packet, or one in two fragments."""
    protocol = draw(st.sampled_from([17, 17, 17, 17, 17, 17, 115, 1]) | mostly(17, 50, 6, 1, 58, 0, 44, 60, 47))
    above = draw(payloads)
    is_v6 = draw(mostly(False, True))  # noqa: FBT003
    if protocol == 17:
        above = udp(above, draw(ports), draw(ports), length=draw(mostly(None, 0, 3, 9, 2000)))
    elif protocol == 1:
        protocol = 58 if is_v6 else 1
        above = bytes([draw(st.sampled_from([0, 1, 2, 3, 8, 11])), 4, 0, 0, 0, 0, 5, 0]) + draw(quotes())
    if is_v6:
        pair = draw(st.sampled_from([(A6, B6), (B6, A6)]))
        return [ipv6(above, protocol, source=pair[0], destination=pair[1])]
    source, destination = draw(st.sampled_from([(A4, B4), (B4, A4)]))
    ip_id = draw(st.integers(0, 2))
    if draw(mostly(False, True)) and len(above) > 16:  # noqa: FBT003
        first = ipv4(above[:16], protocol, source=source, destination=destination, ip_id=ip_id, more=True)
        second = ipv4(above[16:], protocol, source=source, destination=destination, ip_id=ip_id, offset=16)
        return draw(st.permutations([first, second]))
    packet = ipv4(
        above,
        protocol,
        source=source,
        destination=destination,
        ip_id=ip_id,
        offset=draw(mostly(0, 8, 16)),
        more=draw(mostly(False, True)),  # noqa: FBT003
        total=draw(mostly(None, 0, 19, 30, 3000)),
        options=draw(mostly(b"", bytes(4), bytes(40))),
    )
    return [packet]


@st.composite
def quotes(draw: st.DrawFn) -> bytes:
    quoted = udp(draw(payloads), draw(ports), draw(ports))
    whole = draw(st.sampled_from([ipv4(quoted), ipv6(quoted), ipv4(quoted, 50), quoted]))
    return whole[: draw(st.integers(20, 40) | st.integers(0, len(whole)))]


@st.composite
def frames(draw: st.DrawFn, link_type: int) -> list[bytes]:
    return [draw(framed(packet, link_type)) for packet in draw(packets())]


@st.composite
def framed(draw: st.DrawFn, packet: bytes, link_type: int) -> bytes:
    if link_type == RAW:
        frame = packet
    elif link_type == ETHERNET:
        tags = draw(mostly((), (0x8100,), (0x88A8, 0x8100), (0x8100,) * 3))
        ether_type = draw(mostly(None, 0x0806, 0x8847, 0x8864, 0x0800, 0x86DD, 0x0100))
        frame = ethernet(packet, tags=tags, ether_type=ether_type) + draw(st.sampled_from([b"", bytes(9)]))
    else:
        before, after = _LINK_HEADERS[link_type]
        frame = before + (b"\x86\xdd" if packet[0] >= 0x60 else b"\x08\x00") + after + packet
    if draw(mostly(False, True)):  # noqa: FBT003
        place = draw(st.integers(0, 70))
        frame = frame[:place] + bytes([draw(st.integers(0, 255))]) + frame[place + 1 :]
    return frame


@st.composite
def captures(draw: st.DrawFn) -> bytes:
    link_type = draw(st.sampled_from([ETHERNET, ETHERNET, RAW, SLL, SLL2]))
    some = draw(st.lists(frames(link_type), min_size=1, max_size=16))
    repeated = [frame for several in some for frame in several for _ in range(draw(mostly(1, 2)))]
    snap = draw(mostly(262_144, 80, 100, 68, 50, 33))
    return pcap(repeated, link_type, snap=snap, step_ns=draw(st.sampled_from([1000, 5_000_000, 700_000_000])))


def _comparable(one: Read) -> tuple[object, ...]:
    fragments = one.dissector.fragments
    return one.things, one.row_values, one.counts, (fragments.rebuilt, fragments.broken)


@settings(max_examples=250, deadline=None)
@given(captures())
def test_the_fast_and_the_slow_path_agree_and_count_every_frame_once(capture: bytes) -> None:
    fast, slow = read_octets(capture), read_octets(capture, is_slow=True)
    assert _comparable(fast) == _comparable(slow)
    frames, *kinds = astuple(fast.counts)
    assert frames == sum(kinds)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.binary(max_size=90), min_size=1, max_size=6),
    st.sampled_from([0, 1, 9, 12, 50, 51, 101, 104, 108, 113, 204, 276, 999]),
)
def test_any_octets_as_frames_of_any_link_type_are_read(some: list[bytes], link_type: int) -> None:
    assert read(some, link_type).counts.frames == len(some)
