"""Rows: one for each flow and epoch, whatever Block the packets come in."""

from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.scan.frames import (
    A4,
    A6,
    B4,
    B6,
    BEGIN_NS,
    LCP,
    Read,
    data,
    ethernet,
    ipv4,
    ipv6,
    pcap,
    read,
    read_octets,
    u16,
    udp,
)

MESSAGE_TYPE = bytes.fromhex("800800000000")


def control(type_: int, *, tunnel_id: int = 1, session_id: int = 0, assigned: tuple[int, int] | None = None) -> bytes:
    """A control message; `assigned` is an AVP (type, ID)."""
    avps = MESSAGE_TYPE + u16(type_)
    if assigned is not None:
        avps += bytes.fromhex("800a0000001b00000000") + u16(0x8008, 0, *assigned)
    return u16(0xC802, 12 + len(avps), tunnel_id, session_id, 0, 0) + avps


def a_to_b(payload: bytes, *, source: int = 1701, destination: int = 1701) -> bytes:
    return ethernet(ipv4(udp(payload, source, destination)))


def b_to_a(payload: bytes) -> bytes:
    return ethernet(ipv4(udp(payload), source=B4, destination=A4))


def packets(one: Read) -> list[int]:
    return [row.packets for row in one.rows]


def test_a_flow_is_one_direction_of_one_session() -> None:
    frames = [a_to_b(data()), b_to_a(data()), a_to_b(data(session_id=10)), a_to_b(data(tunnel_id=8)), a_to_b(data())]
    rows = read(frames).rows
    assert [(row.key.source, row.key.tunnel_id, row.key.session_id, row.packets) for row in rows] == [
        ("192.0.2.1", 7, 9, 2),
        ("198.51.100.2", 7, 9, 1),
        ("192.0.2.1", 7, 10, 1),
        ("192.0.2.1", 8, 9, 1),
    ]
    assert [(row.first_frame, row.last_frame) for row in rows] == [(1, 5), (2, 2), (3, 3), (4, 4)]
    assert (rows[0].first_ns, rows[0].last_ns) == (1_700_000_000_000_000_000, 1_700_000_000_004_000_000)


def test_octets_are_those_of_the_payload_without_header_padding_or_trailer() -> None:
    messages = [data(bytes(30), offset=6, ns=1), data(bytes(10), has_length=False), data(bytes(5)) + bytes(9)]
    assert [row.octets for row in read([a_to_b(message) for message in messages]).rows] == [45]


def test_ppp_control_frames_are_counted_and_handed_on() -> None:
    one = read([a_to_b(data(LCP)), a_to_b(data()), a_to_b(data(LCP[2:], offset=40)), a_to_b(data(b"\xc1\x21"))])
    assert [(row.packets, row.ppp) for row in one.rows] == [(4, 2)]
    assert [thing.ref.frame for thing in one.things] == [1, 3]


def test_sequence_numbers_are_counted_where_there_are_any() -> None:
    one = read([a_to_b(data(ns=ns)) for ns in (5, 6, 8, 9, 9)] + [a_to_b(data())])
    (row,) = one.rows
    assert (row.packets, row.sequenced, row.missing, row.reordered, row.duplicated) == (6, 5, 1, 0, 1)


def test_a_call_that_assigns_a_session_id_begins_a_new_row() -> None:
    # A assigns session 9: what is new is the data that B sends to A's session 9, and only that.
    for type_ in (7, 8, 10, 11, 14):
        frames = [
            b_to_a(data()),
            a_to_b(data()),
            a_to_b(control(type_, assigned=(14, 9))),
            b_to_a(data()),
            a_to_b(data()),
        ]
        assert packets(read(frames)) == [1, 2, 1]


def test_a_session_id_in_a_header_begins_a_new_row_for_its_owner() -> None:
    for type_ in (9, 11, 12, 14):
        ending = a_to_b(control(type_, tunnel_id=7, session_id=9))
        frames = [a_to_b(data()), b_to_a(data()), ending, a_to_b(data()), b_to_a(data())]
        assert packets(read(frames)) == [1, 2, 1]


def test_a_call_leaves_sessions_with_the_same_id_in_other_tunnels_alone() -> None:
    other = bytes([203, 0, 113, 3])
    frames = [a_to_b(data()), ethernet(ipv4(udp(data(tunnel_id=8)), source=other, destination=B4))]
    to_other = ethernet(
        ipv4(udp(control(11, tunnel_id=70, session_id=5, assigned=(14, 9))), source=B4, destination=other)
    )
    from_other = ethernet(ipv4(udp(control(12, tunnel_id=8, session_id=9)), source=other, destination=B4))
    assert packets(read([*frames, to_other, *frames, from_other, *frames])) == [3, 1, 1, 1]


def test_a_tunnel_that_begins_or_ends_begins_new_rows_for_all_its_sessions() -> None:
    for type_ in (1, 2, 4):
        frames = [b_to_a(data(session_id=one)) for one in (1, 2)]
        frames += [a_to_b(control(type_, assigned=(9, 7))), *frames]
        assert packets(read(frames)) == [1, 1, 1, 1]


def test_other_messages_and_other_ids_leave_rows_alone() -> None:
    between = [
        control(6, session_id=9),
        control(16, session_id=9),
        control(10, assigned=(14, 8)),
        control(4, assigned=(9, 8)),
    ]
    frames = [a_to_b(data()), *(b_to_a(message) for message in between), *(a_to_b(message) for message in between)]
    assert packets(read([*frames, a_to_b(data())])) == [2]


