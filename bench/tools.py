"""What is compared: the command line of each program, its version, and how many frames it is given."""

import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = (
    "frame.number frame.time_epoch ip.src ip.dst udp.srcport udp.dstport l2tp.tunnel l2tp.session l2tp.Ns l2tp.Nr"
    " l2tp.avp.message_type l2tp.avp.assigned_tunnel_id l2tp.avp.assigned_session_id l2tp.avp.host_name"
    " l2tp.result_code l2tp.avp.error_code l2tp.avp.error_message"
)
"""What somebody would ask tshark for who wants to know what happened to the calls."""
SLOW, SLOWEST = 240_000, 5_000
"""So many frames are given to programs of tens of thousands, and of thousands, of frames a second."""


@dataclass(frozen=True)
class Tool:
    """A program to measure; `bound` is the most frames that it is given, `missing` why it cannot be measured."""

    name: str
    does: str
    command: Callable[[Path], list[str]]
    version: str
    bound: int | None = None
    missing: str = ""


def tools(peers: Path) -> list[Tool]:
    """l2tpscope first, then those it is compared with; `peers` is the Python that has dpkt, scapy and nfstream."""
    return [
        Tool("l2tpscope", "`analyze`: everything", _own, own_version()),
        _program("tcpdump", "`-w /dev/null udp port 1701`", _tcpdump),
        _program("tshark", f"`-Y l2tp.type==1 -T fields`, {len(FIELDS.split())} fields", _tshark, SLOW),
        _package(peers, "dpkt", "Ethernet, IP and UDP objects; no L2TP", SLOW),
        _package(peers, "scapy", "all layers; no AVPs", SLOWEST),
        _package(peers, "nfstream", "flows of outer addresses, without nDPI; no L2TP", None),
    ]


def _own(capture: Path) -> list[str]:
    return [sys.executable, "-m", "l2tpscope", "analyze", str(capture)]


def _tcpdump(capture: Path) -> list[str]:
    return ["tcpdump", "-r", str(capture), "-w", "/dev/null", "udp", "port", "1701"]


def _tshark(capture: Path) -> list[str]:
    fields = [word for field in FIELDS.split() for word in ("-e", field)]
    return ["tshark", "-n", "-r", str(capture), "-Y", "l2tp.type==1", "-T", "fields", *fields]


def own_version() -> str:
    """l2tpscope's, with the commit of the checkout."""
    ours = said([sys.executable, "-m", "l2tpscope", "--version"]).split()[-1]
    commit = said(["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"])
    return f"{ours} ({commit})" if commit else ours


def _program(name: str, does: str, command: Callable[[Path], list[str]], bound: int | None = None) -> Tool:
    version = program_version(name)
    return Tool(name, does, command, version, bound, "" if version else "not installed")


def _package(peers: Path, name: str, does: str, bound: int | None) -> Tool:
    version = package_version(peers, name)
    loop = HERE / f"loop_{name}.py"
    missing = "" if version else f"not installed for {peers}"
    return Tool(name, does, lambda capture: [str(peers), str(loop), str(capture)], version, bound, missing)


def program_version(name: str) -> str:
    """That of a program of the system, "" where it is not there."""
    line = said([name, "--version"]).partition("\n")[0] if shutil.which(name) else ""
    return next((word.rstrip(".") for word in line.split() if word[0].isdigit()), line)


def package_version(peers: Path, name: str) -> str:
    """That of a package of a Python, "" where it does not have it."""
    return said([str(peers), "-c", f"import importlib.metadata as m; print(m.version({name!r}))"])


def installed(folder: Path) -> Path:
    """The Python that has the packages to compare with, installed the first time; without them where that fails."""
    python = folder / "bin" / "python"
    stamp, wanted = folder / "installed", (HERE / "requirements.txt").read_text()
    if not stamp.is_file() or stamp.read_text() != wanted:
        venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=False).returncode == 0:
            stamp.write_text(wanted)
    return python


def said(command: list[str]) -> str:
    """What a program prints, or nothing where it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
