"""What matters is held as it came, plain data never, and each share keeps within its limit."""

from io import BytesIO
from typing import BinaryIO, cast

import pytest

from l2tpscope.analysis import Limits, Pass
from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.capture.turns import Turn
from l2tpscope.conversation.frames import frames_of
from l2tpscope.live.held import MOST_OCTETS, MOST_WAITING, OVERHEAD, Buffer, Held, Share
from tests.hostile import frames_of as frames_in
from tests.samples import FOLDER, NAMES, analysed
from tests.scan.frames import LCP, SCCRQ, ZLB, data, ethernet, ipv4, pcap, tcp, udp


def _held(capture: bytes) -> Held:
    held = Held()

    def settled(block: object) -> None:
        held.settle(block, one.scanner.ike)  # type: ignore[arg-type]

    one = Pass(Turn(cast(BinaryIO, BytesIO(capture)), 0, is_alone=True), Limits(), settled, held.fragment)
    for _ in held.noted(one.things()):
        pass
    return held


@pytest.mark.parametrize("name", NAMES)
def test_all_frames_of_all_tunnels_are_held_as_they_came(name: str) -> None:
    conversation, frames = analysed(name).conversation, frames_in(name)
    refs = set().union(*(frames_of(conversation, tunnel) for tunnel in conversation.tunnels))
    held = _held((FOLDER / name).read_bytes())
    assert sorted(held.of(refs)) == [frames[ref.frame - 1] for ref in sorted(refs)]
    rows = [row for t in conversation.tunnels for s in t.talking for c in s.sent.values() for row in c.rows]
    rows += [*conversation.strays, *(row for tunnel in conversation.tunnels for row in tunnel.orphans)]
    messages = len(held.shares[Share.CALLS]) + len(held.shares[Share.KEEPALIVES])
    parts = sum(len(sent.datagram.fragments) for t in conversation.tunnels for sent in t.transmissions)
    assert messages <= conversation.counts.l2tp_control + sum(row.ppp for row in rows) + parts, "no plain data"


def test_what_is_held_as_what() -> None:
    payloads = (
        SCCRQ,
        ZLB,
        data(LCP),
        data(),
        data(tcp(1400)),
        data(tcp(flags=2)),
        bytes.fromhex("c80200141111222200010001") + bytes.fromhex("8008000000000006"),
    )
    echo = bytes.fromhex("ff03c0210901000800000001")
    frames = [ethernet(ipv4(udp(payload))) for payload in (*payloads, data(echo))]
    frames.append(ethernet(ipv4(udp(bytes(8) + bytes(8) + b"\x01\x10\x02" + bytes(9), 500, 500))))
    held = _held(pcap(frames))
    numbers = {share: [frame.ref.frame for frame in buffer] for share, buffer in held.shares.items()}
    assert numbers == {Share.CALLS: [1], Share.KEEPALIVES: [2, 3, 7, 8], Share.ERRORS: [], Share.IKE: [9]}


def test_fragments_are_held_with_what_they_make() -> None:
    control = udp(SCCRQ + bytes(40))
    ike = udp(
        bytes.fromhex("0102030405060708") + bytes(8) + b"\x01\x10\x02" + bytes(5) + (100).to_bytes(4) + bytes(72),
        500,
        500,
    )
    frames = []
    for number, (whole, cut) in enumerate(((control, 24), (udp(data(bytes(400))), 200), (ike, 48)), 1):
        frames += [
            ethernet(ipv4(whole[:cut], ip_id=number, more=True)),
            ethernet(ipv4(whole[cut:], ip_id=number, offset=cut)),
        ]
    held = _held(pcap(frames))
    numbers = {share: sorted(frame.ref.frame for frame in buffer) for share, buffer in held.shares.items()}
    assert numbers[Share.CALLS] == [1, 2]
    assert numbers[Share.IKE] == [5, 6]
    assert len(held.of([FrameRef(0, 3), FrameRef(0, 4)])) == 2, "they may still be wanted"


def test_the_oldest_go_where_there_is_no_room() -> None:
    buffer = Buffer(3 * (OVERHEAD + 100))
    for number in range(1, 11):
        frame = Frame(FrameRef(0, number), number, 1, bytes(100), 100)
        buffer.add(frame)
        buffer.add(frame)
    assert [frame.ref.frame for frame in buffer] == [8, 9, 10]
    assert (len(buffer), buffer.gone, buffer.octets) == (3, 7, 3 * (OVERHEAD + 100))
    assert buffer.get(FrameRef(0, 1)) is None
    assert buffer.pop(FrameRef(0, 9)) is not None
    assert buffer.octets == 2 * (OVERHEAD + 100)


def test_a_flood_of_one_kind_pushes_out_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST_OCTETS, Share.KEEPALIVES, 20 * OVERHEAD)
    flood = [ethernet(ipv4(udp(ZLB)))] * 1000
    held = _held(pcap([ethernet(ipv4(udp(SCCRQ))), *flood]))
    assert [frame.ref.frame for frame in held.shares[Share.CALLS]] == [1]
    assert len(held.shares[Share.KEEPALIVES]) < 20
    assert held.shares[Share.KEEPALIVES].gone > 980
    assert sum(MOST_OCTETS.values()) + MOST_WAITING <= 64 << 20
