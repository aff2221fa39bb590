"""ladder: which tunnels are drawn, and that it says so."""

from pathlib import Path

import pytest

from l2tpscope.cli import ladder as command_module
from tests.cli.runs import CLEAN, REFUSED, run, started


def test_the_ladder_of_the_only_tunnel_is_drawn_without_a_word() -> None:
    ended = run("ladder", REFUSED)
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert "SCCRQ" in ended.stdout
    assert "StopCCN" in ended.stdout


def test_of_several_tunnels_the_failing_ones_are_drawn_and_named_on_standard_error() -> None:
    ended = run("ladder", CLEAN, REFUSED)
    assert "the failing ones of 2" in ended.stderr
    assert "192.0.2.10:8833" in ended.stderr
    assert ended.stdout.count("frame") >= 1
    assert "192.0.2.10:63689" not in ended.stdout


def test_where_none_failed_it_is_the_first_that_is_drawn() -> None:
    ended = run("ladder", CLEAN, "sample_captures/tunnel-auth-ok.pcapng")
    assert "the first of 2" in ended.stderr
    assert "192.0.2.10:63689" in ended.stdout


def test_one_tunnel_or_session_can_be_chosen() -> None:
    chosen = run("ladder", CLEAN, REFUSED, "-t", "192.0.2.10:63689")
    assert (chosen.exit_code, chosen.stderr) == (0, "")
    assert "192.0.2.10:63689" in chosen.stdout
    assert "ICRQ" in run("ladder", CLEAN, "-s", "1.1").stdout
    assert "SCCRQ" not in run("ladder", CLEAN, "-s", "1.1").stdout


def test_a_capture_without_tunnels_says_where_to_look() -> None:
    ended = run("ladder", "-c", "0" * 3 + "1", "--until", "1970-01-01", CLEAN)
    assert ended.exit_code == 0
    assert "No tunnel in this capture" in ended.stderr


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [
        ("text", b"Tunnel 1  192.0.2.10:8833\n"),
        ("svg", b"<svg "),
        ("png", b"\x89PNG"),
        ("mermaid", b"sequenceDiagram\n"),
        ("html", b"<!doctype html>"),
    ],
)
def test_each_form_goes_to_a_pipe_or_a_file_with_the_same_octets(
    format_: str, beginning: bytes, tmp_path: Path
) -> None:
    piped = run("ladder", REFUSED, "--format", format_).stdout_bytes
    assert piped.startswith(beginning)
    path = tmp_path / "new" / "ladder"
    ended = run("ladder", REFUSED, "--format", format_, "-o", str(path))
    assert (ended.stdout, ended.stderr) == ("", f"Ladder: {path}\n")
    assert path.read_bytes() == piped


@pytest.mark.parametrize(
    ("suffix", "beginning"),
    [(".svg", b"<svg "), (".PNG", b"\x89PNG"), (".mmd", b"sequence"), (".html", b"<!doc"), (".txt", b"Tunnel")],
)
def test_the_suffix_says_which_form(suffix: str, beginning: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"ladder{suffix}"
    assert run("ladder", REFUSED, "-o", str(path), "-q").stderr == ""
    assert path.read_bytes().startswith(beginning)


@pytest.mark.parametrize("format_", ["svg", "png", "html"])
def test_pictures_and_pages_never_go_to_a_terminal(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_module, "is_terminal", lambda: True)
    ended = run("ladder", "no-such.pcap", "--format", format_)
    assert ended.exit_code == 2
    assert f"{format_} is nothing for a terminal: name a file with -o" in ended.stderr


def test_a_picture_holds_the_first_failing_tunnel_and_a_page_all() -> None:
    storm = "sample_captures/redial-storm.pcapng"
    picture, page = (run("ladder", storm, "--format", format_) for format_ in ("svg", "html"))
    assert "the first failing of 8. Choose with -t." in picture.stderr
    assert "the failing ones of 8" in page.stderr
    assert (picture.stdout.count("<svg "), page.stdout.count("<table ")) == (1, 8)


@pytest.mark.parametrize("format_", ["text", "svg", "png", "mermaid", "html"])
def test_without_a_tunnel_nothing_is_drawn(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "ladder"
    ended = run("ladder", "--until", "1970-01-01", CLEAN, "--format", format_)
    assert (ended.exit_code, ended.stdout) == (0, "")
    run("ladder", "--until", "1970-01-01", CLEAN, "--format", format_, "-o", str(path))
    assert not path.exists()


def test_text_is_ascii_where_the_terminal_knows_no_more() -> None:
    ended = started("ladder", REFUSED, environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert ended.stdout.isascii()
    assert b"SCCRQ Ns=0 Nr=0 ------" in ended.stdout
