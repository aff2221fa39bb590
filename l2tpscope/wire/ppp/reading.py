"""A packet's octets read from front to back: what is missing becomes a defect, unless the snap length took it."""

from l2tpscope.wire.message import Defect

Lines = tuple[tuple[str, str], ...]
"""What is shown of a body: (name, value), with every secret masked."""


class Reading:
    """The octets of one packet up to its Length, `at` the offset of the next one to read.

    is_cut    octets are missing at the end, by the snap length or as already told: no defects for what is not there
    rfc       where the body is defined, for defects
    length    of the whole packet as it says itself, which may be more than there are octets
    defects   found so far, at offsets from the Code
    """

    __slots__ = ("at", "defects", "is_cut", "length", "octets", "rfc")

    def __init__(self, octets: bytes, at: int, rfc: str, *, length: int | None = None, is_cut: bool = False) -> None:
        self.octets = octets
        self.at = at
        self.rfc = rfc
        self.length = len(octets) if length is None else length
        self.is_cut = is_cut
        self.defects: list[Defect] = []

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.octets)

    def fault(self, offset: int, text: str, rfc: str = "") -> None:
        """Octets that are there and break the format."""
        self.defects.append(Defect(offset, text, rfc or self.rfc))

    def missing(self, offset: int, text: str) -> None:
        """Octets that the format wants and that are not there."""
        if not self.is_cut:
            self.fault(offset, text)

    def take(self, count: int, what: str) -> bytes:
        """The next octets, fewer where the packet ends before."""
        begin, taken = self.at, self.octets[self.at : self.at + count]
        self.at += len(taken)
        if len(taken) < count:
            self.missing(begin, f"{what} has {len(taken)} of {count} octets")
        return taken

    def number(self, count: int, what: str) -> int | None:
        """The next octets as an unsigned number in network order; None where the packet ends before."""
        taken = self.take(count, what)
        return int.from_bytes(taken, "big") if len(taken) == count else None

    def rest(self) -> bytes:
        """All that is left."""
        begin, self.at = self.at, max(self.at, len(self.octets))
        return self.octets[begin:]
