"""analyze: the verdict and the JSON."""

import json
from pathlib import Path

from tests.cli.runs import CLEAN, REFUSED, run, started


def test_the_verdict_goes_to_standard_output_in_80_columns_and_without_colour() -> None:
    shown = run("analyze", REFUSED).stdout
    assert shown.startswith("✗ The only call failed")
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_colour_is_there_where_it_is_wanted_always() -> None:
    assert "\x1b[" in run("analyze", "--color", "always", REFUSED).stdout


def test_json_is_one_object() -> None:
    whole = json.loads(run("analyze", "--json", REFUSED).stdout)
    assert whole["schema"] == "l2tpscope/1"
    assert whole["captures"][0]["path"] == REFUSED
    assert whole["tunnels"][0]["messages"][0]["type"] == "SCCRQ"


def test_messages_can_be_left_out_of_the_json() -> None:
    whole = json.loads(run("analyze", "--json", "--no-messages", REFUSED).stdout)
    assert [tunnel["messages"] for tunnel in whole["tunnels"]] == [[]]
    assert whole["tunnels"][0]["control"]["messages"] == 3


def test_standard_input_gives_the_same_as_the_file_but_for_its_name() -> None:
    ended = started("analyze", "--json", "-", stdin=Path(REFUSED).read_bytes())
    piped, read = json.loads(ended.stdout), json.loads(run("analyze", "--json", REFUSED).stdout)
    assert piped["captures"][0].pop("path") == "-"
    del read["captures"][0]["path"]
    assert piped == read


def test_a_capture_without_l2tp_says_what_it_holds_and_that_is_status_0(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pcap"
    empty.write_bytes(Path(CLEAN).read_bytes()[:24])
    ended = run("analyze", str(empty))
    assert ended.exit_code == 0
    assert "The capture holds no frames" in ended.stdout