def test_messages_of_ipv6_peers_begin_rows_too() -> None:
    ending = ethernet(ipv6(udp(control(14, assigned=(14, 9)))))
    answer = ethernet(ipv6(udp(data()), source=B6, destination=A6))
    assert packets(read([answer, ending, answer, answer])) == [1, 2]


def test_a_message_in_fragments_begins_a_row_at_the_frame_that_completes_it() -> None:
    message = udp(control(14, assigned=(14, 9)))
    first, second = ipv4(message[:16], more=True), ipv4(message[16:], offset=16)
    frames = [b_to_a(data()), ethernet(first), b_to_a(data()), ethernet(second), b_to_a(data())]
    assert packets(read(frames)) == [2, 1]


def test_epochs_are_the_same_in_any_block() -> None:
    # 3 MB of padding between the frames put them into different Blocks.
    wide = ethernet(bytes(200_000), ether_type=0x0806)
    call = [b_to_a(data()), a_to_b(control(14, assigned=(14, 9))), b_to_a(data()), b_to_a(data())]
    spread = [frame for one in call for frame in (one, *[wide] * 15)]
    assert packets(read(spread)) == packets(read(call)) == [1, 2]


Flow: TypeAlias = tuple[str, int]
Event: TypeAlias = tuple[bytes, Flow | list[Flow]]
"""A frame with the flow of the data in it, or with the flows that begin anew with it."""
FROM_A: list[Flow] = [("192.0.2.1", 8), ("192.0.2.1", 9)]
FROM_B: list[Flow] = [("198.51.100.2", 8), ("198.51.100.2", 9)]
MARKS: list[Event] = [
    (a_to_b(control(10, assigned=(14, 9))), FROM_B[1:]),
    (a_to_b(control(14, assigned=(14, 9))), FROM_B[1:]),
    (a_to_b(control(4, assigned=(9, 7))), FROM_B),
    (a_to_b(control(3, tunnel_id=7)), FROM_A),
    (a_to_b(control(6, tunnel_id=7)), []),
]
DATA_A: Event = (a_to_b(data()), FROM_A[1])
DATA_B: Event = (b_to_a(data()), FROM_B[1])
EVENTS = st.one_of(
    st.sampled_from(MARKS),
    st.sampled_from([DATA_A, DATA_B, (a_to_b(data(session_id=8)), FROM_A[0]), (b_to_a(data(session_id=8)), FROM_B[0])]),
    st.builds(lambda ns: (a_to_b(data(ns=ns)), FROM_A[1]), st.integers(0, 5)),
)
TIMES = st.integers(-(1 << 36), 1 << 36)


def _one_by_one(events: list[Event], after_ns: list[int]) -> list[tuple[Flow, int, int, int]]:
    """Flow, packets, first and last time of each row, by first frame."""
    rows: list[tuple[Flow, list[int]]] = []
    current: dict[Flow, list[int]] = {}
    for (_, what), time_ns in zip(events, after_ns, strict=True):
        if isinstance(what, list):
            for flow in what:
                current.pop(flow, None)
        else:
            if what not in current:
                current[what] = []
                rows.append((what, current[what]))
            current[what].append(BEGIN_NS + time_ns)
    return [(flow, len(times), min(times), max(times)) for flow, times in rows]


@given(
    st.lists(st.tuples(EVENTS, TIMES), max_size=25),
    st.sampled_from([1, 2, 7]),
    st.sampled_from([1, 3, 1 << 20]),
    st.booleans(),
)
@example([(one, 0) for one in (DATA_B, DATA_B, MARKS[0], DATA_B, DATA_B)], 7, 3, True)  # noqa: FBT003
@example([(one, 0) for one in (DATA_B, DATA_B, MARKS[0], DATA_B, DATA_B, DATA_B)], 2, 3, True)  # noqa: FBT003
@example([(DATA_A, 0), (DATA_A, 9 << 34), (DATA_A, 1 << 34)], 7, 1 << 20, False)  # noqa: FBT003
def test_rows_are_the_same_in_any_blocks_and_however_many_packets_wait(
    timed: list[tuple[Event, int]],
    in_block: int,
    waiting: int,
    runs_on: bool,  # noqa: FBT001 - hypothesis gives arguments by place
) -> None:
    events, after_ns = [event for event, _ in timed], [time_ns for _, time_ns in timed]
    after_ns = sorted(after_ns) if runs_on else after_ns
    capture = pcap([frame for frame, _ in events], after_ns=after_ns)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("l2tpscope.scan.flows.MOST_WAITING", waiting)
        one = read_octets(capture, in_block=in_block)
    assert one.row_values == read_octets(capture).row_values
    counted = [((row.key.source, row.key.session_id), row.packets, row.first_ns, row.last_ns) for row in one.rows]
    assert counted == _one_by_one(events, after_ns)


def test_l2tpv3_flows_have_32_bit_session_ids() -> None:
    over_udp = a_to_b(bytes.fromhex("00030000 00abcdef") + bytes(20))
    over_ip = ethernet(ipv4(bytes.fromhex("00abcdef") + bytes(20), 115))
    rows = read([over_udp, over_ip, over_ip]).rows
    assert [(row.key.version, row.key.tunnel_id, row.key.session_id, row.packets, row.octets) for row in rows] == [
        (3, 0, 0xABCDEF, 1, 20),
        (3, 0, 0xABCDEF, 2, 40),
    ]
    assert [row.key.source_port for row in rows] == [1701, 0]
