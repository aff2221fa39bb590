"""The window: what is kept, dropped, skipped and grown as a stream passes through it."""

import io

from l2tpscope.capture.source import Source
from l2tpscope.capture.window import BUFFER_OCTETS, SLACK, Window
from tests.capture.building import trickle

STREAM = bytes(range(256)) * 50_000  # 12.8 MB


def _window(fill: int = BUFFER_OCTETS) -> Window:
    return Window(Source(io.BytesIO(STREAM), owned=False), fill)


def test_the_unfinished_rest_moves_to_the_front() -> None:
    window = _window(fill=1000)
    assert window.slide(0)
    assert window.slide(990)
    assert bytes(window.buffer[: window.end]) == STREAM[990 : 990 + window.end]


def test_one_buffer_serves_the_whole_stream() -> None:
    window = _window()
    buffer, read = window.buffer, 0
    while window.slide(window.end):
        assert window.buffer is buffer
        assert bytes(window.buffer[: window.end]) == STREAM[read : read + window.end]
        read += window.end
    assert read == len(STREAM)


def test_the_buffer_grows_only_as_octets_come_and_is_a_new_one_then() -> None:
    window = _window()
    first = window.buffer
    assert window.slide(0)
    assert window.slide(0)
    assert len(first) == BUFFER_OCTETS + SLACK
    assert first is not window.buffer
    while window.slide(0):
        pass
    assert bytes(window.buffer[: window.end]) == STREAM
    assert len(window.buffer) < 4 * len(STREAM)


def test_octets_that_nobody_needs_are_skipped() -> None:
    window = _window(fill=100)
    assert window.slide(0)
    assert window.slide(10_000_001)
    assert bytes(window.buffer[:10]) == STREAM[10_000_001:10_000_011]
    assert window.missing == 0


def test_a_stream_that_ends_among_octets_to_be_skipped_is_told() -> None:
    window = _window(fill=100)
    assert window.slide(0)
    assert not window.slide(len(STREAM) + 7)
    assert (window.missing, window.end) == (7, 0)


def test_a_filling_of_one_octet_is_content_with_one_read() -> None:
    window = Window(Source(trickle(STREAM, [5, 70]), owned=False), 1)
    assert window.slide(0)
    assert window.end == 5
    assert window.slide(0)
    assert window.end == 75
