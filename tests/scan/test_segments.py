"""TCP segments inside data messages, in all framings, found and named in columns."""

import pytest

from l2tpscope.scan.datagram import Datagram
from tests.scan.frames import Read, data, ethernet, ipv4, ipv6, pcap, read, read_octets, tcp, udp

SYN = 0x02


def sent(*payloads: bytes, **words: object) -> Read:
    return read([ethernet(ipv4(udp(data(payload, **words)))) for payload in payloads])  # type: ignore[arg-type]


def frames_handed(one: Read) -> list[int]:
    return [thing.ref.frame for thing in one.things if isinstance(thing, Datagram)]


@pytest.mark.parametrize("ppp", ["ff030021", "0021", "ff0321", "21"])
@pytest.mark.parametrize("is_v6", [False, True])
@pytest.mark.parametrize(
    "header",
    [{}, {"has_length": False}, {"ns": 3}, *({"offset": n} for n in (2, 12, 13, 40)), {"ns": 1, "has_length": False}],
    ids=str,
)
def test_a_syn_is_found_in_every_framing(ppp: str, is_v6: bool, header: dict[str, object]) -> None:  # noqa: FBT001
    one = sent(tcp(80, flags=SYN, ppp=ppp, is_v6=is_v6), tcp(80, ppp=ppp, is_v6=is_v6), **header)
    assert frames_handed(one) == [1]
    assert one.rows[0].largest == 80


def test_a_syn_is_found_between_peers_that_speak_ipv6() -> None:
    frames = [ethernet(ipv6(udp(data(tcp(80, flags=flags))))) for flags in (0x10, SYN)]
    assert frames_handed(read(frames)) == [2]


def test_fragments_other_protocols_and_long_packets_with_syn_are_no_syns() -> None:
    packet = tcp(80, flags=SYN)
    later_fragment = packet[:4] + packet[4:10] + b"\x00\x01" + packet[12:]
    not_tcp = packet[:13] + b"\x11" + packet[14:]
    assert frames_handed(sent(later_fragment, not_tcp, tcp(121, flags=SYN))) == []


def test_a_syn_cut_before_its_flags_is_none() -> None:
    frame = ethernet(ipv4(udp(data(tcp(60, flags=SYN)))))
    end_of_headers = len(frame) - 20
    assert frames_handed(read_octets(pcap([frame], snap=end_of_headers))) == [1]
    assert frames_handed(read_octets(pcap([frame], snap=end_of_headers - 1))) == []


def test_compressed_and_control_frames_have_no_largest() -> None:
    assert sent(bytes.fromhex("ff0300fd") + bytes(900)).rows[0].largest == 0


def test_the_largest_is_that_of_each_row() -> None:
    one = sent(tcp(90), tcp(1400), tcp(50))
    assert [row.largest for row in one.rows] == [1400]
