"""What was measured as Markdown, and its place in the README beside this file."""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.compare import Measured
from bench.plan import Capture
from bench.targets import MEGA, Results, ratio, targets
from bench.tools import Tool

GIGA = 1_000_000_000
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def page(results: Results, tools: Sequence[Tool], repetitions: int, scale: float, load: float) -> str:
    """The machine and its load average before, the targets, and a table for each capture."""
    parts = [_machine(tools, repetitions, scale, load), _targets(results)]
    parts += [_table(capture, by_tool) for capture, by_tool in results.values()]
    return "\n".join(parts)


def written(readme: str, measured: str, begin: str = BEGIN, end: str = END) -> str:
    """The README with what was measured between its two marks, instead of what stood there."""
    before, _, rest = readme.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"no {begin} and {end} in it")
    return f"{before}{begin}\n\n{measured}\n{end}{after}"


def machine() -> list[str]:
    """What was measured on and when, as lines of one sentence."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    memory = int(_first("/proc/meminfo", "MemTotal").split()[0]) * 1024 / GIGA
    return [
        f"Measured on {day}: {_first('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores,",
        f"{memory:.0f} GB of memory, Linux {platform.release()}, Python {platform.python_version()}.",
    ]


def _machine(tools: Sequence[Tool], repetitions: int, scale: float, load: float) -> str:
    versions = ", ".join(f"{tool.name} {tool.version or tool.missing}" for tool in tools)
    lines = [
        *machine(),
        f"{versions}.",
        f"The best of {repetitions} repetitions, all programs in turn; load average at the start {load:.1f}.",
    ]
    if scale != 1:
        lines.append(f"**Scaled by {scale:g}: of no meaning for the targets.**")
    return "\n".join(lines) + "\n"


def _first(path: str, key: str) -> str:
    for line in Path(path).read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return "0"


def _targets(results: Results) -> str:
    rows = ["### What was to be reached", "", "| what | wanted | measured | met |", "|---|---|---|---|"]
    verdicts = {True: "yes", False: "**no**", None: ""}
    rows += [f"| {one.what} | {one.wanted} | {one.measured} | {verdicts[one.is_met]} |" for one in targets(results)]
    return "\n".join(rows) + "\n"


def _table(capture: Capture, by_tool: dict[str, Measured]) -> str:
    size = f"{capture.frames:,} frames, {capture.octets / MEGA:,.0f} MB"
    lines = [
        f"### {capture.plan.title}",
        "",
        f"{size}, {capture.sessions:,} sessions, {capture.control:,} control messages.",
        "",
        "| program | what it does | CPU | wall | peak memory | its CPU by l2tpscope's | measured |",
        "|---|---|---:|---:|---:|---:|---|",
        *_rows(capture, by_tool),
    ]
    return "\n".join(lines) + "\n"


def _rows(capture: Capture, by_tool: dict[str, Measured]) -> Iterator[str]:
    for name, one in by_tool.items():
        if one.failure:
            yield f"| {name} | {one.tool.does} | | | | | {one.failure} |"
            continue
        own = ratio(by_tool, name)
        times = f"{1 / own:,.2f}" if own else ""
        part = one.frames < capture.frames
        extent = f"the first {one.frames:,} frames, times extrapolated" if part else "the whole"
        peak = f"{'> ' if part else ''}{one.run.peak / MEGA:,.0f} MB"
        yield (
            f"| {name} | {one.tool.does} | {one.run.cpu_s:,.2f} s | {one.run.wall_s:,.2f} s | {peak} | {times}"
            f" | {extent} |"
        )
