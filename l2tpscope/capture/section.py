"""Section: what holds for one section of a pcapng, its byte order and its interfaces."""

from struct import Struct

from l2tpscope.capture.block import Interface
from l2tpscope.capture.limits import MOST_INTERFACES
from l2tpscope.capture.options import interface_of

SECTION_HEADER = b"\x0a\x0d\x0d\x0a"  # block type, the same in either byte order
SHORTEST_SECTION_HEADER = 28
SHORTEST_INTERFACE = 8  # octets of the body
BYTE_ORDERS = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
VERSIONS = {(1, 0), (1, 2)}  # some programs write 1.2 and mean 1.0
HEADS = {order: Struct(order + "II").unpack_from for order in "<>"}
WORDS = {order: Struct(order + "I").unpack_from for order in "<>"}


class DamageError(Exception):
    """The file breaks its format at some place; the text says how, as the end of a sentence."""


class Section:
    """The byte order ("<" or ">") and the interfaces of one section; each section describes its own."""

    def __init__(self, order: str) -> None:
        self.order = order
        self.interfaces: list[Interface] = []
        self.word = WORDS[order]
        self.packet = Struct(order + "I8xI").unpack_from  # from octet 8: interface, captured length
        self.obsolete_packet = Struct(order + "HH8xI").unpack_from  # from octet 8: interface, drops, captured length
        self.plain = Struct(order + "III8xI").unpack_from  # from octet 0: type, length, interface, captured length
        self.ahead = Struct(order + "IIII8xI").unpack_from  # the closing length of one block and these of the next
        self._described: tuple[Interface, ...] = ()

    @property
    def described(self) -> tuple[Interface, ...]:
        """The interfaces as a Block carries them: one and the same tuple until one more is described."""
        if len(self._described) < len(self.interfaces):
            self._described = tuple(self.interfaces)
        return self._described

    def describe(self, body: bytes) -> None:
        """Add the interface of an Interface Description Block. Raises DamageError."""
        if len(body) < SHORTEST_INTERFACE:
            raise DamageError(f"an interface is described in {len(body)} octets")
        if len(self.interfaces) == MOST_INTERFACES:
            raise DamageError(f"a section with more than {MOST_INTERFACES} interfaces")
        self.interfaces.append(interface_of(body, self.order))


def order_of(buffer: bytearray, at: int, order: str) -> str:
    """The byte order of the block at `at`, in a section of byte order `order`: a section header brings its own."""
    if buffer[at : at + 4] != SECTION_HEADER:
        return order
    magic = bytes(buffer[at + 8 : at + 12])
    if magic not in BYTE_ORDERS:
        raise DamageError(f"a section header with the unknown byte-order magic {magic.hex()}")
    return BYTE_ORDERS[magic]


def section_of(buffer: bytearray, at: int, length: int) -> Section:
    """The section that the whole block at `at` begins. Raises DamageError if its version is unknown."""
    if length < SHORTEST_SECTION_HEADER:
        raise DamageError(f"a section header of {length} octets")
    order = order_of(buffer, at, "<")
    major, minor = Struct(order + "HH").unpack_from(buffer, at + 12)
    if (major, minor) not in VERSIONS:
        raise DamageError(f"a section of the unknown version {major}.{minor}")
    return Section(order)
