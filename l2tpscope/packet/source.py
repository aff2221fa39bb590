"""Source: the loop that joins scan and packet, from the Blocks of one capture to what is worth decoding."""

from collections.abc import Iterable, Iterator
from typing import cast

from l2tpscope.capture.block import Block, FrameRef
from l2tpscope.packet.datagram import L2TP_OVER_IP, UDP, Datagram
from l2tpscope.packet.dissector import Dissector, Thing
from l2tpscope.scan.added import Seen
from l2tpscope.scan.address import address_text
from l2tpscope.scan.located import Located
from l2tpscope.scan.scanner import Scanner


def datagrams(blocks: Iterable[Block], scanner: Scanner, dissector: Dissector) -> Iterator[Thing]:
    """What one capture holds for us, in frame order: control messages, PPP control frames, ICMP errors, defects.

    Data messages are counted in `scanner.rows()`, all frames in `scanner.counts`; both are complete when this ends.
    One Scanner and one Dissector for each capture.
    """
    for block in blocks:
        others = _take_apart(block, scanner, dissector)
        handed = [_datagram(block.capture, one) for one in scanner.settle()]
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


def _datagram(capture: int, handed: Located | Seen) -> Thing:
    if not isinstance(handed, Located):
        return cast(Datagram, handed)
    return Datagram(
        FrameRef(capture, handed.frame),
        handed.time_ns,
        address_text(handed.source),
        handed.source_port,
        address_text(handed.destination),
        handed.destination_port,
        L2TP_OVER_IP if handed.over_ip else UDP,
        handed.octets,
        handed.ip_id,
        handed.ttl,
        handed.cut,
    )
