"""Records are followed through pieces, and what a file must begin with to hold them is known."""

import pytest

from l2tpscope.capture.borders import PcapBorders, PcapngBorders, borders_of
from l2tpscope.capture.section import DamageError
from tests.capture.building import KUZNETZOV, enhanced, interface, option, pcap_header, pcap_record, section, simple


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("magic", "extra"), [(0xA1B2C3D4, b""), (0xA1B23C4D, b""), (KUZNETZOV, bytes(8))])
def test_records_of_a_pcap_are_followed(order: str, magic: int, extra: bytes) -> None:
    head = pcap_header(magic, order)
    records = [pcap_record(b"x" * n, s=1000 + n, order=order, extra=extra) for n in (5, 0, 60)]
    found = borders_of(bytearray(head))
    assert found is not None
    borders, at = found
    assert (borders.header, at) == (head, 24)
    buffer, whole = bytearray(b"".join(records)), len(b"".join(records))
    assert borders.end_of(buffer, 0, 1) == len(records[0])
    assert borders.end_of(buffer, 0, len(records[0]) + 1) == len(records[0] + records[1])
    assert borders.end_of(buffer, 0, 1 << 60) == whole
    assert borders.end_of(buffer[:-1], 0, 1 << 60) == len(records[0] + records[1])
    assert borders.end_of(buffer[:9], 0, 1 << 60) == 0
    assert borders.seconds(buffer, len(records[0])) == 1000
    assert borders.skip_header(buffer, 0) == 0


def test_lengths_of_old_pcaps_stand_the_other_way_round() -> None:
    borders = PcapBorders(pcap_header(version=(2, 2)))
    record = bytearray(8) + (900).to_bytes(4, "little") + (3).to_bytes(4, "little") + b"abc"
    assert borders.end_of(record, 0, 1) == len(record)


def test_a_frame_that_cannot_be_one_is_damage() -> None:
    with pytest.raises(DamageError):
        PcapBorders(pcap_header()).end_of(bytearray(b"\xff" * 64), 0, 1)


@pytest.mark.parametrize("order", ["<", ">"])
def test_blocks_of_a_pcapng_are_followed_and_its_headers_known(order: str) -> None:
    milliseconds = option(9, b"\x03", order)
    heads = [section(order, length=4711), interface(1, order), interface(101, order, options=milliseconds)]
    packets = [enhanced(b"abc", 5_000_000, order), enhanced(b"de", 7_000, order, on=1), simple(b"x", order)]
    later = interface(113, order)
    buffer = bytearray(b"".join([*heads, *packets, later]))
    found = borders_of(buffer)
    assert found is not None
    borders, at = found
    assert isinstance(borders, PcapngBorders)
    assert borders.skip_header(buffer[:70], at) == len(heads[0] + heads[1])
    begin = borders.skip_header(buffer, len(heads[0] + heads[1]))
    assert begin == len(b"".join(heads))
    assert borders.header == section(order) + heads[1] + heads[2], "the length of the section is not known"
    second = begin + len(packets[0])
    assert [borders.seconds(buffer, at) for at in (begin, second, second + len(packets[1]))] == [5, 7, None]
    assert borders.end_of(buffer, begin, begin + 1) == second
    assert borders.end_of(buffer, begin, 1 << 60) == len(buffer)
    assert borders.header.endswith(later)
    again = bytearray(section(order))
    assert borders.end_of(again, 0, 1 << 60) == len(again)
    assert borders.header == again


@pytest.mark.parametrize("length", [0, 8, 1 << 30])
def test_a_block_that_cannot_be_one_is_damage(length: int) -> None:
    octets = bytearray(section() + b"\x05\0\0\0" + length.to_bytes(4, "little") + bytes(40))
    with pytest.raises(DamageError):
        PcapngBorders().end_of(octets, 0, 1 << 60)


def test_packets_of_an_unknown_interface_have_no_time() -> None:
    borders = PcapngBorders()
    borders.skip_header(bytearray(section()), 0)
    assert borders.seconds(bytearray(enhanced(b"a", on=9)), 0) is None


def test_what_is_no_capture_is_told_and_what_is_short_waits() -> None:
    assert borders_of(bytearray(pcap_header()[:23])) is None
    with pytest.raises(DamageError):
        borders_of(bytearray(b"\x1f\x8b" + bytes(40)))
