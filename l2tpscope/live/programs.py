"""Programs: tcpdump, or dumpcap where there is none, as the part of a live capture that needs rights."""

import fcntl
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import monotonic_ns
from typing import IO

from l2tpscope.errors import UnreadableCapture
from l2tpscope.live.pipe import Pipe

KERNEL_BUFFER_MIB = 32
"""Room for what comes while the analysis is busy: some seconds of signalling, a quarter of one at full speed."""
PIPE_OCTETS = 1 << 20
ENDING_S, AT_ITS_END_S = 3, 0.2
ASKED_EVERY_NS = 10_000_000_000
MOST_SAID = 1 << 16
_IFF_UP, _SIOCGIFFLAGS, _IFREQ = 1, 0x8913, "16sh22x"
_DROPPED = re.compile(r"(\d+) packets? dropped by kernel|dropped on interface .*?: (?:\d+/)?(\d+)")


def interfaces() -> list[tuple[str, bool]]:
    """The names of the network interfaces, and whether each is up."""
    return [(name, is_up(name)) for _, name in socket.if_nameindex()]


def is_up(interface: str) -> bool:
    """Whether an interface is there and up; True of "any"."""
    if interface == "any":
        return True
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            answer = fcntl.ioctl(asked, _SIOCGIFFLAGS, struct.pack(_IFREQ, interface.encode()[:15], 0))
        except OSError:
            return False
    return bool(struct.unpack(_IFREQ, answer)[1] & _IFF_UP)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be captured.

    interface   its name, as the capture programs know it ("any" too)
    expression  the capture filter
    count       frames after which to end, None for no such end
    """

    interface: str
    expression: str
    count: int | None = None


class Program:
    """A capture program at work: `pipe` holds the capture, its standard error goes to a file.

    It has a session of its own, so that Ctrl+C in the terminal reaches only us, who then end it in order.

    last_words   what it wrote to standard error, once it has ended

    Raises UnreadableCapture where there is no program.
    """

    def __init__(self, wanted: Wanted) -> None:
        command = _command(wanted)
        self.name = command[0].rpartition("/")[2]
        self.last_words = ""
        self._ends = wanted.count is not None
        self._lost: int | None = None
        self._asked_ns = monotonic_ns()
        self._says: IO[bytes] = TemporaryFile(buffering=0)  # noqa: SIM115 - closed in `end`
        self._process = subprocess.Popen(  # noqa: S603 - a program found by its name, with arguments of the user
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._says, start_new_session=True
        )
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        self._output = self._process.stdout
        with suppress(OSError):  # a limit of the system: the kernel's buffer is there as well
            fcntl.fcntl(self._output, fcntl.F_SETPIPE_SZ, PIPE_OCTETS)
        self.pipe = Pipe(self._output.fileno(), wanted.interface)

    @property
    def has_ended(self) -> bool:
        """Whether `end` was called."""
        return self._says.closed

    @property
    def has_failed(self) -> bool:
        """Whether it ended, or is about to end, by itself and not because it had captured what was wanted."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(AT_ITS_END_S) != 0 or not self._ends
        return False

    def stop(self) -> None:
        """Ask it to end; what it has captured is still to be read, up to the end of its output."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)

    def dropped(self) -> int | None:
        """How many packets it has lost so far, None if it does not say; it is asked now and then."""
        if self.name == "tcpdump" and self._process.poll() is None:
            found = _DROPPED.findall(self._said())
            if found:
                self._lost = _number(found[-1])
            if monotonic_ns() - self._asked_ns > ASKED_EVERY_NS:
                self._asked_ns = monotonic_ns()
                self._says.truncate(0)
                self._says.seek(0)
                self._process.send_signal(signal.SIGUSR1)  # it then says what it says at its end
        return self._lost

    def end(self) -> int | None:
        """Wait for its end, or put it to an end; how many packets it lost, None if it does not say."""
        self.stop()
        try:
            self._process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.last_words = self._said()
        self._says.close()
        self._output.close()
        found = _DROPPED.findall(self.last_words)
        return _number(found[-1]) if found else self._lost

    def _said(self) -> str:
        return os.pread(self._says.fileno(), MOST_SAID, 0).decode("utf-8", "replace")


def _number(found: tuple[str, str]) -> int:
    return int(found[0] or found[1])


def _command(wanted: Wanted) -> list[str]:
    """The program with its arguments."""
    path = shutil.which("tcpdump") or shutil.which("tcpdump", path="/usr/sbin:/sbin")
    if path is not None:
        count = [] if wanted.count is None else ["-c", str(wanted.count)]
        options = ["-U", "-s", "0", "-B", str(KERNEL_BUFFER_MIB << 10), "-w", "-"]
        return [path, "-i", wanted.interface, *options, *count, wanted.expression]
    path = shutil.which("dumpcap")
    if path is not None:
        count = [] if wanted.count is None else ["-c", str(wanted.count)]
        options = ["-q", "-s", "0", "-B", str(KERNEL_BUFFER_MIB), "-f", wanted.expression, "-w", "-"]
        return [path, "-i", wanted.interface, *options, *count]
    raise UnreadableCapture(
        "live: neither tcpdump nor dumpcap is there to capture with; install one (apt install tcpdump)"
    )


def refusal(wanted: Wanted, program: str, said: str) -> str:
    """Why a capture program could not begin, in one sentence that says what to do."""
    interface = wanted.interface
    if re.search(r"permission|not permitted", said):
        right = f'sudo setcap cap_net_raw,cap_net_admin=eip "$(command -v {program})"'
        return f"{interface}: you have no right to capture there; run it with sudo, or once: {right}"
    if re.search(r"filter expression|capture filter|expression rejects|VLAN support", said):
        reason = next(_told(said), "")
        return f'capture filter "{wanted.expression}": {program} does not understand it ({reason}); see pcap-filter(7)'
    if re.search(r"[Nn]o such device|no device named|doesn't exist", said):
        known = [name for name, _ in interfaces()]
        if interface in known:
            return f"{interface}: this interface is down or cannot be captured on; try: ip link set {interface} up"
        return f"{interface}: there is no such interface; choose one: {', '.join([*known, 'any'])}"
    if re.search(r"is not up|network is down", said, re.IGNORECASE):
        return f"{interface}: this interface is down; bring it up: ip link set {interface} up"
    reason = next(_told(said), "it ended without a word")
    return f"{interface}: {program} cannot capture there ({reason})"


def breakdown(wanted: Wanted, program: str, said: str) -> str:
    """Why a capture program ended before its time, in one sentence."""
    reason = next(_told(said), "")
    if re.search(r"disappeared|No such device|went down|is down", reason):
        return f"{wanted.interface}: this interface is gone; nothing more can be captured there"
    return f"{wanted.interface}: {program} ended before its time" + (f" ({reason})" if reason else "")


def lacks_vlan(said: str) -> bool:
    """True if the link type has no VLAN tags that a filter could look for."""
    return bool(re.search(r"no VLAN support", said))


def _told(said: str) -> Iterator[str]:
    """The reasons in what a program said, without its name and without what it does."""
    for line in said.splitlines():
        text = line.partition(": ")[2].strip() if line.startswith(("tcpdump:", "dumpcap:")) else ""
        if text and not text.startswith(("listening on", "verbose output", "cap_set_proc")) and "packets" not in text:
            yield text
