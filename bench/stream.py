"""A day of an LNS as one capture without end, written to standard output as it is made: no file of it is needed.

    python -m bench.stream [--tunnels N] [--stay]

Every 864 ms a tunnel begins: a hundred thousand are a day. Each has one call and a hundred frames within 15 minutes:
set-up, 86 data messages, a HELLO, the end. With --stay the tunnels never end.
"""

import argparse
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.make_captures import BEGIN_NS, ETHERNET, Writer, dialog, in_frame

EVERY_NS = 864_000_000
APART = 20
"""Tunnels that begin while one waits for its next step."""
DATA_STEPS = 43
LOSS_OF_CARRIER = 1
"""Why calls end on an ordinary day (RFC 2661 4.4.2)."""
FRAMES_OF_A_TUNNEL = 100
SET_UP = 8
"""Messages before the data: four of the tunnel, four of the call."""
PAYLOAD = bytes.fromhex("ff0300214500006000000000401100000a6300010a630002") + bytes(72)
"""PPP, and the beginning of an IP packet."""


def write(out: Path, tunnels: int, *, stay: bool) -> None:
    """Write so many tunnels, as many as are up being one step on whenever one begins."""
    writer = Writer(out, ETHERNET, "pcap")
    running: deque[Iterator[list[bytes]]] = deque(maxlen=APART * (DATA_STEPS + 3))
    for number in range(tunnels + APART * (DATA_STEPS + 3)):
        running.append(_steps(number, stay=stay) if number < tunnels else iter(()))
        due = list(running)[::-1][::APART]
        frames = [frame for steps in due for frame in next(steps, [])]
        if frames:
            lengths = np.array([len(frame) for frame in frames])
            times = BEGIN_NS + number * EVERY_NS + np.arange(len(frames)) * (EVERY_NS // len(frames))
            writer.write(np.frombuffer(b"".join(frames), np.uint8), lengths, times)
    writer.close()


def _steps(tunnel: int, *, stay: bool) -> Iterator[list[bytes]]:
    """The frames of one tunnel, those of each step sent together."""
    number = tunnel % 60_000
    messages = [
        in_frame(payload, tunnel, 1 + place, to_lns=to_lns)
        for place, (to_lns, payload) in enumerate(dialog(number, 1, ends=not stay, result=LOSS_OF_CARRIER))
    ]
    yield messages[:SET_UP]
    data = [_data_frame(tunnel, to_lns=to_lns) for to_lns in (True, False)]
    for step in range(DATA_STEPS):
        yield [frame + step.to_bytes(2, "big") for frame in data]
    yield messages[SET_UP : SET_UP + 2]
    yield messages[SET_UP + 2 :]


def _data_frame(tunnel: int, *, to_lns: bool) -> bytes:
    """A data message in its frame, but for its last two octets, which tell it from the others."""
    number = tunnel % 60_000
    ids = (number + 1, 1) if to_lns else (number + 1001, 301)
    header = b"\x00\x02" + b"".join(one.to_bytes(2, "big") for one in ids)
    return in_frame(header + PAYLOAD + bytes(2), tunnel, 0, to_lns=to_lns)[:-2]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.stream", description="A day of an LNS.")
    parser.add_argument("--tunnels", type=int, default=100_000)
    parser.add_argument("--stay", action="store_true", help="no tunnel ends")
    wanted = parser.parse_args()
    write(Path("/dev/stdout"), wanted.tunnels, stay=wanted.stay)


if __name__ == "__main__":
    main()
