"""report: where the page goes."""

from pathlib import Path

import pytest

from tests.cli.runs import REFUSED, run
from tests.samples import ROOT

CAPTURE = str(ROOT / REFUSED)


def test_the_page_is_written_to_reports_by_the_name_of_the_capture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("report", CAPTURE)
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr == "Report: reports/tunnel-auth-mismatch.html\n"
    page = (tmp_path / "reports" / "tunnel-auth-mismatch.html").read_text()
    assert page.lower().startswith("<!doctype html>")
    assert "tun-secret-mismatch" in page


def test_the_page_can_go_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "page.html"
    assert run("report", CAPTURE, "-o", str(path), "-q").stderr == ""
    assert run("report", CAPTURE, "-o", "-").stdout == path.read_text()


def test_where_the_page_cannot_be_written_it_says_so() -> None:
    ended = run("report", CAPTURE, "-o", "/proc/none/page.html")
    assert ended.exit_code == 2
    assert "/proc/none" in ended.stderr
