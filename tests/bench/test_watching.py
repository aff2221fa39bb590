"""What watching costs is measured on programs that do what they are said to do."""

import re
import subprocess
import sys
from pathlib import Path

from bench.watching import PROGRAM, WITHOUT, sentence
from tests.samples import FOLDER

CAPTURE = FOLDER / "mtu-frag-needed.pcap"


def test_the_sentence_has_both_times() -> None:
    assert re.fullmatch(
        r"mtu-frag-needed\.pcap: [\d.]+ s of CPU, [\d.]+ s without watching: -?[\d.]+ % more", sentence(CAPTURE)
    )


def test_the_one_program_watches_and_the_other_does_not() -> None:
    told = [_verdict(PROGRAM.format(first=first, path=str(CAPTURE))) for first in ("", WITHOUT)]
    assert ["mss-not-clamped" in text for text in told] == [True, False]


def test_a_capture_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert sentence(tmp_path / "nothing.pcap").startswith("nothing.pcap: ")


def _verdict(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
