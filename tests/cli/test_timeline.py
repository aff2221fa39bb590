"""timeline: which picture, and where it goes."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.runs import CLEAN, REFUSED, run
from tests.samples import ROOT


def test_the_picture_is_written_to_reports_by_the_name_of_the_capture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("timeline", str(ROOT / CLEAN))
    assert ended.stderr == "Timeline: reports/clean-call.svg\n"
    assert ET.parse(tmp_path / "reports" / "clean-call.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own file


def test_the_only_tunnel_or_the_one_named_or_all_are_drawn() -> None:
    assert "192.0.2.10:8833" in run("timeline", REFUSED, "-o", "-").stdout
    assert "192.0.2.10:63689" in run("timeline", CLEAN, REFUSED, "-t", "192.0.2.10:63689", "-o", "-").stdout
    assert "2 tunnels" in run("timeline", CLEAN, REFUSED, "-o", "-").stdout


def test_another_kind_of_picture_is_refused_before_the_capture_is_read() -> None:
    ended = run("timeline", "no-such.pcap", "-o", "x.bmp")
    assert ended.exit_code == 2
    assert "x.bmp" in ended.stderr


@pytest.mark.parametrize(("suffix", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")])
def test_the_suffix_says_what_it_is_written_as(tmp_path: Path, suffix: str, magic: bytes) -> None:
    path = tmp_path / f"call.{suffix}"
    assert run("timeline", CLEAN, "-o", str(path)).exit_code == 0
    first = path.read_bytes()
    assert first.startswith(magic)
    run("timeline", CLEAN, "-o", str(path))
    assert path.read_bytes() == first
