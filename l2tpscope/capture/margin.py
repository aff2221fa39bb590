"""Margin: what a pcapng says beside its packets, comments, drop counts and secrets, kept within bounds."""

from struct import Struct

from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.limits import MOST_KEPT
from l2tpscope.capture.options import COMMENT, EPB_DROPCOUNT, LONG, comments_of, drops_of, options_of, text_of

STRING_COST = 100  # octets that a short comment costs beside its own
STATISTICS_HEADER, SECRETS_HEADER = 12, 8  # octets before the options, before the secrets
DROPS_UNKNOWN = 0xFFFF  # of an obsolete Packet Block


class Margin:
    """Collects for one capture and writes into its facts at the end (`finish`)."""

    def __init__(self, facts: CaptureFacts) -> None:
        self._facts = facts
        self._comments: list[str] = []
        self._frame_comments: list[tuple[int, str]] = []
        self._secrets: list[tuple[int, bytes]] = []
        self._room = {"comments": MOST_KEPT, "secrets": MOST_KEPT}
        # Per interface of the section at hand: the total last stated, and the sum of what packets stated.
        self._stated: dict[int, int] = {}
        self._counted: dict[int, int] = {}
        self._dropped: int | None = None

    def comment(self, body: bytes, order: str) -> None:
        """Keep the comments among the options of a section or an interface."""
        self._comments += [text for text in comments_of(body, order) if self._fits("comments", len(text))]

    def packet_options(self, frame: int, interface: int, octets: bytes, order: str) -> None:
        """Keep comments and drop count among the options of a packet."""
        for code, value in options_of(octets, order):
            if code == COMMENT and self._fits("comments", len(value)):
                self._frame_comments.append((frame, text_of(value)))
            elif code == EPB_DROPCOUNT and len(value) == LONG:
                self.drops_before(interface, Struct(order + "Q").unpack(value)[0])

    def drops_before(self, interface: int, count: int) -> None:
        """Add packets lost between a packet and the one before it on its interface."""
        self._counted[interface] = self._counted.get(interface, 0) + count

    def statistics(self, body: bytes, order: str) -> None:
        """Keep the drop counts of an Interface Statistics Block; they count from the start, so the last one holds."""
        if len(body) < STATISTICS_HEADER:
            return
        (interface,) = Struct(order + "I").unpack_from(body)
        drops = drops_of(body[STATISTICS_HEADER:], order)
        if drops is not None:
            self._stated[interface] = drops

    def secrets(self, body: bytes, order: str) -> None:
        """Keep the secrets of a Decryption Secrets Block."""
        if len(body) < SECRETS_HEADER:
            return
        kind, length = Struct(order + "II").unpack_from(body)
        if length <= len(body) - SECRETS_HEADER and self._fits("secrets", length):
            self._secrets.append((kind, body[SECRETS_HEADER : SECRETS_HEADER + length]))

    def _fits(self, what: str, octets: int) -> bool:
        self._room[what] -= octets + STRING_COST
        if self._room[what] < 0:
            self._facts.warn(f"{self._facts.path}: holds more {what} than are kept ({MOST_KEPT >> 20} MiB)")
        return self._room[what] >= 0

    def end_section(self) -> None:
        """Add up the drop counts of a section: the interface's own total, or what its packets said if that is more."""
        for interface in self._stated.keys() | self._counted.keys():
            lost = max(self._stated.get(interface, 0), self._counted.get(interface, 0))
            self._dropped = (self._dropped or 0) + lost
        self._stated.clear()
        self._counted.clear()

    def finish(self) -> None:
        """Write everything into the facts."""
        self.end_section()
        self._facts.dropped = self._dropped
        self._facts.comments = tuple(self._comments)
        self._facts.frame_comments = tuple(self._frame_comments)
        self._facts.secrets = tuple(self._secrets)
