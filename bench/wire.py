"""Packets over a pair of joined interfaces at a steady rate, and a program at the other end that is to lose none."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.live.networks import HERE, Network

STARTING_S, QUIET_S, ENDING_S = 2, 2, 5
"""For a program to be ready; to come to the last packet once it was sent; to end when it is asked to."""
_SENT = re.compile(r"Actual: (\d+) packets .* in ([\d.]+) seconds")


@dataclass(frozen=True)
class Receiver:
    """A program to measure, and how many packets it came to by what it says; `missing` is why it cannot be measured."""

    name: str
    does: str
    command: list[str]
    counted: Callable[[str], int | None]
    version: str
    missing: str = ""


@dataclass(frozen=True)
class Trial:
    """What came of one rate.

    rate     packets a second, as they were really sent
    counted  packets that the program came to, None if it did not end or does not say
    cpu_s    of the program and all that it started, from before the first packet to QUIET_S after the last
    """

    rate: float
    sent: int
    counted: int | None
    cpu_s: float

    @property
    def lost(self) -> int:
        """Packets that the program never came to."""
        return max(self.sent - (self.counted or 0), 0)


def trial(net: Network, receiver: Receiver, capture: Path, seconds: float, rate: int) -> Trial:
    """Start a program, send the frames of a capture over and over at this rate, end the program."""
    with tempfile.TemporaryFile() as said:
        program = net.capturing(receiver.command, said.fileno(), said.fileno())
        time.sleep(STARTING_S)
        before_s = _cpu_s(program.pid)
        sent, reached = _send(net, capture, rate, round(rate * seconds))
        time.sleep(QUIET_S)
        cpu_s = _cpu_s(program.pid) - before_s
        counted = None
        if _ended(program):
            said.seek(0)
            counted = receiver.counted(said.read().decode(errors="replace"))
    return Trial(reached, sent, counted, cpu_s)


def _ended(program: "subprocess.Popen[bytes]") -> bool:
    """Whether it ended when it was asked to; it has ended in any case."""
    program.send_signal(signal.SIGINT)
    try:
        program.wait(ENDING_S)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
        return False
    return True


def _send(net: Network, capture: Path, rate: int, packets: int) -> tuple[int, float]:
    """How many packets were sent, and how many a second."""
    many = ["--loop", "1000000", "--limit", str(packets), "--pps", str(rate)]
    said = net.run("tcpreplay", "--quiet", "--preload-pcap", *many, "--intf1", HERE, str(capture))
    found = _SENT.search(said)
    if found is None:
        raise RuntimeError(f"tcpreplay does not say what it sent: {said}")
    return int(found[1]), int(found[1]) / float(found[2])


def _cpu_s(pid: int) -> float:
    """User and system time of a process, and of its descendants that are there."""
    fields: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
    family = {pid}
    while more := {one for one, said in fields.items() if int(said[1]) in family} - family:
        family |= more
    ticks = sum(int(fields[one][11]) + int(fields[one][12]) for one in family if one in fields)
    return ticks / os.sysconf("SC_CLK_TCK")
