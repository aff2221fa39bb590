"""What the sample captures hold for secrets to prove: control messages, and what CHAP exchanged, in order."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from l2tpscope.capture.frame import frames_of
from l2tpscope.capture.reader import open_capture
from l2tpscope.packet.dissector import Dissector
from l2tpscope.scan.datagram import Datagram
from l2tpscope.wire.decode import Kind, decode_control, decode_data, kind_of
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.ppp.framing import ppp_control
from tests.samples import FOLDER

CHAP = 0xC223
CHALLENGE, RESPONSE, SUCCESS, FAILURE = 1, 2, 3, 4


class Chap(NamedTuple):
    """A CHAP packet: Value and Name of a Challenge or a Response, or the Message of a Success or a Failure."""

    code: int
    identifier: int
    value: bytes
    name: bytes
    message: bytes


@cache
def payloads(name: str) -> list[bytes]:
    """The octets above UDP of every datagram of a sample capture."""
    return list(_payloads(name))


def _payloads(name: str) -> Iterator[bytes]:
    dissector = Dissector()
    with open_capture(FOLDER / name) as reader:
        for block in reader.blocks():
            for frame in frames_of(block):
                yield from (thing.payload for thing in dissector.feed(frame) if isinstance(thing, Datagram))


def control_messages(name: str) -> list[ControlMessage]:
    """The control messages of a sample capture."""
    return [decode_control(octets) for octets in payloads(name) if kind_of(octets) is Kind.CONTROL2]


def chap_packets(name: str) -> Iterator[Chap]:
    """The CHAP packets in the data messages of a sample capture."""
    for octets in payloads(name):
        payload = octets[decode_data(octets).payload_at :] if kind_of(octets) is Kind.DATA2 else b""
        header = ppp_control(payload)
        if header and header.protocol == CHAP:
            body = payload[header.at + 4 : header.at + header.length]
            end = 1 + body[0]
            yield Chap(header.code, header.identifier, body[1:end], body[end:], body)
