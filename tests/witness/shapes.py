"""What other programs make of a capture: other formats, snapped, cut, split, merged, compressed."""

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

Shape = Callable[[Path, Path], tuple[Path, list[Path]]]
"""Makes of a capture, in an empty folder, a whole file for tshark, and the same in one file or several for us."""


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def _edited(*options: str) -> Shape:
    def shape(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
        made = folder / "edited"
        _run("editcap", *options, capture, made)
        return made, [made]

    return shape


def _dumped(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
    """As dumpcap writes it that reads the capture from its standard input."""
    plain, made = folder / "plain.pcap", folder / "dumped.pcapng"
    _run("editcap", "-F", "pcap", capture, plain)
    with plain.open("rb") as octets:
        command = ["dumpcap", "-q", "-i", "-", "-w", str(made)]
        subprocess.run(command, check=True, capture_output=True, stdin=octets)
    return made, [made]


def _snapped(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
    """Cut at a length that leaves the headers, and parts of the AVPs."""
    length = random.Random(capture.name).randrange(70, 160)  # noqa: S311 - the same length every time
    return _edited("-s", str(length))(capture, folder)


def _cut(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
    """A file that ends in the middle of a frame."""
    made = folder / "cut"
    _run("editcap", "-F", "pcap", capture, made)
    octets = made.read_bytes()
    made.write_bytes(octets[: random.Random(capture.name).randrange(24, len(octets))])  # noqa: S311
    return made, [made]


def _split(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
    _run("editcap", "-c", "13", capture, folder / "part.pcapng")
    return capture, sorted(folder.iterdir())


def _merged(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
    """Its first half and its second as a pcapng with two interfaces."""
    _run("editcap", "-r", "-F", "nsecpcap", capture, folder / "first", "1-20")
    _run("editcap", "-F", "pcap", capture, folder / "rest", "1-20")
    _run("mergecap", "-I", "none", "-w", folder / "merged", folder / "first", folder / "rest")
    return folder / "merged", [folder / "merged"]


def _compressed(program: str) -> Shape:
    def shape(capture: Path, folder: Path) -> tuple[Path, list[Path]]:
        plain, made = folder / "plain", folder / "compressed"
        _run("editcap", capture, plain)
        with made.open("wb") as out:
            subprocess.run([program, "-c", str(plain)], check=True, stdout=out)
        return made, [made]

    return shape


SHAPES: dict[str, Shape] = {
    "pcapng": _edited("-F", "pcapng"),
    "gzip": _compressed("gzip"),
    "snapped": _snapped,
    "split": _split,
    "pcap": _edited("-F", "pcap"),
    "cut": _cut,
    "nanoseconds": _edited("-F", "nsecpcap", "-t", "0.000000123"),
    "merged": _merged,
    "dumped": _dumped,
    "zstd": _compressed("zstd"),
    "kuznetzov": _edited("-F", "modpcap"),
}


def shape_of(capture: Path, shape: str, folder: Path) -> tuple[Path, list[Path]]:
    """What a capture becomes, in an empty folder: whole for tshark, and the file or files for us."""
    return SHAPES[shape](capture, folder)
