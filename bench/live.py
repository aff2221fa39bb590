"""How many packets a second a program takes from an interface without losing one, and what each costs it.

python -m bench.live             as root: l2tpscope, tcpdump, tshark, pyshark, each at rising rates; five minutes
python -m bench.live --write     the same, and the table into bench/README.md
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.page import machine, written
from bench.plan import PLANS, make
from bench.receivers import FILTER, receivers
from bench.tools import installed
from bench.wire import Receiver, Trial, trial
from tests.live.networks import WHY_NOT, network

HERE = Path(__file__).parent
RATES = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 35_000, 50_000, 75_000, 100_000, 150_000, 200_000, 250_000)
TRIES = 2
"""Another process that gets in the way costs packets: a rate is too high when it loses some every time."""
NEARLY = 0.97
"""The sender has reached a rate when it has come so near."""
SCALE = 1 / 24
"""Of the data-heavy capture: a hundred thousand frames, sent over and over."""
BEGIN, END = "<!-- live: begin -->", "<!-- live: end -->"


@dataclass(frozen=True)
class Climb:
    """What a program can take.

    best       the trial at the highest rate without loss, None where there is none
    too_much   that at the next rate, None where the sender could send no more
    """

    receiver: Receiver
    best: Trial | None
    too_much: Trial | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all programs, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description="Packets a second without loss.")
    parser.add_argument("--seconds", type=float, default=10, help="of sending at each rate (10)")
    parser.add_argument("--only", action="append", help="only this program; may be repeated")
    parser.add_argument("--peers", type=Path, help="a Python that has pyshark (bench/.venv, made if absent)")
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    wanted = parser.parse_args(arguments)
    if WHY_NOT:
        sys.exit(f"bench.live {WHY_NOT}")
    compared = receivers((wanted.peers or installed(HERE / ".venv")).absolute())
    load = os.getloadavg()[0]
    measured = page([one for one in compared if not wanted.only or one.name in wanted.only], wanted.seconds, load)
    print(measured)
    if wanted.write:
        readme = HERE / "README.md"
        readme.write_text(written(readme.read_text(), measured, BEGIN, END))


def page(compared: Sequence[Receiver], seconds: float, load: float) -> str:
    """Measure each program; the machine and its load average before, and the table."""
    sent = _capture()
    with network() as net:
        climbs = [climbed(one, partial(trial, net, one, sent, seconds)) for one in compared]
    sent.unlink()
    lines = [
        *machine(),
        ", ".join(f"{one.name} {one.version or one.missing}" for one in compared) + ".",
        f"{seconds:g} s at each rate; load average at the start {load:.1f}, at the end {os.getloadavg()[0]:.1f}.",
        "",
        "| program | what it does | packets/s without loss | CPU for a packet | lost at the next rate |",
        "|---|---|---:|---:|---:|",
        *map(row, climbs),
    ]
    return "\n".join(lines) + "\n"


def _capture() -> Path:
    """Frames of the data-heavy capture, those that the filter lets through: every one sent is one to be counted."""
    made = make(next(plan for plan in PLANS if plan.name == "data"), HERE / "captures", SCALE).path
    sent = made.with_name("live.pcap")
    command = ["tcpdump", "-r", str(made), "-w", str(sent), FILTER]
    subprocess.run(command, check=True, capture_output=True)
    made.unlink()
    return sent


def climbed(receiver: Receiver, tried: Callable[[int], Trial]) -> Climb:
    """Find the highest of RATES at which nothing is lost, by halving."""
    best = too_much = None
    low, high = 0, 0 if receiver.missing else len(RATES)
    while low < high:
        middle = (low + high) // 2
        came = _best_of(tried, RATES[middle])
        print(f"{receiver.name} at {came.rate:,.0f}/s: {came.sent:,} sent, {came.lost:,} lost", file=sys.stderr)
        reached = came.rate >= NEARLY * RATES[middle]
        if came.lost:
            high, too_much = middle, came if reached else too_much
        else:
            low, best = middle + 1, came
            high = high if reached else low
    return Climb(receiver, best, too_much)


def _best_of(tried: Callable[[int], Trial], rate: int) -> Trial:
    for _ in range(TRIES - 1):
        came = tried(rate)
        if not came.lost:
            return came
    return tried(rate)


def row(climb: Climb) -> str:
    """One program's line of the table."""
    start = f"| {climb.receiver.name} | {climb.receiver.does} |"
    if climb.receiver.missing:
        return f"{start} | | {climb.receiver.missing} |"
    if climb.best is None:
        rate, cost = f"less than {RATES[0]:,}", ""
    else:
        rate, cost = f"{climb.best.rate:,.0f}", f"{1e6 * climb.best.cpu_s / climb.best.sent:,.1f} µs"
    if climb.too_much is None:
        return f"{start} {rate} | {cost} | no more could be sent |"
    if climb.too_much.counted is None:
        return f"{start} {rate} | {cost} | did not end in time at {climb.too_much.rate:,.0f}/s |"
    share = 100 * climb.too_much.lost / climb.too_much.sent
    return f"{start} {rate} | {cost} | {share:.1f} % of {climb.too_much.rate:,.0f}/s |"


if __name__ == "__main__":
    main()
