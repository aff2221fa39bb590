"""All programs on one capture, in turn and several times over; slow ones on its beginning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Run, best, extrapolated, run
from bench.plan import Capture, beginning
from bench.tools import Tool


@dataclass(frozen=True)
class Measured:
    """What a program took for a whole capture, and of how many frames that was measured."""

    tool: Tool
    run: Run
    start: Run
    """The same for one frame: what starting costs."""
    frames: int

    @property
    def failure(self) -> str:
        """Why there are no numbers; empty where there are."""
        return self.tool.missing or self.start.failure or self.run.failure


NOTHING = Run(0, 0, 0)


def compare(capture: Capture, tools: Sequence[Tool], repetitions: int) -> list[Measured]:
    """Every program as often as wanted, one after the other, then all of them again; the best of each."""
    there = [tool for tool in tools if not tool.missing]
    bounds = {tool.name: min(tool.bound or capture.frames, capture.frames) for tool in there}
    files: dict[int, Path] = {capture.frames: capture.path}
    for frames in {1, *bounds.values()} - {capture.frames}:
        files[frames] = beginning(capture, frames)
    _into_memory(files.values())
    runs: dict[str, list[Run]] = {tool.name: [] for tool in there}
    starts: dict[str, list[Run]] = {tool.name: [] for tool in there}
    for _ in range(repetitions):
        for tool in there:
            starts[tool.name].append(run(tool.command(files[1])))
            runs[tool.name].append(run(tool.command(files[bounds[tool.name]])))
    for frames, path in files.items():
        if frames != capture.frames:
            path.unlink()
    return [_measured(tool, capture, runs, starts, bounds) for tool in tools]


def _into_memory(files: Iterable[Path]) -> None:
    """Read all files once, so that nobody has to wait for the disk first."""
    room = bytearray(1 << 20)
    for path in files:
        with path.open("rb", buffering=0) as file:
            while file.readinto(room):
                pass


def _measured(
    tool: Tool,
    capture: Capture,
    runs: dict[str, list[Run]],
    starts: dict[str, list[Run]],
    bounds: dict[str, int],
) -> Measured:
    if tool.missing:
        return Measured(tool, NOTHING, NOTHING, 0)
    frames, start = bounds[tool.name], best(starts[tool.name])
    whole = extrapolated(best(runs[tool.name]), start, (capture.frames - 1) / max(frames - 1, 1))
    return Measured(tool, whole, start, frames)
