"""Where captures come from: paths, FIFOs, standard input, file objects, and what cannot be opened."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

import pytest

from l2tpscope.capture.reader import open_capture
from l2tpscope.errors import UnreadableCapture
from tests.capture.building import Trickle, enhanced, interface, pcap_header, pcap_record, section, trickle

CAPTURE = pcap_header() + b"".join(pcap_record(bytes([number]) * 300, s=number) for number in range(200))
PCAPNG = section() + interface() + b"".join(enhanced(bytes([number]) * 300, number) for number in range(200))


def _frames(source: Any, **options: int) -> int:  # noqa: ANN401 (anything may be handed in)
    return sum(len(found.offsets) for found in open_capture(source, **options).blocks())


def test_the_suffix_is_never_trusted(tmp_path: Path) -> None:
    for name, octets, form in (("a.pcapng", CAPTURE, "pcap"), ("b.pcap", PCAPNG, "pcapng"), ("c.gz", CAPTURE, "pcap")):
        path = tmp_path / name
        path.write_bytes(octets)
        reader = open_capture(path)
        assert sum(len(found.offsets) for found in reader.blocks()) == 200
        assert (reader.facts.path, reader.facts.format) == (str(path), form)
        assert reader.facts.compression is None


def test_a_path_may_be_text(tmp_path: Path) -> None:
    (tmp_path / "a.pcap").write_bytes(CAPTURE)
    assert _frames(str(tmp_path / "a.pcap")) == 200


def test_frames_carry_the_index_of_their_capture(tmp_path: Path) -> None:
    (tmp_path / "a.pcap").write_bytes(CAPTURE)
    reader = open_capture(tmp_path / "a.pcap", 3)
    assert {frame.ref.capture for found in reader.blocks() for frame in reader.frames(found)} == {3}


def test_a_fifo_is_read(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=fifo.write_bytes, args=(CAPTURE,))
    writer.start()
    assert _frames(fifo) == 200
    writer.join()


def test_standard_input_is_read() -> None:
    program = (
        "from l2tpscope.capture.reader import open_capture\n"
        "reader = open_capture('-')\n"
        "print(reader.facts.path, sum(len(block.offsets) for block in reader.blocks()))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=PCAPNG, capture_output=True, check=True)
    assert done.stdout == b"- 200\n"


def test_a_pipe_hands_on_what_came_without_waiting_for_more() -> None:
    some = PCAPNG[:10_000]
    out, into = os.pipe()
    with open(out, "rb") as stream:  # noqa: PTH123 (a file descriptor)
        os.write(into, some)
        blocks = open_capture(stream, fill_octets=1).blocks()
        came = 0
        while came < 29:
            came += len(next(blocks).offsets)
        os.write(into, PCAPNG[10_000:11_000])
        assert len(next(blocks).offsets) == 3
        os.close(into)
        assert next(blocks, None) is None


def test_a_pipe_that_is_not_to_block_is_waited_for() -> None:
    out, into = os.pipe()
    os.set_blocking(out, False)

    def write_later() -> None:
        os.write(into, CAPTURE[:5000])
        os.close(into)

    with open(out, "rb", buffering=0) as stream:  # noqa: PTH123 (a file descriptor)
        threading.Timer(0.05, write_later).start()
        assert _frames(stream) == 15


@pytest.mark.parametrize("steps", [(1,), (2, 3, 5), (17,), (4096, 1)])
@pytest.mark.parametrize("capture", [CAPTURE, PCAPNG])
def test_short_reads_change_nothing(capture: bytes, steps: tuple[int, ...]) -> None:
    assert _frames(trickle(capture, steps)) == 200
    assert _frames(trickle(capture, steps), fill_octets=1) == 200


def test_a_file_object_is_read_from_where_it_stands_and_stays_open() -> None:
    stream = io.BytesIO(b"before" + CAPTURE)
    stream.seek(6)
    assert _frames(stream) == 200
    assert not stream.closed


def test_an_object_that_can_only_read_is_enough() -> None:
    stream = io.BytesIO(CAPTURE)
    assert _frames(SimpleNamespace(read=stream.read)) == 200


def test_what_was_opened_here_is_closed_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.pcap").write_bytes(CAPTURE)
    with open_capture(tmp_path / "a.pcap") as reader:
        next(reader.blocks())
    assert next(reader.blocks(), None) is None


def test_a_file_that_can_be_read_no_further_is_read_up_to_there() -> None:
    class Failing(Trickle):
        def readinto(self, room: Any) -> int:  # noqa: ANN401
            if len(self._octets) < 1000:
                raise OSError(5, "Input/output error")
            return super().readinto(room)

    reader = open_capture(cast("BinaryIO", Failing(CAPTURE, [512])))
    frames = sum(len(found.offsets) for found in reader.blocks())
    assert 190 < frames < 200
    assert reader.facts.cut_short
    assert any("it can be read no further (Input/output error)" in sentence for sentence in reader.facts.warnings)


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCapture, match=r"missing\.pcap: no such file"):
        open_capture(tmp_path / "missing.pcap")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCapture, match="a directory; name the capture files in it"):
        open_capture(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pcap").write_bytes(CAPTURE)
    (tmp_path / "a.pcap").chmod(0)
    with pytest.raises(UnreadableCapture, match="no right to read it"):
        open_capture(tmp_path / "a.pcap")


def test_an_impossible_name_is_refused() -> None:
    for name in ("a\0b", "x" * 300):
        with pytest.raises(UnreadableCapture):
            open_capture(name)


def test_a_text_stream_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pcap").write_bytes(CAPTURE)
    with (
        (tmp_path / "a.pcap").open(encoding="latin-1") as stream,
        pytest.raises(UnreadableCapture, match="open it in binary mode"),
    ):
        open_capture(stream)  # type: ignore[arg-type]


def test_what_is_no_source_at_all_is_refused() -> None:
    with pytest.raises(UnreadableCapture, match="neither a path nor a binary file object"):
        open_capture(7)  # type: ignore[arg-type]


def test_a_closed_file_object_is_refused() -> None:
    stream = io.BytesIO(CAPTURE)
    stream.close()
    with pytest.raises(UnreadableCapture, match="can be read no further"):
        open_capture(stream)
