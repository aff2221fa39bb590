"""Exit statuses, pipes, hostile names: how every command ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import l2tpscope
from l2tpscope.cli import analyze
from l2tpscope.cli.main import COMMANDS
from tests.cli.runs import CLEAN, REFUSED, run, started


def test_without_a_command_it_shows_what_it_can_do() -> None:
    shown = run()
    assert all(f"\n  {name}" in shown.output for name in COMMANDS)


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").output == f"l2tpscope {l2tpscope.__version__}\n"


def test_a_capture_full_of_failures_is_analyzed_and_that_is_status_0() -> None:
    ended = run("analyze", REFUSED)
    assert (ended.exit_code, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["analyze"], "Name a capture"),
        (["analyze", "--bogus", CLEAN], "--bogus"),
        (["bogus"], "bogus"),
        (["analyze", "no-such.pcap"], "no-such.pcap: no such file"),
        (["analyze", "sample_captures"], "directory"),
        (["analyze", "README.md"], "README.md"),
        (["analyze", "--select", "hello-unansward", CLEAN], "Did you mean hello-unanswered"),
        (["analyze", "--ignore", "bogus-rule-name-xyz", CLEAN], "no rule is named"),
        (["analyze", "--since", "yesterday", CLEAN], "is no time"),
        (["analyze", "--port", "70000", CLEAN], "70000"),
        (["analyze", "--fail-on", "never", CLEAN], "never"),
        (["analyze", "-", "-"], "only once"),
        (["ladder", "-t", "9", CLEAN], "no tunnel is named '9'"),
        (["explain", "hello-unansward"], "hello-unanswered"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_standard_error_and_status_2(arguments: list[str], says: str) -> None:
    ended = run(*arguments)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_no_word_of_a_hostile_file_name_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "\x1b]0;owned\x07\u202efdp.pcap"
    path.write_text("no capture")
    ended = run("analyze", str(path))
    assert ended.exit_code == 2
    assert "\x1b" not in ended.stderr
    assert "\u202e" not in ended.stderr
    assert "\\x1b]0;owned\\x07\\u202efdp.pcap" in ended.stderr


def test_a_file_name_that_is_no_utf8_is_analyzed(tmp_path: Path) -> None:
    path = str(tmp_path / b"\xff\xfe.pcap".decode(errors="surrogateescape"))
    Path(path).write_bytes(Path(CLEAN).read_bytes())
    for options in ([], ["--json"]):
        command = [sys.executable, "-m", "l2tpscope", "analyze", *options, path]
        ended = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert b"\\udcff" in ended.stdout


def test_a_reader_that_stops_reading_ends_the_command_without_a_word() -> None:
    command = f"{sys.executable} -m l2tpscope analyze --json {CLEAN}; echo status $? >&2"
    ended = subprocess.run(["/bin/sh", "-c", f"({command}) | head -c 1"], capture_output=True, check=False, timeout=60)
    assert ended.stderr == b"status 0\n"


def test_an_interrupt_is_status_130() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "l2tpscope", "analyze", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as waiting:
        assert waiting.stdin
        capture = Path(CLEAN).read_bytes()
        waiting.stdin.write(capture + capture[24:] * 30)  # more than a pipe holds: once written, it is being read
        waiting.stdin.flush()
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate(timeout=30)
    assert waiting.returncode == 130
    assert errors.strip() == b"Interrupted."


def test_a_fault_of_ours_is_told_with_its_place_and_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(analyze, "analysis_of", failing)
    ended = run("analyze", CLEAN)
    assert ended.exit_code == 2
    assert "ZeroDivisionError: oh" in ended.stderr
    assert "Please report this" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Traceback" in run("analyze", "-v", CLEAN).stderr


def test_a_full_disk_is_one_sentence_and_status_2() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "l2tpscope", "analyze", "--json", CLEAN]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (2, b"Error: output: No space left on device\n")


def test_a_closed_standard_output_is_borne() -> None:
    command = f"{sys.executable} -m l2tpscope analyze {CLEAN} >&-"
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_output_is_ascii_where_the_terminal_knows_no_more() -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ended = started("analyze", REFUSED, environment=environment)
    assert ended.returncode == 0
    assert ended.stdout.isascii()
