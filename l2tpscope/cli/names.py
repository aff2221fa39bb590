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
    """Write a file, making its directory if it is missing. Of one that finds no room nothing is left behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(content)
    except OSError as error:
        if error.filename is not None:  # it was not even opened
            raise
        if path.is_file():  # and no device
            path.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error
