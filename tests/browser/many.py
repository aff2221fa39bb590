"""A capture of 10,000 tunnels and 100,000 messages: an LNS falls silent on 38 of them, 3 have the wrong secret."""

import struct
from collections.abc import Iterator
from io import BytesIO

from l2tpscope.wire.messages import CDN, HELLO, ICCN, ICRP, ICRQ, SCCCN, STOPCCN
from tests.floods import LNS, control, forged, sccrp, sccrq, udp

TUNNELS, MESSAGES_EACH = 10_000, 10
SILENT, WRONG = range(4_000, 4_038), range(7_000, 7_003)
SILENT_AT_S, LAST_S = 1_800, 3_600
BEGIN_S = 1_795_000_000
Timed = tuple[float, bytes]


def many_tunnels() -> BytesIO:
    """The capture, in order of time."""
    messages = sorted((one for index in range(TUNNELS) for one in _tunnel(index)), key=lambda one: one[0])
    parts = [struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 101)]
    for seconds, frame in messages:
        whole, fraction = divmod(round(seconds * 1_000_000_000), 1_000_000_000)
        parts += (struct.pack("<IIII", BEGIN_S + whole, fraction, len(frame), len(frame)), frame)
    return BytesIO(b"".join(parts))


def _tunnel(index: int) -> Iterator[Timed]:
    lac, begin, own, peer = forged(index), index * 0.3, 1 + index, 30_001 + index
    numbers = iter(range(1 + 20 * index, 21 + 20 * index))

    def sent(after: float, payload: bytes) -> Timed:
        return begin + after, udp(payload, lac, LNS, number=next(numbers))

    def answered(after: float, payload: bytes) -> Timed:
        return begin + after, udp(payload, LNS, lac, number=next(numbers))

    yield sent(0, sccrq(own, b"lac-%05d" % index))
    yield answered(0.011, sccrp(peer, own))
    if index in WRONG:
        yield sent(0.013, control(STOPCCN, peer, 1, 1, a1=b"\0\2\0\6Invalid challenge authentication", a9=own))
        yield answered(0.014, control(None, own, 1, 2))
        return
    yield sent(0.012, control(SCCCN, peer, 1, 1))
    yield answered(0.02, control(None, own, 1, 2))
    yield sent(0.1, control(ICRQ, peer, 2, 1, a14=7, a15=struct.pack(">I", index)))
    yield answered(0.112, control(ICRP, own, 1, 3, 7, a14=9))
    yield sent(0.113, control(ICCN, peer, 3, 2, 9, a24=b"\0\1\x86\xa0", a19=b"\0\0\0\1", a30=b"user%05d" % index))
    yield answered(0.12, control(None, own, 2, 4))
    if index in SILENT:
        at = SILENT_AT_S - begin + (index - SILENT.start) / 100
        yield from (sent(at + later, control(HELLO, peer, 4, 2)) for later in (0, 1, 3, 7, 15, 23))
        yield sent(at + 31, control(CDN, peer, 5, 2, 9, a1=b"\0\1", a14=7))
        yield sent(at + 31.001, control(STOPCCN, peer, 6, 2, a1=b"\0\2\0\6peer lost", a9=own))
        return
    yield sent(60, control(HELLO, peer, 4, 2))
    yield answered(60.01, control(None, own, 2, 5))
