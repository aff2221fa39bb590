"""Write first inputs for every target from the sample captures: python fuzz/seeds.py FOLDER."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile import frames_of
from tests.samples import FOLDER, NAMES
from tests.witness.test_ppp_against_tshark import MADE

LARGEST = 8000
FRAMES = 40
IP_AND_UDP = 28
LENGTH = 255


def files() -> Iterator[tuple[str, bytes]]:
    """Each sample that is small."""
    for name in NAMES:
        octets = (FOLDER / name).read_bytes()
        if len(octets) < LARGEST:
            yield name, octets


def messages(name: str) -> list[bytes]:
    """The payloads of UDP in a sample of Ethernet frames without VLAN tags, as far as they are short."""
    packets = [frame.octets[14:] for frame in frames_of(name)[:FRAMES] if frame.octets[12:14] == b"\x08\0"]
    return [packet[IP_AND_UDP:] for packet in packets if packet[9] == 17 and len(packet) <= IP_AND_UDP + LENGTH]  # noqa: PLR2004 - UDP


def frames_input(name: str) -> bytes:
    """For fuzz/frames.py: link type, then each frame after its length."""
    short = (frame.octets[:LENGTH] for frame in frames_of(name)[:FRAMES])
    return b"\0" + b"".join(bytes((len(octets),)) + octets for octets in short)


def pipeline_input(name: str) -> bytes:
    """For fuzz/pipeline.py: to and fro between two hosts, 100 ms apart."""
    ways = (0x04, 0x01)
    return b"".join(
        bytes((ways[number % 2], 7, len(payload))) + payload for number, payload in enumerate(messages(name))
    )


def main(folder: Path) -> None:
    """One folder for each target."""
    inputs = {
        "reader": dict(files()),
        "messages": {f"{name}-{n}": b"\0" + one for name in NAMES[:12] for n, one in enumerate(messages(name))}
        | {f"ppp-{n}": b"\0" + packet for n, (_, packet) in enumerate(MADE)},
        "frames": {name: frames_input(name) for name in NAMES},
        "pipeline": {name: pipeline_input(name) for name in NAMES}
        | {f"file-{name}": b"\xff" + octets for name, octets in files()},
    }
    for target, found in inputs.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for name, octets in found.items():
            (folder / target / name).write_bytes(octets)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
