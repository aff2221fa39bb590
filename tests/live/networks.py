"""Two joined interfaces in a network of their own, made for a test and gone after it; capture programs on them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE, THERE = "lhere", "lthere"
PROGRAMS = ("ip", "tcpdump", "tcpreplay")


def _why_not() -> str:
    """Why no network can be made here, "" where it can."""
    if os.geteuid() != 0:
        return "needs root, to make a network namespace and to capture in it"
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        return f"needs {', '.join(missing)}"
    made = subprocess.run([_path("ip"), "netns", "add", "lprobe"], capture_output=True, check=False)
    subprocess.run([_path("ip"), "netns", "del", "lprobe"], capture_output=True, check=False)
    return "" if made.returncode == 0 else "needs network namespaces, which this system does not grant"


def _path(program: str) -> str:
    return shutil.which(program) or program


WHY_NOT = _why_not()
needs_network = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "never")


class Network:
    """A network namespace with the two ends of a veth pair, HERE and THERE, both up."""

    def __init__(self, name: str) -> None:
        self._inside = [_path("ip"), "netns", "exec", name]

    def run(self, *command: str) -> None:
        """Run a command in it."""
        subprocess.run([*self._inside, *command], check=True, capture_output=True, timeout=60)

    def replay(self, capture: Path) -> None:
        """Send the frames of a capture into HERE, as fast as it goes; they come out of THERE."""
        self.run("tcpreplay", "-q", "-t", "-i", HERE, str(capture))

    def live(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start `l2tpscope live` in it, and wait until its capture program has begun."""
        command = [*self._inside, sys.executable, "-m", "l2tpscope", "live", *arguments]
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._wait_for_packet_socket()
        return started

    def _wait_for_packet_socket(self) -> None:
        for _ in range(200):
            asked = subprocess.run([*self._inside, "cat", "/proc/net/packet"], capture_output=True, check=True)
            if asked.stdout.count(b"\n") > 1:
                break
            time.sleep(0.05)
        time.sleep(0.2)  # the socket is there; the interface has yet to be bound to it


@contextmanager
def network() -> Iterator[Network]:
    """A Network, gone afterwards."""
    name, ip = f"l2tpscope-{os.getpid()}", _path("ip")
    subprocess.run([ip, "netns", "add", name], check=True)
    try:
        made = Network(name)
        made.run("sysctl", "-q", "-w", "net.ipv6.conf.default.disable_ipv6=1")
        made.run("ip", "link", "add", HERE, "type", "veth", "peer", "name", THERE)
        for interface in (HERE, THERE):
            made.run("ip", "link", "set", interface, "up")
        yield made
    finally:
        subprocess.run([ip, "netns", "del", name], check=True)
