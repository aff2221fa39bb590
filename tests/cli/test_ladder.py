"""ladder: which tunnels are drawn, and that it says so."""

from tests.cli.runs import CLEAN, REFUSED, run


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
