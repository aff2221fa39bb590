"""Pcapng: the blocks of one or many sections, walked in place; packets become Blocks, the rest becomes facts."""

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from l2tpscope.capture.block import Block, Layout
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.frame import simple_packet_length, time_of
from l2tpscope.capture.limits import LONGEST_BLOCK, LONGEST_FRAME, longest_frame
from l2tpscope.capture.link_types import link_type_name
from l2tpscope.capture.margin import DROPS_UNKNOWN, Margin
from l2tpscope.capture.options import says_nothing
from l2tpscope.capture.section import HEADS, WORDS, DamageError, Section, order_of, section_of
from l2tpscope.capture.window import BUFFER_OCTETS, Window

SECTION, INTERFACE, PACKET, SIMPLE, STATISTICS, ENHANCED, SECRETS = 0x0A0D0D0A, 1, 2, 3, 5, 6, 10
CUSTOM, CUSTOM_NOT_COPIED, JOURNAL_ENTRY = 0x00000BAD, 0x40000BAD, 9
SYSTEM_CALLS = (0x204, 0x216, 0x221)  # sysdig's
# What Wireshark numbers as a frame without its being a packet.
NUMBERED = frozenset((CUSTOM, CUSTOM_NOT_COPIED, JOURNAL_ENTRY, *SYSTEM_CALLS))
PACKETS: dict[int, tuple[Literal["epb", "pb", "spb"], int]] = {  # layout, and where the octets are
    ENHANCED: ("epb", 28),
    PACKET: ("pb", 28),
    SIMPLE: ("spb", 12),
}
KIND_AND_LENGTH = 8  # octets that every block begins with
SHORTEST_BLOCK, SHORTEST_PACKET, SHORTEST_SIMPLE = 12, 32, 16
MOST_MUTE = 1000  # option lists remembered, most captures have less than ten


