"""A Link-Quality-Report: what its sender counted of octets and packets, in and out."""

from typing import NamedTuple

from l2tpscope.wire.ppp.reading import Lines, Reading


class Lqr(NamedTuple):
    """RFC 1989 2.4: counters as sent, in this order, each None where the packet ends before it."""

    magic: int | None
    last_out_lqrs: int | None
    last_out_packets: int | None
    last_out_octets: int | None
    peer_in_lqrs: int | None
    peer_in_packets: int | None
    peer_in_discards: int | None
    peer_in_errors: int | None
    peer_in_octets: int | None
    peer_out_lqrs: int | None
    peer_out_packets: int | None
    peer_out_octets: int | None

    def lines(self) -> Lines:
        """The counters that are there."""
        magic = () if self.magic is None else (("magic number", f"0x{self.magic:08x}"),)
        counters = list(self._asdict().items())[1:]
        return (*magic, *((name.replace("_", " "), str(count)) for name, count in counters if count is not None))


def lqr(reading: Reading) -> Lqr:
    """Twelve numbers of 32 bits from the first octet on: a report has neither Code nor Length."""
    due, found = len(Lqr._fields), list[int | None]()
    while len(found) < due and not reading.is_done:
        found.append(reading.number(4, Lqr._fields[len(found)].replace("_", "-")))
    if len(found) < due and not reading.defects:
        reading.missing(reading.at, f"{len(found)} of {due} numbers")
    return Lqr(*found, *[None] * (due - len(found)))
