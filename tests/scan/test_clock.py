"""What is said about the clock of a capture."""

import struct

import pytest

from tests.capture.building import enhanced, interface, pcap_header, pcap_record, section
from tests.scan.frames import read_octets

DAY = 86_400


def _capture(*seconds: int, fraction: int = 0) -> bytes:
    return pcap_header() + b"".join(pcap_record(bytes(60), s=s, fraction=fraction) for s in seconds)


def test_first_and_last_time_are_the_earliest_and_the_latest() -> None:
    clock = read_octets(_capture(100, 98, 103, 101)).scanner.clock
    assert (clock.first_ns, clock.last_ns) == (98_000_000_000, 103_000_000_000)


def test_a_clock_that_runs_backwards_is_noted_once_with_its_frame() -> None:
    clock = read_octets(_capture(100, 101, 99, 98)).scanner.clock
    assert (clock.backwards, clock.backwards_ns) == (3, 2_000_000_000)
    assert list(clock.remarks()) == ["the clock runs backwards at frame 3, by 2.000000000 s"]


def test_a_jump_is_a_step_of_more_than_a_day() -> None:
    assert read_octets(_capture(0, DAY)).scanner.clock.jump is None
    clock = read_octets(_capture(0, DAY + 1)).scanner.clock
    assert (clock.jump, clock.jump_ns) == (2, (DAY + 1) * 1_000_000_000)
    assert len(list(clock.remarks())) == 1


def test_a_fraction_beyond_a_second_is_noted_and_taken_as_it_is() -> None:
    clock = read_octets(_capture(5, fraction=1_500_000)).scanner.clock
    assert clock.odd_fraction == 1
    assert clock.first_ns == 6_500_000_000
    assert len(list(clock.remarks())) == 1


def test_a_packet_without_a_time_is_noted() -> None:
    simple = struct.pack("<IIII", 3, 16 + 60, 60, 0)[:12] + bytes(60) + struct.pack("<I", 76)
    clock = read_octets(section() + interface() + simple).scanner.clock
    assert clock.untimed == 1
    assert clock.first_ns is None
    assert len(list(clock.remarks())) == 1


@pytest.mark.parametrize("steps", [[0, 1, 2], [5]])
def test_an_ordinary_clock_needs_no_remark(steps: list[int]) -> None:
    assert list(read_octets(_capture(*steps)).scanner.clock.remarks()) == []


def test_steps_are_seen_across_blocks_and_interfaces() -> None:
    capture = section() + interface() + interface(101) + enhanced(bytes(60), 10) + enhanced(bytes(60), 5)
    assert read_octets(capture).scanner.clock.backwards == 2
