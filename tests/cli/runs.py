"""Running commands: inside this process, and as a process of their own where streams and signals matter."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from l2tpscope.cli.main import main

SAMPLES = Path("sample_captures")
REFUSED = str(SAMPLES / "tunnel-auth-mismatch.pcap")
CLEAN = str(SAMPLES / "clean-call.pcap")


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(arguments), input=stdin)


def started(
    *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process, with nothing shared but the file system."""
    return subprocess.run(
        [sys.executable, "-m", "l2tpscope", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **(environment or {})},
    )
