"""What a long live capture takes in memory: a day of 100,000 tunnels and ten million packets, as fast as it is read.

python -m bench.live_memory             a tenth of a day, a day, and a day in which no tunnel ends; half an hour
python -m bench.live_memory --write     the same, and the table into bench/README.md
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.measure import Run, run
from bench.page import machine, written
from bench.stream import FRAMES_OF_A_TUNNEL
from bench.targets import MEGA

TUNNELS = 100_000
BEGIN, END = "<!-- live memory: begin -->", "<!-- live memory: end -->"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.live_memory", description="The memory of a day.")
    parser.add_argument("--tunnels", type=int, default=TUNNELS, help="of a day (100,000)")
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    wanted = parser.parse_args(arguments)
    measured = page(wanted.tunnels)
    print(measured)
    if wanted.write:
        readme = Path(__file__).with_name("README.md")
        readme.write_text(written(readme.read_text(), measured, BEGIN, END))


def page(tunnels: int) -> str:
    """Measure; the machine and its load average before, and the table."""
    load = os.getloadavg()[0]
    rows = list(_rows(tunnels))
    lines = [
        *machine(),
        f"Load average at the start {load:.1f}, at the end {os.getloadavg()[0]:.1f}.",
        "",
        "| what comes | tunnels | packets | peak memory | CPU | packets in a second of CPU |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def _rows(tunnels: int) -> Iterator[str]:
    for what, count, stay in (
        ("a tenth of a day", tunnels // 10, False),
        ("a day", tunnels, False),
        ("a day, no tunnel ends", tunnels, True),
    ):
        came, packets = _watched(count, stay=stay), count * (FRAMES_OF_A_TUNNEL - (4 if stay else 0))
        if came.failure:
            yield f"| {what} | {count:,} | {packets:,} | | | {came.failure} |"
            continue
        speed = f"{packets / came.cpu_s:,.0f}"
        yield f"| {what} | {count:,} | {packets:,} | {came.peak / MEGA:,.0f} MB | {came.cpu_s:,.0f} s | {speed} |"


def _watched(tunnels: int, *, stay: bool) -> Run:
    """`live -` fed by bench.stream."""
    command = [sys.executable, "-m", "bench.stream", "--tunnels", str(tunnels), *(["--stay"] if stay else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as source:
        assert source.stdout is not None  # noqa: S101 - a pipe was asked for
        return run([sys.executable, "-m", "l2tpscope", "live", "-", "--plain"], source.stdout.fileno())


if __name__ == "__main__":
    main()
