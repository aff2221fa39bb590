"""The same datagram captured twice, told from datagrams that look alike."""

import tracemalloc

import pytest

from l2tpscope.scan.repeats import NEAR
from tests.scan.frames import SCCRQ, data, ethernet, ipv4, ipv6, read, udp

PAYLOAD = bytes(range(60))


def frame(*, ip_id: int = 7, payload: bytes = PAYLOAD) -> bytes:
    return ethernet(ipv4(udp(data(payload)), ip_id=ip_id))


def duplicates(*frames: bytes, step_ns: int = 1_000_000) -> int:
    fast, slow = (read(frames, step_ns=step_ns, is_slow=is_slow).scanner.duplicated for is_slow in (False, True))
    assert fast == slow
    return fast


def test_the_same_octets_with_the_same_ip_id_are_one_datagram() -> None:
    assert duplicates(frame(), frame(), frame(ip_id=8), frame(), step_ns=900_000_000) == 2


def test_another_ip_id_or_another_octet_make_another_datagram() -> None:
    assert duplicates(frame(), frame(ip_id=8)) == 0
    assert duplicates(frame(), frame(payload=PAYLOAD[:-1] + b"x")) == 0


def test_without_an_ip_id_they_must_be_within_two_milliseconds() -> None:
    plain = frame(ip_id=0)
    six = ethernet(ipv6(udp(data(PAYLOAD))))
    for one in (plain, six):
        assert duplicates(one, one, step_ns=2_000_000) == 1
        assert duplicates(one, one, step_ns=2_000_001) == 0


def test_the_ttl_may_differ() -> None:
    message = udp(data(PAYLOAD))
    assert duplicates(ethernet(ipv4(message, ttl=64)), ethernet(ipv4(message, ttl=63))) == 1


def test_short_datagrams_are_compared_without_what_follows_them() -> None:
    short = frame(payload=b"abc")
    assert duplicates(short, short + bytes(9), short) == 2


def test_control_messages_are_left_to_others() -> None:
    assert duplicates(*[ethernet(ipv4(udp(SCCRQ)))] * 2) == 0


def test_many_datagrams_that_differ_a_little_hide_no_repeat() -> None:
    many = [frame(ip_id=number, payload=PAYLOAD) for number in range(1, NEAR)]
    assert duplicates(*many, many[7], many[-1]) == 2


@pytest.mark.parametrize("between", [NEAR - 1, NEAR])
def test_a_repeat_comes_shortly_after_in_whatever_blocks(between: int) -> None:
    others = [frame(ip_id=1000 + number) for number in range(between)]
    frames = [frame(), *others, frame()]
    counted = {read(frames, step_ns=1000, in_block=size).scanner.duplicated for size in (1 << 20, NEAR, 300, 7)}
    assert counted == {int(between < NEAR)}


def test_what_lies_between_data_messages_is_not_kept_for_the_next_block() -> None:
    other = ethernet(ipv4(udp(bytes(60_000), 53, 53)))
    frames = [one for number in range(1, 401, 2) for one in (frame(ip_id=number), other, frame(ip_id=number + 1))]
    tracemalloc.start()
    try:
        one = read([*frames, frames[0]], in_block=3)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert one.scanner.duplicated == 1
    assert kept < len(frames) * 60_000 / 12
