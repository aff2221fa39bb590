"""What l2tpscope is to reach, and whether it does."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.compare import Measured
from bench.plan import Capture

MEGA, KILO = 1_000_000, 1_000
MEMORY, PER_SESSION, PER_MESSAGE = 150 * MEGA, 2 * KILO, 3 * KILO
"""Octets that an analysis may take, whatever the size of the file; for each session; for each control message."""
Results = dict[str, tuple[Capture, dict[str, Measured]]]


@dataclass(frozen=True)
class Target:
    """One thing to reach, the number that was measured, and whether that is enough (None: only reported)."""

    what: str
    wanted: str
    measured: str
    is_met: bool | None


def targets(results: Results) -> list[Target]:
    """All that can be said of what was measured."""
    found: list[Target] = []
    for name, (capture, by_tool) in results.items():
        if by_tool["l2tpscope"].failure:
            continue
        if name == "control":
            found += _of_control(capture, by_tool)
        elif name == "half":
            found.append(_of_half(capture, by_tool))
        else:
            found += _of_data(capture, by_tool)
    return found


def ratio(by_tool: dict[str, Measured], other: str) -> float | None:
    """The processor time of l2tpscope by that of another program."""
    theirs = by_tool.get(other)
    if theirs is None or theirs.failure or not theirs.run.cpu_s:
        return None
    return by_tool["l2tpscope"].run.cpu_s / theirs.run.cpu_s


def _of_data(capture: Capture, by_tool: dict[str, Measured]) -> Iterator[Target]:
    title, most = capture.plan.title, {"data": 4, "sll2": 5}.get(capture.plan.name)
    by_tcpdump, by_tshark = ratio(by_tool, "tcpdump"), ratio(by_tool, "tshark")
    if by_tcpdump is not None:
        aim = " (aim 3)" if capture.plan.name == "data" else ""
        wanted = f"<= {most} times tcpdump's{aim}" if most else "reported"
        yield Target(f"{title}: CPU", wanted, f"{by_tcpdump:.2f} times", by_tcpdump <= most if most else None)
    if by_tshark is not None:
        wanted = "<= 1/20 of tshark's" if most else "reported"
        yield Target(
            f"{title}: CPU", wanted, f"1/{1 / by_tshark:.1f} of tshark's", by_tshark <= 1 / 20 if most else None
        )
    allowed = MEMORY + PER_SESSION * capture.sessions + PER_MESSAGE * capture.control
    peak = by_tool["l2tpscope"].run.peak
    wanted = (
        f"<= {allowed / MEGA:.0f} MB (150 MB, 2 kB for each of {capture.sessions:,} sessions,"
        f" 3 kB for each of {capture.control:,} control messages)"
    )
    yield Target(f"{title}: peak memory", wanted, f"{peak / MEGA:.0f} MB", peak <= allowed)


def _of_control(capture: Capture, by_tool: dict[str, Measured]) -> Iterator[Target]:
    title, own = capture.plan.title, by_tool["l2tpscope"]
    rate = capture.control / own.run.cpu_s
    wanted = "60,000 messages in a second of CPU (aim 120,000)"
    yield Target(f"{title}: speed", wanted, f"{rate:,.0f}", rate >= 60_000)
    by_tshark = ratio(by_tool, "tshark")
    if by_tshark is not None:
        yield Target(f"{title}: CPU", "never more than tshark's", f"{by_tshark:.2f} times", by_tshark <= 1)
    each = (own.run.peak - own.start.peak) / capture.control
    wanted = "<= 3 kB for each control message, above what one frame takes"
    yield Target(f"{title}: memory", wanted, f"{each / KILO:.2f} kB", each <= PER_MESSAGE)


def _of_half(capture: Capture, by_tool: dict[str, Measured]) -> Target:
    cpu_s = by_tool["l2tpscope"].run.cpu_s
    return Target(f"{capture.plan.title}: CPU", "<= 0.5 s", f"{cpu_s:.2f} s", cpu_s <= 0.5)
