"""What is compared on a live interface: each program's command line, and where it says how many packets it came to."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from bench.tools import FIELDS, own_version, package_version, program_version
from bench.wire import Receiver
from l2tpscope.live.filters import capture_filter
from l2tpscope.live.programs import buffer_mib
from tests.live.networks import THERE

HERE = Path(__file__).parent
FILTER = capture_filter()
BUFFER_KIB, BUFFER_MIB = str(buffer_mib() << 10), str(buffer_mib())


def receivers(peers: Path) -> list[Receiver]:
    """l2tpscope first, then those it is compared with, all with its filter and its buffer in the kernel where they can.

    peers   the Python that has pyshark
    """
    own = [sys.executable, "-m", "l2tpscope", "live", "-i", THERE, "--plain"]
    dump = ["tcpdump", "-i", THERE, "-s", "0", "-B", BUFFER_KIB, "-w", "/dev/null", FILTER]
    fields = [word for field in FIELDS.split() for word in ("-e", field)]
    shark = ["tshark", "-n", "-i", THERE, "-B", BUFFER_MIB, "-f", FILTER, "-z", "io,stat,0"]
    python = [str(peers), str(HERE / "loop_pyshark.py"), THERE, FILTER]
    return [
        Receiver("l2tpscope", "`live --plain`: everything", own, _found(THERE + r" · ([\d,]+) frames"), own_version()),
        _program("tcpdump", "`-w /dev/null`", dump, r"(\d+) packets? captured"),
        _program("tshark", "`-Y l2tp.type==1 -T fields`", [*shark, "-Y", "l2tp.type==1", "-T", "fields", *fields],
                 r"<> +[\d.]+ *\| *(\d+) *\|"),
        _package(peers, "pyshark", "`LiveCapture`, counts packets with L2TP", python, r"(\d+) packets"),
    ]  # fmt: skip


def _program(name: str, does: str, command: list[str], says: str) -> Receiver:
    version = program_version(name)
    return Receiver(name, does, command, _found(says), version, "" if version else "not installed")


def _package(peers: Path, name: str, does: str, command: list[str], says: str) -> Receiver:
    version = package_version(peers, name)
    return Receiver(name, does, command, _found(says), version, "" if version else f"not installed for {peers}")


def _found(says: str) -> Callable[[str], int | None]:
    """A reader of the last number that matches."""

    def counted(text: str) -> int | None:
        found = re.findall(says, text)
        return int(found[-1].replace(",", "")) if found else None

    return counted
