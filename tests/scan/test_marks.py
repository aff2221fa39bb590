"""Which control messages set marks, for whose IDs, and which was the latest at a given frame."""

import numpy as np

from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.marks import BETWEEN, SESSION, TUNNEL, Found, Marks, between, key_of, marks_among
from tests.scan.frames import ethernet, ipv4, pcap, u16, udp
from tests.scan.test_flows import control
from tests.scan.test_locate import located_in

HASHING = Hashing()


def _marks(message: bytes) -> set[tuple[str, int, int]]:
    """The marks that a message from A (192.0.2.1) to B sets, by name."""
    sights = located_in(pcap([ethernet(ipv4(udp(message)))]), HASHING)
    found = marks_among(sights, np.array([0]), HASHING)
    owners = {"A": bytes([192, 0, 2, 1]), "B": bytes([198, 51, 100, 2])}
    hashes = {
        owner: HASHING.of(np.array([int.from_bytes(octets, "little")], np.uint64)) for owner, octets in owners.items()
    }
    names = {}
    for owner, peer in (("A", "B"), ("B", "A")):
        pair = between(hashes[owner], hashes[peer])
        for number in (*range(20), 3 << 16 | 4):
            for scope, address in ((SESSION, hashes[owner]), (TUNNEL, hashes[owner]), (BETWEEN, pair)):
                names[int(key_of(HASHING, address, np.array([number]), scope)[0])] = (owner, scope, number)
    return {names[key] for key in found.keys.tolist()}


def test_an_assigned_id_is_the_senders_and_one_in_the_header_the_receivers() -> None:
    assert _marks(control(11, tunnel_id=3, session_id=4, assigned=(14, 5))) == {
        ("B", SESSION, 3 << 16 | 4),
        ("A", BETWEEN, 5),
    }
    assert _marks(control(2, tunnel_id=3, assigned=(9, 5))) == {("B", TUNNEL, 3), ("A", TUNNEL, 5)}
    assert _marks(control(1, tunnel_id=0, assigned=(9, 5))) == {("A", TUNNEL, 5)}


def test_messages_that_neither_open_nor_end_set_none() -> None:
    for type_ in (0, 5, 6, 13, 15, 16, 20, 200):
        assert _marks(control(type_, tunnel_id=3, session_id=4, assigned=(14, 5))) == set()
    assert _marks(u16(0xC802, 12, 3, 4, 0, 0)) == set()


def test_a_hidden_assigned_id_sets_none_and_ends_no_walk() -> None:
    hidden = control(10, assigned=(14, 5)).replace(u16(0x8008, 0, 14), u16(0xC008, 0, 14))
    assert _marks(hidden) == set()
    message = hidden + u16(0x8008, 0, 14, 6)
    assert _marks(message[:2] + u16(len(message)) + message[4:]) == {("A", BETWEEN, 6)}


def test_messages_with_a_nonconforming_header_set_them_too() -> None:
    message = control(10, assigned=(14, 5))
    assert _marks(u16(0x8802) + message[4:]) == {("A", BETWEEN, 5)}


def test_version_3_names_sessions_of_both_sides() -> None:
    avps = u16(0x8008, 0, 0, 11, 0x800A, 0, 63, 0, 5, 0x800A, 0, 64, 0, 6)
    assert _marks(u16(0xC803, 12 + len(avps), 0, 9, 0, 0) + avps) == {("A", SESSION, 5), ("B", SESSION, 6)}


def test_an_avp_length_that_cannot_be_ends_the_walk() -> None:
    for broken in (0x8000, 0x8005, 0x83FF):
        assert _marks(control(10) + u16(broken, 0, 14, 5)) == set()


def test_the_latest_mark_is_the_one_before_the_frame() -> None:
    marks = Marks()
    keys = np.array([11, 22], np.uint64)
    marks.close(marks.begin(Found(np.array([5]), keys[:1])))
    fresh = marks.begin(Found(np.array([10, 20, 20]), keys[[0, 0, 1]]))
    places = marks.places(keys)[[0, 0, 0, 1, 1]]
    frames = np.array([9, 15, 25, 15, 25])
    assert marks.latest([places], frames, fresh).tolist() == [5, 10, 20, 0, 20]
    marks.close(fresh)
    nothing = marks.begin(Found(np.zeros(0, np.int64), np.zeros(0, np.uint64)))
    assert marks.latest([places], frames, nothing).tolist() == [20, 20, 20, 20, 20]