class PcapngRecords:
    """The Blocks of one pcapng; `begin` first, then `blocks`.

    The run is the packets of one kind met so far in the window. It is closed, and handed on as one Block, where
    the kind changes, a section or an interface begins, a block that is no packet takes a frame number, or the
    window moves.
    """

    def __init__(self, window: Window, facts: CaptureFacts, capture: int) -> None:
        self._window = window
        self._facts = facts
        self._capture = capture
        self._margin = Margin(facts)
        self._section = Section("<")
        self._at = 0
        self._run: list[int] = []
        self._mute: set[bytes] = set()
        self._kind = ENHANCED
        self._before_ns = 0
        self._takers: dict[int, Callable[[int, int], None]] = {
            SECTION: self._take_section,
            INTERFACE: self._take_interface,
            PACKET: self._take_packet,
            SIMPLE: self._take_simple,
            STATISTICS: lambda at, length: self._margin.statistics(self._body(at, length), self._section.order),
            ENHANCED: self._take_enhanced,
            SECRETS: lambda at, length: self._margin.secrets(self._body(at, length), self._section.order),
        }

    def begin(self) -> None:
        """Read the first section's header, without which this is no pcapng. Raises DamageError."""
        while (found := self._whole_block()) is None:
            if not self._window.slide(0):
                raise DamageError("it ends inside its section header")
        self._take(*found)

    def blocks(self) -> Iterator[Block]:
        """Block after Block, until the blocks of the file end or break; how they ended is in the facts."""
        try:
            yield from self._walk()
            while self._window.slide(self._at):
                self._at = 0
                yield from self._walk()
            if self._window.end or self._window.missing:
                self._facts.cut_off(f"cut short {self._where_cut()}")
        except DamageError as broken:
            if self._run:
                yield self._close()
            self._facts.cut_off(f"broken at frame {self._facts.frames + 1}: {broken}")
        finally:
            self._margin.finish()

    def _where_cut(self) -> str:
        """The place of an end that came too early; the first octets of the block that it cuts may be there."""
        if self._window.end >= KIND_AND_LENGTH and not self._window.missing:
            kind, _ = HEADS[self._section.order](self._window.buffer, 0)
            if kind in PACKETS or kind in NUMBERED:
                return f"inside frame {self._facts.frames + 1}"
        return f"inside a block after frame {self._facts.frames}"

    def _walk(self) -> Iterator[Block]:
        """Everything that lies whole in the window."""
        while (found := self._whole_block()) is not None:
            kind, length = found
            if self._run and self._ends_run(kind):
                yield self._close()
            self._take(kind, length)
        if self._run:
            yield self._close()

    def _ends_run(self, kind: int) -> bool:
        if kind in PACKETS:
            return kind != self._kind
        return kind in (SECTION, INTERFACE) or kind in NUMBERED

    def _whole_block(self) -> tuple[int, int] | None:
        """Type and length of the block at hand, None if more octets are needed. Raises DamageError."""
        at, end, buffer = self._at, self._window.end, self._window.buffer
        if at + SHORTEST_BLOCK > end:
            return None
        order = order_of(buffer, at, self._section.order)
        kind, stated = HEADS[order](buffer, at)
        length = stated + 3 & -4  # some old writers leave the padding out of the length
        if not SHORTEST_BLOCK <= length <= LONGEST_BLOCK:
            raise DamageError(f"a block of type {kind:#x} claims {stated} octets")
        if length > BUFFER_OCTETS and kind not in self._takers:
            return kind, length  # nobody needs it: the window moves over it
        if at + length > end:
            return None
        (again,) = WORDS[order](buffer, at + length - 4)
        if again + 3 & -4 != length:
            raise DamageError(f"a block of type {kind:#x} begins with the length {stated} and ends with {again}")
        return kind, length

    def _take(self, kind: int, length: int) -> None:
        at = self._at
        self._at += length
        if kind in self._takers:
            self._takers[kind](at, length)
        elif kind in NUMBERED:
            self._facts.frames += 1

    def _body(self, at: int, length: int) -> bytes:
        """What lies between the two lengths of a block."""
        return bytes(memoryview(self._window.buffer)[at + 8 : at + length - 4])

    def _take_section(self, at: int, length: int) -> None:
        section = section_of(self._window.buffer, at, length)
        self._margin.end_section()
        self._section = section
        self._mute.clear()
        self._margin.comment(self._body(at, length)[16:], section.order)

    def _take_interface(self, at: int, length: int) -> None:
        body = self._body(at, length)
        self._section.describe(body)
        self._margin.comment(body[8:], self._section.order)
        name = link_type_name(self._section.interfaces[-1].link_type)
        if name not in self._facts.link_types:
            self._facts.link_types += (name,)

    def _take_enhanced(self, at: int, length: int) -> None:
        if length < SHORTEST_PACKET:
            raise DamageError(f"a packet block of {length} octets")
        interface, captured = self._section.packet(self._window.buffer, at + 8)
        self._take_packet_of(ENHANCED, at, length, interface, captured)
        self._walk_plain()

    def _take_packet(self, at: int, length: int) -> None:
        if length < SHORTEST_PACKET:
            raise DamageError(f"a packet block of {length} octets")
        interface, drops, captured = self._section.obsolete_packet(self._window.buffer, at + 8)
        self._take_packet_of(PACKET, at, length, interface, captured)
        if drops != DROPS_UNKNOWN:
            self._margin.drops_before(interface, drops)

    def _take_packet_of(self, kind: int, at: int, length: int, interface: int, captured: int) -> None:
        self._check(interface, captured, length - SHORTEST_PACKET)
        self._kind = kind
        self._run.append(at)
        options = at + 28 + (captured + 3 & -4)
        if options < at + length - 4:
            octets = bytes(memoryview(self._window.buffer)[options : at + length - 4])
            self._margin.packet_options(self._facts.frames + len(self._run), interface, octets, self._section.order)

    def _take_simple(self, at: int, length: int) -> None:
        if length < SHORTEST_SIMPLE:
            raise DamageError(f"a packet block of {length} octets")
        (original,) = self._section.word(self._window.buffer, at + 8)
        snaplen = self._section.interfaces[0].snaplen if self._section.interfaces else 0
        self._check(0, simple_packet_length(length, original, snaplen), length - SHORTEST_SIMPLE)
        self._kind = SIMPLE
        self._run.append(at)

    def _check(self, interface: int, captured: int, room: int) -> None:
        """Raises DamageError if the packet names an interface not described, or more octets than it has room for."""
        if interface >= len(self._section.interfaces):
            raise DamageError(f"it names interface {interface}, of which there is no description")
        if captured > room:
            raise DamageError(f"it claims {captured} octets in a block that has room for {room}")
        limit = longest_frame(self._section.interfaces[interface].link_type)
        if captured > limit:
            raise DamageError(f"it claims {captured} octets (possible are {limit})")

    def _walk_plain(self) -> None:
        """Pass quickly over the enhanced packets that follow, as long as they are sound and their options say nothing.

        Each step reads the closing length of one block and the fields of the next; that may lie beyond the
        octets read so far, for which the window has slack, and is believed only when its end is known to be there.
        """
        buffer, end, interfaces = self._window.buffer, self._window.end, len(self._section.interfaces)
        ahead, append = self._section.ahead, self._run.append
        at = self._at
        kind, length, interface, captured = self._section.plain(buffer, at)
        while kind == ENHANCED and interface < interfaces and captured <= LONGEST_FRAME:
            options = length - SHORTEST_PACKET - (captured + 3 & -4)
            following = at + length
            if following > end or (options and not self._says_nothing(following - 4 - options, following - 4)):
                break
            again, kind, next_length, interface, captured = ahead(buffer, following - 4)
            if again != length:
                break
            append(at)
            at, length = following, next_length
        self._at = at

    def _says_nothing(self, first: int, end: int) -> bool:
        """True if the options of a packet hold nothing that is kept; what was looked at once is known again."""
        if first > end or (end - first) % 4:
            return False
        options = bytes(memoryview(self._window.buffer)[first:end])
        if options not in self._mute:
            if not says_nothing(options, self._section.order):
                return False
            if len(self._mute) < MOST_MUTE:
                self._mute.add(options)
        return True

    def _close(self) -> Block:
        """The run as a Block."""
        name, octets_at = PACKETS[self._kind]
        block = Block(
            self._capture,
            self._window.buffer,
            np.array(self._run, np.int64),
            Layout(name, self._section.order == ">", octets_at),
            self._section.described,
            self._facts.frames + 1,
            self._before_ns,
        )
        self._facts.frames += len(self._run)
        self._before_ns = time_of(block, len(self._run) - 1)
        self._run = []
        return block
