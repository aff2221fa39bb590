"""frame: one frame as l2tpscope decodes it, with its octets."""

import re
from typing import TYPE_CHECKING

import click

from l2tpscope.cli.options import Request
from l2tpscope.cli.output import ink_of, write_text
from l2tpscope.errors import UsageError

if TYPE_CHECKING:
    from l2tpscope.capture.block import Frame
    from l2tpscope.views.frame import Thing

FRAME_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
ALL_PORTS = frozenset(range(1 << 16))
"""An ICMP error is shown whatever it quotes."""


@click.command("frame")
@click.argument("words", nargs=-1, metavar="CAPTURE N")
@click.option("-r", "source", metavar="FILE", help="The capture, the same as the argument; - is stdin.")
@click.option("--port", "ports", type=click.IntRange(1, 65535), multiple=True, help="Another UDP port of L2TP.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Default: auto.")
def command(words: tuple[str, ...], source: str | None, ports: tuple[int, ...], color: str) -> None:
    """Decode frame N of a capture: its layers, header bits, AVPs, defects and octets; secrets are masked."""
    from l2tpscope.render.frame_text import frame_text  # noqa: PLC0415 - dpkt and the tables behind it
    from l2tpscope.views.frame import frame_view, is_fragment  # noqa: PLC0415

    capture, number = _named(words if source is None else (source, *words))
    frame, things = _dissected(capture, number)
    if is_fragment(frame) and capture != "-":
        things = _reassembled(capture, number) or things
    write_text(frame_text(frame_view(frame, things, frozenset(ports)), ink_of(Request((), color=color))))


def _named(words: tuple[str, ...]) -> tuple[str, int]:
    if len(words) != 2 or not FRAME_NUMBER.fullmatch(words[1]):  # noqa: PLR2004 - CAPTURE N
        raise click.UsageError("Name one capture and the number of a frame, from 1: l2tpscope frame CAPTURE N")
    return words[0], int(words[1])


def _dissected(capture: str, number: int) -> "tuple[Frame, list[Thing]]":
    from l2tpscope.capture.reader import open_capture  # noqa: PLC0415
    from l2tpscope.packet.dissector import Dissector  # noqa: PLC0415

    held = 0
    with open_capture(capture) as reader:
        for block in reader.blocks():
            held = block.first_frame + len(block.offsets) - 1
            if number <= held:
                frame = next(each for each in reader.frames(block) if each.ref.frame == number)
                return frame, Dissector(ALL_PORTS).feed(frame)
    raise UsageError(f"{capture} holds {held:,} frames; there is no frame {number:,}")


def _reassembled(capture: str, number: int) -> "list[Thing]":
    """The datagram of which this frame is a fragment, found by taking the whole capture apart; [] if it has holes."""
    from l2tpscope.capture.reader import open_capture  # noqa: PLC0415
    from l2tpscope.packet.dissector import Dissector  # noqa: PLC0415
    from l2tpscope.scan.datagram import Datagram  # noqa: PLC0415

    dissector = Dissector()
    with open_capture(capture) as reader:
        for block in reader.blocks():
            for frame in reader.frames(block):
                for thing in dissector.feed(frame):
                    if isinstance(thing, Datagram) and number in [ref.frame for ref in thing.fragments]:
                        return [thing]
    return []
