"""One run of a program, measured by the kernel: processor time, elapsed time, peak memory."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Programs in Python keep their compiled modules, as they do where people use them."""


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of processor (user and system), seconds on the clock, octets of memory at the peak."""

    cpu_s: float
    wall_s: float
    peak: int
    failure: str = ""
    """The last line that a failed program said; empty where it succeeded."""


def run(command: Sequence[str], fed: int = subprocess.DEVNULL) -> Run:
    """Run a program to its end, its output thrown away; its children count where it waited for them.

    fed   a file descriptor that is its standard input

    The peak is that of its largest process, and never less than this process's own: Linux keeps the peak across exec.
    """
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdin=fed, stdout=subprocess.DEVNULL, stderr=said, env=ENVIRONMENT)
        _, status, usage = os.wait4(child.pid, 0)
        wall_s = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it again
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
    failure = "" if child.returncode == 0 else _last_words(lines, child.returncode)
    return Run(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss * 1024, failure)


def _last_words(lines: list[str], status: int) -> str:
    return next((line.strip() for line in reversed(lines) if line.strip()), f"ended with status {status}")


def best(runs: Sequence[Run]) -> Run:
    """The least time of each kind and the most memory; a failure if one of them failed."""
    return Run(
        min(one.cpu_s for one in runs),
        min(one.wall_s for one in runs),
        max(one.peak for one in runs),
        next((one.failure for one in runs if one.failure), ""),
    )


def extrapolated(part: Run, start: Run, factor: float) -> Run:
    """The times of a run over `factor` times as many frames, of which the start-up is paid once; the peak stays."""
    return replace(
        part,
        cpu_s=start.cpu_s + max(part.cpu_s - start.cpu_s, 0) * factor,
        wall_s=start.wall_s + max(part.wall_s - start.wall_s, 0) * factor,
    )
