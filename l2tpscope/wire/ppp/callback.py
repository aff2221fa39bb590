"""CBCP: who is to be called back, at which number, after how long."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.wire.ppp.reading import Lines, Reading
from l2tpscope.wire.text import printable

KINDS = {
    1: "no callback", 2: "to a number of the caller", 3: "to a number set by the administrator",
    4: "to one of a list of numbers",
}  # fmt: skip
_HEADER = 2


class Callback(NamedTuple):
    """One way to call back: `delay_s` seconds later, at one of `numbers`, escaped; None where none is given."""

    type: int
    name: str
    delay_s: int | None
    numbers: tuple[str, ...]


class Cbcp(NamedTuple):
    """Callback Control Protocol of Microsoft: the ways that a request offers, a response chooses, an Ack confirms."""

    callbacks: tuple[Callback, ...]

    def lines(self) -> Lines:
        """One line for each way."""
        return tuple(("callback", _told(one)) for one in self.callbacks)


def cbcp(reading: Reading) -> Cbcp:
    """Options of type, length and then, where there is a callback, delay and addresses, each with its type before."""
    return Cbcp(tuple(_callbacks(reading)))


def _callbacks(reading: Reading) -> Iterator[Callback]:
    while not reading.is_done:
        at, left = reading.at, len(reading.octets) - reading.at
        length = reading.octets[at + 1] if left >= _HEADER else 0
        if length < _HEADER <= left:
            reading.fault(at, f"callback option of Length {length}, 2 is the least")
            return
        if length > left or left < _HEADER:
            reading.missing(at, "a callback option runs past the end")
            return
        reading.at += length
        yield _callback(reading.octets[at], reading.octets[at + _HEADER : at + length])


def _callback(type_: int, value: bytes) -> Callback:
    name = KINDS.get(type_, f"option {type_}")
    addresses = [printable(each[1:]) for each in value[1:].split(b"\0") if len(each) > 1]
    return Callback(type_, name, value[0] if value else None, tuple(addresses))


def _told(one: Callback) -> str:
    delay = "" if one.delay_s is None else f", after {one.delay_s} s"
    return f"{one.name}{delay}{''.join(f', {number}' for number in one.numbers)}"
