"""Names of files made from captures."""

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
