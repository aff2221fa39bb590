"""Every link layer down to IP."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.packet.link import FOREIGN, IPV4, IPV6, ShortFrameError, UnknownLinkError, network_of
from tests.scan.frames import ethernet, ipv4, ipv6, u16

P4, P6 = ipv4(b"abc"), ipv6(b"abc")
PPPOE = b"\x11\x00" + u16(7, 2 + len(P4)) + b"\x00\x21" + P4
LABEL, BOTTOM = bytes.fromhex("00010040"), bytes.fromhex("00011140")


@pytest.mark.parametrize(
    ("link_type", "frame", "kind"),
    [
        (1, ethernet(P4), IPV4),
        (1, ethernet(P6, tags=[0x8100] * 5), IPV6),
        (1, ethernet(LABEL + BOTTOM + P4, ether_type=0x8847), IPV4),
        (1, ethernet(BOTTOM + P6, ether_type=0x8848, tags=[0x8100]), IPV6),
        (1, ethernet(PPPOE, ether_type=0x8864), IPV4),
        (51, PPPOE, IPV4),
        (113, bytes(14) + b"\x08\x00" + P4, IPV4),
        (276, b"\x86\xdd" + bytes(18) + P6, IPV6),
        (0, bytes.fromhex("02000000") + P4, IPV4),
        (0, bytes.fromhex("00000002") + P4, IPV4),
        (0, bytes.fromhex("1e000000") + P6, IPV6),
        (108, bytes.fromhex("00000018") + P6, IPV6),
        (9, b"\xff\x03\x00\x21" + P4, IPV4),
        (9, b"\x00\x57" + P6, IPV6),
        (9, b"\x21" + P4, IPV4),
        (50, b"\xff\x03\x00\x57" + P6, IPV6),
        (50, b"\x0f\x00\x08\x00" + P4, IPV4),
        (104, b"\x8f\x00\x86\xdd" + P6, IPV6),
        (204, b"\x01\xff\x03\x00\x21" + P4, IPV4),
        *((link_type, P4, IPV4) for link_type in (12, 14, 101, 228)),
        *((link_type, P6, IPV6) for link_type in (12, 14, 101, 229)),
    ],
)
def test_the_packet_is_found(link_type: int, frame: bytes, kind: int) -> None:
    network = network_of(link_type, frame)
    assert network.ether_type == kind
    assert frame[network.at :] == (P4 if kind == IPV4 else P6)


@pytest.mark.parametrize(
    ("link_type", "frame"),
    [
        (1, ethernet(bytes(30), ether_type=0x0806)),
        (1, ethernet(bytes(30), ether_type=100)),
        (1, ethernet(b"\x11\x09" + PPPOE[2:], ether_type=0x8864)),
        (1, ethernet(PPPOE.replace(b"\x00\x21\x45", b"\xc0\x21\x45"), ether_type=0x8864)),
        (1, ethernet(BOTTOM + bytes(20), ether_type=0x8847)),
        (0, bytes.fromhex("07000000") + bytes(9)),
        (9, b"\xff\x03\xc0\x21" + bytes(9)),
    ],
)
def test_what_is_no_ip_is_foreign(link_type: int, frame: bytes) -> None:
    assert network_of(link_type, frame).ether_type == FOREIGN


@pytest.mark.parametrize(
    ("link_type", "frame"),
    [
        (1, ethernet(P4)[:13]),
        (1, ethernet(P4, tags=[0x8100])[:16]),
        (1, ethernet(LABEL, ether_type=0x8847)),
        (1, ethernet(PPPOE[:6], ether_type=0x8864)),
        (113, bytes(15)),
        (276, b"\x08\x00" + bytes(17)),
        (0, b"\x02\x00"),
        (9, b"\xff\x03"),
        (9, b"\x00"),
        (101, b""),
    ],
)
def test_a_frame_that_ends_within_its_link_layer_is_short(link_type: int, frame: bytes) -> None:
    with pytest.raises(ShortFrameError):
        network_of(link_type, frame)


@pytest.mark.parametrize(("link_type", "frame"), [(105, P4), (-1, P4), (101, b"\x10abc")])
def test_an_unknown_link_type_is_refused(link_type: int, frame: bytes) -> None:
    with pytest.raises(UnknownLinkError):
        network_of(link_type, frame)


@given(st.integers(-1, 300), st.binary(max_size=60))
def test_any_octets_end_in_one_of_these(link_type: int, frame: bytes) -> None:
    with contextlib.suppress(ShortFrameError, UnknownLinkError):
        assert network_of(link_type, frame).at <= len(frame) + 8
