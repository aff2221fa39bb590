"""Source: the loop that joins scan and packet, from the Blocks of one capture to what is worth decoding."""

from collections.abc import Iterable, Iterator

from l2tpscope.capture.block import Block
from l2tpscope.packet.dissector import Dissector, Thing
from l2tpscope.scan.datagram import Datagram
from l2tpscope.scan.scanner import Scanner


def datagrams(blocks: Iterable[Block], scanner: Scanner, dissector: Dissector) -> Iterator[Thing]:
    """What one capture holds for us, in frame order: control messages, PPP control frames, ICMP errors, defects.

    Data messages are counted in `scanner.rows()`, all frames in `scanner.counts`; both are complete when this ends.
    One Scanner and one Dissector for each capture.
    """
    for block in blocks:
        others = _take_apart(block, scanner, dissector)
        handed = scanner.settle()
        if others:
            yield from sorted([*handed, *others], key=lambda thing: thing.ref)
        else:
            yield from handed
    yield from dissector.finish()
    scanner.counts.take(dissector.counts)


def _take_apart(block: Block, scanner: Scanner, dissector: Dissector) -> list[Thing]:
    """Give the scanner the datagrams of the odd frames; returns what else they held."""
    others: list[Thing] = []
    for frame in scanner.feed(block):
        for thing in dissector.feed(frame):
            if isinstance(thing, Datagram):
                scanner.add(thing, max(1, len(thing.fragments)))
            else:
                others.append(thing)
    scanner.counts.take(dissector.counts)
    return others
