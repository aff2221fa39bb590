"""The comparison runs from end to end, at a size at which it says nothing about speed."""

import shutil
import sys
from pathlib import Path

import pytest

from bench.compare import Measured
from bench.measure import Run
from bench.page import BEGIN, END, written
from bench.plan import PLANS, Capture
from bench.run import main
from bench.targets import Results, targets
from bench.tools import Tool


@pytest.mark.slow
def test_all_programs_are_compared(tshark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tshark
    told = ["--scale", "0.001", "--repetitions", "1", "--captures", str(tmp_path), "--peers", sys.executable]
    main([*told, "--only", "sll2", "--only", "pcapng", "--only", "control"])
    page = capsys.readouterr().out
    assert [plan.name for plan in PLANS if f"### {plan.title}\n" in page] == ["sll2", "pcapng", "control"]
    for name in ("l2tpscope", "tshark", "dpkt", "scapy"):
        rows = [line for line in page.splitlines() if line.startswith(f"| {name} |")]
        assert [row.split("|")[3].strip()[-2:] for row in rows] == [" s"] * 3
    assert "of no meaning for the targets" in page
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_program_that_is_not_there_is_named_without_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("editcap") is None:
        pytest.skip("editcap is not installed (./check installs it)")
    told = ["--scale", "0.0005", "--repetitions", "1", "--captures", str(tmp_path), "--only", "data"]
    main([*told, "--peers", str(tmp_path / "nothing" / "python")])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| nfstream |")]
    assert len(rows) == 1
    assert rows[0].endswith(f"| | | | | not installed for {tmp_path / 'nothing' / 'python'} |")


def test_what_was_measured_replaces_what_stood_between_the_marks() -> None:
    assert written(f"a\n{BEGIN}\nold\n{END}\nz\n", "new\n") == f"a\n{BEGIN}\n\nnew\n\n{END}\nz\n"
    with pytest.raises(ValueError, match="measured: begin"):
        written("a", "new")


def _results(name: str, **taken: Run) -> Results:
    plan = next(plan for plan in PLANS if plan.name == name)
    capture = Capture(plan, Path("x"), octets=1, frames=100_000, control=1000, sessions=500)
    start = Run(0.5, 0.5, 50_000_000)
    tools = {tool: Tool(tool, "", lambda path: [str(path)], "1") for tool in taken}
    return {name: (capture, {tool: Measured(tools[tool], run, start, 100_000) for tool, run in taken.items()})}


def test_targets_are_met_up_to_their_limits_and_not_beyond() -> None:
    within = _results("data", l2tpscope=Run(4, 4, 154_000_000), tcpdump=Run(1, 1, 1), tshark=Run(80, 80, 1))
    beyond = _results("data", l2tpscope=Run(4.1, 4, 154_100_000), tcpdump=Run(1, 1, 1), tshark=Run(80, 80, 1))
    assert [one.is_met for one in targets(within)] == [True, True, True]
    assert [one.is_met for one in targets(beyond)] == [False, False, False]


def test_the_memory_of_a_message_is_what_comes_on_top_of_the_start() -> None:
    rated = targets(_results("control", l2tpscope=Run(0.01, 1, 53_000_000), tshark=Run(0.005, 1, 1)))
    assert [(one.measured, one.is_met) for one in rated] == [
        ("100,000", True),
        ("2.00 times", False),
        ("3.00 kB", True),
    ]


def test_no_target_is_judged_where_there_is_no_number() -> None:
    failed = Run(0, 0, 0, "broken")
    assert targets(_results("data", l2tpscope=failed, tcpdump=Run(1, 1, 1))) == []
    assert len(targets(_results("data", l2tpscope=Run(4, 4, 1), tcpdump=failed))) == 1
