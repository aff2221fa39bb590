"""Several captures, warnings, --fail-on, --select: from a Request to an Analysis and a status."""

import json
from pathlib import Path

import pytest

from tests.cli.runs import CLEAN, REFUSED, run

DENIED = "sample_captures/wrong-password.pcapng"


def test_an_unreadable_one_of_several_is_warned_of_and_the_rest_analyzed_with_status_3(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    ended = run("analyze", "--json", str(text), REFUSED, CLEAN)
    whole = json.loads(ended.stdout)
    assert ended.exit_code == 3
    assert f"Warning: {text}" in ended.stderr
    assert [capture["path"] for capture in whole["captures"]] == [REFUSED, CLEAN]
    places = {message["capture"] for tunnel in whole["tunnels"] for message in tunnel["messages"]}
    assert places == {0, 1}


def test_where_none_of_several_can_be_read_it_is_status_2() -> None:
    ended = run("analyze", "no-such.pcap", "nor-this.pcap")
    assert ended.exit_code == 2
    assert "no-such.pcap" in ended.stderr
    assert "nor-this.pcap" in ended.stderr


@pytest.mark.parametrize(("severity", "status"), [("fatal", 1), ("drop", 1), ("info", 1)])
def test_a_finding_as_grave_as_fail_on_is_status_1(severity: str, status: int) -> None:
    assert run("analyze", "--fail-on", severity, REFUSED).exit_code == status


def test_a_milder_finding_than_fail_on_is_status_0() -> None:
    assert run("analyze", "--fail-on", "posture", CLEAN).exit_code == 0
    assert run("analyze", "--fail-on", "info", CLEAN).exit_code == 1


def test_fail_on_outranks_what_could_not_be_read() -> None:
    assert run("analyze", "--fail-on", "fatal", "no-such.pcap", REFUSED).exit_code == 1


def test_a_capture_cut_short_is_analyzed_up_to_the_cut_with_a_warning_and_status_0(tmp_path: Path) -> None:
    cut = tmp_path / "cut.pcap"
    cut.write_bytes(Path(CLEAN).read_bytes()[:-10])
    ended = run("analyze", "--json", str(cut))
    assert ended.exit_code == 0
    assert "Warning:" in ended.stderr
    assert json.loads(ended.stdout)["captures"][0]["cut_short"] is True
    assert run("analyze", "-q", str(cut)).stderr == ""


def _rules(*options: str) -> set[str]:
    whole = json.loads(run("analyze", "--json", *options, DENIED).stdout)
    return {finding["rule"] for finding in whole["findings"]}


def test_selected_rules_alone_speak_and_ignored_ones_do_not() -> None:
    every = _rules()
    assert {"auth-mschap-691", "sec-l2tp-cleartext"} <= every
    assert _rules("--select", "ppp-incomplete") == {"ppp-incomplete"}
    assert _rules("--ignore", "sec-l2tp-cleartext") == every - {"sec-l2tp-cleartext"}


def _frames(*options: str) -> int:
    return int(json.loads(run("analyze", "--json", *options, CLEAN).stdout)["counts"]["frames"])


def test_since_and_until_leave_frames_out_by_each_way_to_write_a_time() -> None:
    first = json.loads(run("analyze", "--json", CLEAN).stdout)["captures"][0]["first_time"]
    assert _frames("--until", first) == 1
    assert _frames("--since", "+60", "--until", "+1000") < _frames()
    assert _frames("--since", "+60") + _frames("--until", "+60") == _frames()


def test_the_first_frames_alone_can_be_read() -> None:
    assert _frames("-c", "5") == 5
    assert _frames("-c", "100000") == _frames()


def test_a_capture_can_be_named_by_an_option_too() -> None:
    assert run("analyze", "-r", REFUSED).stdout == run("analyze", REFUSED).stdout


def secrets_file(folder: Path, mode: int = 0o600) -> Path:
    path = folder / "secrets.toml"
    path.write_text('[[tunnel]]\nsecret = "tun-secret-43"\n[[user]]\nname = "alice"\npassword = "wonderland-7"\n')
    path.chmod(mode)
    return path


def test_secrets_tell_which_end_has_another_one_and_appear_nowhere(tmp_path: Path) -> None:
    ended = run("analyze", "--secrets", str(secrets_file(tmp_path)), REFUSED)
    assert ended.exit_code == 0
    assert "answered with another secret than the one you gave" in " ".join(ended.stdout.split())
    whole = run("analyze", "--json", "--secrets", str(secrets_file(tmp_path)), REFUSED)
    (refused,) = json.loads(whole.stdout)["tunnels"]
    assert refused["recipient"]["authentication"] == "wrong-secret"
    for output in (ended.output, whole.output):
        assert "tun-secret-43" not in output
        assert "wonderland-7" not in output


def test_a_file_of_secrets_that_others_may_read_draws_a_warning(tmp_path: Path) -> None:
    path = secrets_file(tmp_path, 0o644)
    assert f"chmod 600 {path}" in run("analyze", "--secrets", str(path), CLEAN).stderr
    assert run("analyze", "-q", "--secrets", str(path), CLEAN).stderr == ""
    path.chmod(0o600)
    assert run("analyze", "--secrets", str(path), CLEAN).stderr == ""


def test_a_file_of_secrets_that_is_none_is_refused_before_the_capture_is_read(tmp_path: Path) -> None:
    path = secrets_file(tmp_path)
    path.write_text("wonderland-7")
    ended = run("analyze", "--secrets", str(path), CLEAN)
    assert ended.exit_code == 2
    assert "wonderland-7" not in ended.output
