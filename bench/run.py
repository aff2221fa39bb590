"""Compare l2tpscope with tcpdump, tshark, dpkt, scapy and nfstream: processor time, elapsed time, peak memory.

python -m bench.run                  all captures in full size: twenty minutes, 2 GB of disk at a time
python -m bench.run --write          the same, and the tables into bench/README.md
python -m bench.run --scale 0.01     a quick look
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.compare import compare
from bench.page import page, written
from bench.plan import PLANS, make
from bench.targets import Results
from bench.tools import Tool, installed, tools

HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> None:
    """Make each capture, measure all programs on it, remove it; print the tables."""
    wanted = _parser().parse_args(arguments)
    compared = tools(wanted.peers or installed(HERE / ".venv"))
    load = os.getloadavg()[0]
    results = _results(wanted, compared)
    measured = page(results, compared, wanted.repetitions, wanted.scale, load)
    print(measured)
    if wanted.write:
        readme = HERE / "README.md"
        readme.write_text(written(readme.read_text(), measured))


def _parser() -> argparse.ArgumentParser:
    names = [plan.name for plan in PLANS]
    parser = argparse.ArgumentParser(prog="python -m bench.run", description="Compare l2tpscope with other programs.")
    parser.add_argument("--scale", type=float, default=1, help="smaller captures: 0.01 for a hundredth")
    parser.add_argument("--captures", type=Path, default=HERE / "captures", help="where they are made (bench/captures)")
    parser.add_argument("--only", choices=names, action="append", help="only this capture; may be repeated")
    parser.add_argument("--keep", action="store_true", help="leave the captures there")
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument(
        "--peers", type=Path, help="a Python that has dpkt, scapy, nfstream (bench/.venv, made if absent)"
    )
    parser.add_argument("--write", action="store_true", help="write the tables into bench/README.md")
    return parser


def _results(wanted: argparse.Namespace, compared: Sequence[Tool]) -> Results:
    results: Results = {}
    for plan in PLANS:
        if wanted.only and plan.name not in wanted.only:
            continue
        capture = make(plan, wanted.captures, wanted.scale)
        print(f"{capture.path}: {capture.frames:,} frames ...", file=sys.stderr, flush=True)
        measured = compare(capture, compared, wanted.repetitions)
        results[plan.name] = capture, {one.tool.name: one for one in measured}
        if not wanted.keep:
            capture.path.unlink()
    return results


if __name__ == "__main__":
    main()
