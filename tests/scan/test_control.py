"""The columns' idea of control messages and L2F against wire's, datagram by datagram."""

from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.wire.kind import Kind, is_control_by_content, kind_of
from tests.scan.frames import SCCRQ, ZLB, ethernet, ipv4, read, u16, udp

flags = st.sampled_from(
    [0xC802, 0xC803, 0x8002, 0xC002, 0x8802, 0xCB02, 0xC8F2, 0xC902, 0x0001, 0x1001, 0x4009, 0xF001]
)
avps = st.sampled_from([b"", SCCRQ[12:], bytes.fromhex("80080000000001ff"), bytes.fromhex("80080000000000ff"), b"\x01"])


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    body = u16(draw(st.sampled_from([0, 1, 7])), 0, 0, 0)[: draw(st.sampled_from([8, 8, 4, 6]))] + draw(avps)
    wanted = draw(st.sampled_from([len(body) + 4, len(body) + 4, 12, 0x0102, 0x0201]))
    if draw(st.booleans()):
        return draw(st.binary(max_size=30))
    return u16(draw(flags), wanted) + body


@settings(max_examples=200)
@given(messages())
def test_on_the_port_they_are_those_of_wire(message: bytes) -> None:
    counts = read([ethernet(ipv4(udp(message)))]).counts
    kind = kind_of(message)
    assert counts.l2tp_control == (kind in (Kind.CONTROL2, Kind.CONTROL3))
    assert counts.l2f == (kind is Kind.L2F)


@settings(max_examples=200)
@given(messages())
def test_on_other_ports_they_are_those_of_wire(message: bytes) -> None:
    assert read([ethernet(ipv4(udp(message, 9, 10)))]).counts.l2tp_control == is_control_by_content(message)


def test_a_control_message_over_ip_follows_a_session_id_of_zero() -> None:
    message = bytes(4) + bytes.fromhex("c803001400000000") + SCCRQ[8:]
    one = read([ethernet(ipv4(message, 115)), ethernet(ipv4(bytes(3), 115))])
    assert (one.counts.l2tp_control, one.counts.other) == (1, 1)
    (datagram,) = one.things
    assert (datagram.protocol, datagram.source_port, datagram.payload) == (115, 0, message)  # type: ignore[union-attr]


def test_zlbs_and_control_messages_are_handed_on_whole() -> None:
    one = read([ethernet(ipv4(udp(ZLB))), ethernet(ipv4(udp(SCCRQ)))])
    assert [thing.payload for thing in one.things] == [ZLB, SCCRQ]  # type: ignore[union-attr]
