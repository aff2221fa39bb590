"""Which segments are handed on, and that nothing makes them more than they may be."""

from l2tpscope.scan import watch
from tests.scan.frames import A4, B4, Read, data, ethernet, ipv4, read, tcp, udp
from tests.scan.test_segments import SYN, frames_handed


def there(payload: bytes, session_id: int = 9) -> bytes:
    return ethernet(ipv4(udp(data(payload, session_id=session_id))))


def back(payload: bytes) -> bytes:
    return ethernet(ipv4(udp(data(payload, session_id=4)), source=B4, destination=A4))


def connections(count: int, octets: int = 1400) -> list[bytes]:
    return [tcp(octets, ports=(number, 80)) for number in range(1, count + 1)]


def test_a_connection_is_handed_on_in_both_directions_from_its_first_full_size_segment() -> None:
    other = tcp(40, ports=(5, 80))
    one = read([there(tcp(60)), there(tcp(1400)), back(tcp(40, back=True)), there(other), there(tcp(50))])
    assert frames_handed(one) == [2, 3, 5]
    assert one.scanner.watched == 1


def test_below_full_size_nothing_is_watched() -> None:
    assert frames_handed(read([there(tcp(watch.FULL_SIZE - 1)), there(tcp(60))])) == []


def test_only_so_many_frames_of_a_connection_are_handed_on() -> None:
    assert len(frames_handed(read([there(tcp(1400))] * (watch.MOST_FRAMES + 50)))) == watch.MOST_FRAMES


def test_only_so_many_connections_of_a_flow_are_watched() -> None:
    assert read(map(there, connections(50))).scanner.watched == watch.MOST_OF_A_FLOW


def test_only_so_many_connections_are_watched_in_all() -> None:
    frames = [there(one, 1 + number // 4) for number, one in enumerate(connections(200))]
    assert read(frames).scanner.watched == watch.MOST


def test_a_flow_is_looked_at_again_when_it_sends_larger_segments() -> None:
    before = [there(tcp(1300))] * (watch.LOOKED_AT + 10)
    late, larger = tcp(1300, ports=(7, 80)), tcp(1301, ports=(8, 80))
    assert read([*before, there(late)]).scanner.watched == 1
    assert read([*before, there(larger)]).scanner.watched == 2


def test_the_first_syns_of_each_flow_are_handed_on() -> None:
    syns = [there(tcp(60, flags=SYN, ports=(number, 80)), 1 + number % 2) for number in range(40)]
    assert frames_handed(read(syns)) == list(range(1, 2 * watch.SYNS + 1))


def test_a_flood_of_syns_is_cut_off() -> None:
    frames = [there(tcp(60, flags=SYN), 1 + number % 1000) for number in range(2000)]
    assert len(frames_handed(read(frames))) == watch.SYNS_IN_ALL


def test_a_block_more_or_less_changes_nothing() -> None:
    frames = [there(one, 1 + number // 30) for number, one in enumerate(connections(90) * 3)]
    whole = [watch_of(frames), watch_of(frames[:100]), watch_of(frames[:200])]
    assert whole[1] == [frame for frame in whole[0] if frame <= 100]
    assert whole[2] == [frame for frame in whole[0] if frame <= 200]


def watch_of(frames: list[bytes]) -> list[int]:
    one: Read = read(frames)
    return frames_handed(one)
