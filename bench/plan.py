"""What is measured on: the captures, how they are made, and how their beginnings are cut off for slow programs."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MAKER = Path(__file__).with_name("make_captures.py")
FRAMES, OCTETS, HALF = 2_400_000, 200_000_000, 10_000


@dataclass(frozen=True)
class Plan:
    """A capture to make: its name, its file's suffix, its title, and what make_captures.py is told, sizes apart."""

    name: str
    suffix: str
    title: str
    told: tuple[str, ...]


PLANS = [
    Plan("data", ".pcap", "Data-heavy", ("data",)),
    Plan("sll2", ".pcap", "The same as Linux cooked v2", ("data", "--link", "sll2")),
    Plan("pcapng", ".pcapng", "The same as pcapng with two interfaces", ("data", "--format", "pcapng")),
    Plan("fragments", ".pcap", "The same with every tenth datagram in two fragments", ("data", "--fragments")),
    Plan("control", ".pcap", "Nothing but control messages", ("control",)),
    Plan("half", ".pcap", "Half data, half control", ("half",)),
]


@dataclass(frozen=True)
class Capture:
    """A capture that was made, with its counts."""

    plan: Plan
    path: Path
    octets: int
    frames: int
    control: int
    sessions: int


def make(plan: Plan, folder: Path, scale: float) -> Capture:
    """Make a capture; `scale` makes it smaller. The ten thousand frames, which are small, stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan.name}{plan.suffix}"
    sizes = {
        "data": ["--frames", str(round(FRAMES * scale))],
        "control": ["--octets", str(round(OCTETS * scale))],
        "half": ["--frames", str(HALF)],
    }
    command = [sys.executable, str(MAKER), *plan.told, *sizes[plan.told[0]], str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # a process of its own: numpy is large
    return Capture(plan, path, path.stat().st_size, **json.loads(done.stdout))


def beginning(capture: Capture, frames: int) -> Path:
    """The first frames of a capture in the same format, as a file beside it."""
    path = capture.path.with_name(f"{capture.plan.name}-{frames}{capture.plan.suffix}")
    form = capture.plan.suffix.removeprefix(".")
    command = ["editcap", "-F", form, "-r", str(capture.path), str(path), f"1-{frames}"]
    subprocess.run(command, check=True, capture_output=True)
    return path
