"""Joined interfaces in a network of their own, made for a test and gone after it; capture programs on them."""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

HERE, THERE = "lhere", "lthere"
_NUMBERS = count(1)
PROGRAMS = ("ip", "tcpdump", "tcpreplay")


def _why_not() -> str:
    """Why no network can be made here, "" where it can."""
    if os.geteuid() != 0:
        return "needs root, to make a network namespace and to capture in it"
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        return f"needs {', '.join(missing)}"
    probe = f"l2tpscope-{os.getpid()}"
    made = subprocess.run([_path("ip"), "netns", "add", probe], capture_output=True, check=False)
    subprocess.run([_path("ip"), "netns", "del", probe], capture_output=True, check=False)
    return "" if made.returncode == 0 else "needs network namespaces, which this system does not grant"


def _path(program: str) -> str:
    return shutil.which(program) or program


WHY_NOT = _why_not()
needs_network = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "never")


def here(pair: int = 0) -> str:
    """Where the frames for a pair of joined interfaces go in."""
    return f"{HERE}{pair or ''}"


def there(pair: int = 0) -> str:
    """Where they come out."""
    return f"{THERE}{pair or ''}"


class Network:
    """A network namespace with pairs of joined interfaces (veth), all up; the first pair is HERE and THERE."""

    def __init__(self, name: str) -> None:
        self._path = Path("/run/netns") / name
        self._inside = [_path("ip"), "netns", "exec", name]

    def run(self, *command: str) -> str:
        """Run a command in it; what it prints."""
        done = subprocess.run([*self._inside, *command], check=True, capture_output=True, timeout=60, text=True)
        return done.stdout

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Let this thread, and the processes that it starts, be in it for a while."""
        with Path("/proc/thread-self/ns/net").open() as before, self._path.open() as inside:
            _move_to(inside.fileno())
            try:
                yield
            finally:
                _move_to(before.fileno())

    def replay(self, capture: Path, pair: int = 0) -> None:
        """Send the frames of a capture into one end of a pair, as fast as it goes; they come out of the other."""
        self.run("tcpreplay", "-q", "-t", "-i", here(pair), str(capture))

    def live(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start `l2tpscope live` in it, and wait until its capture program has begun."""
        command = (sys.executable, "-m", "l2tpscope", "live", *arguments)
        return self.capturing(command, subprocess.PIPE, subprocess.PIPE)

    def capturing(self, command: Sequence[str], output: int, said: int) -> "subprocess.Popen[bytes]":
        """Start a program in it, its streams as of Popen, and wait until it, or what it starts, captures."""
        started = subprocess.Popen([*self._inside, *command], stdin=subprocess.DEVNULL, stdout=output, stderr=said)
        self._wait_for_packet_socket()
        return started

    def _wait_for_packet_socket(self) -> None:
        """A socket gets its protocol (all of them: 3) when its buffer is there; the filter follows at once."""
        for _ in range(200):
            sockets = self.run("cat", "/proc/net/packet").splitlines()[1:]
            if any(socket.split()[3] == "0003" for socket in sockets):
                break
            time.sleep(0.05)
        time.sleep(0.3)


def _move_to(namespace: int) -> None:
    """What `os.setns` does, which Python 3.11 does not have."""
    if ctypes.CDLL(None, use_errno=True).setns(namespace, 0) != 0:
        raise OSError(ctypes.get_errno(), "setns")


@contextmanager
def network(pairs: int = 1) -> Iterator[Network]:
    """A Network, gone afterwards. Nobody but the test sends anything in it, and frames of 9,000 octets fit."""
    name, ip = f"l2tpscope-{os.getpid()}-{next(_NUMBERS)}", _path("ip")
    subprocess.run([ip, "netns", "add", name], check=True)
    try:
        made = Network(name)
        made.run("sysctl", "-q", "-w", "net.ipv6.conf.default.disable_ipv6=1")
        for pair in range(pairs):
            made.run("ip", "link", "add", here(pair), "mtu", "9000", "type", "veth", "peer", there(pair), "mtu", "9000")
            for interface in (here(pair), there(pair)):
                made.run("ip", "link", "set", interface, "up")
        yield made
    finally:
        subprocess.run([ip, "netns", "del", name], check=True)
