"""Names of files made from captures."""

import errno
from pathlib import Path

import pytest

from l2tpscope.cli.names import default_path, stem_of, write_file


@pytest.mark.parametrize(
    ("capture", "stem"),
    [
        ("a/b/call.pcap", "call"),
        ("call.pcapng", "call"),
        ("call.pcap.gz", "call"),
        ("call.pcapng.zst", "call"),
        ("call.1.cap", "call.1.cap"),
        (".pcap", ".pcap"),
        ("-", "stdin"),
    ],
)
def test_the_name_of_a_capture_is_its_file_name_without_what_says_its_format(capture: str, stem: str) -> None:
    assert stem_of(capture) == stem


def test_the_first_of_several_captures_gives_the_name() -> None:
    assert default_path(("x/one.pcap", "two.pcap"), ".html") == Path("reports/one.html")


def test_the_directory_is_made_if_it_is_missing(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b.html", b"x")
    assert (tmp_path / "a" / "b.html").read_bytes() == b"x"


def test_a_file_that_finds_no_room_is_named_and_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as refused:
        write_file(tmp_path / "a.html", b"page")
    assert refused.value.filename == str(tmp_path / "a.html")
    assert list(tmp_path.iterdir()) == []


def test_a_device_that_is_full_is_named_and_stays() -> None:
    with pytest.raises(OSError, match="No space left") as refused:
        write_file(Path("/dev/full"), b"page")
    assert refused.value.filename == "/dev/full"
    assert Path("/dev/full").exists()


def test_a_file_that_cannot_be_opened_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"before")

    def refused(_: Path, __: bytes) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(PermissionError):
        write_file(path, b"after")
    assert path.read_bytes() == b"before"
