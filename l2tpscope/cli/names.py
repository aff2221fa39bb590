"""What a capture is called in the names of files that are made from it."""

from pathlib import Path

SUFFIXES = (".gz", ".zst", ".pcapng", ".pcap")


def stem_of(capture: str) -> str:
    """The file name without .pcap, .pcapng, .gz, .zst; "stdin" for standard input."""
    if capture == "-":
        return "stdin"
    name = Path(capture).name
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix) or name
    return name


def default_path(captures: tuple[str, ...], suffix: str) -> Path:
    """reports/<name of the first capture><suffix>."""
    return Path("reports") / f"{stem_of(captures[0])}{suffix}"


def write_file(path: Path, content: bytes) -> None:
    """Write a file, making its directory if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
