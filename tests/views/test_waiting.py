"""What is asked for again and again, and how long until its sender gives up."""

from l2tpscope.analysis import read
from l2tpscope.views.waiting import Waiting, waiting
from tests.samples import FOLDER


def after(name: str, frames: int) -> list[tuple[str, str]]:
    """Who waits after so many frames of a sample: how long, and for what."""
    return [(one.left, one.text) for one in _waiting(name, frames)]


def _waiting(name: str, frames: int) -> list[Waiting]:
    return waiting(read(FOLDER / name, count=frames))


def test_a_request_waits_once_it_was_sent_again_until_31_s_after_the_first_time() -> None:
    assert after("firewall-drops-1701.pcap", 1) == []
    (told,) = after("firewall-drops-1701.pcap", 4)
    assert told == ("29 s left", "SCCRQ to 198.51.100.20 unacknowledged, sent 2 times")
    assert after("firewall-drops-1701.pcap", 8)[0][0] == "15 s left"


def test_hello_waits_and_is_told_by_its_frame() -> None:
    (one,) = _waiting("peer-vanishes.pcap", 54)
    assert one.text == "HELLO to lns-one (198.51.100.20) unacknowledged, sent 2 times"
    assert (one.tunnel.index, one.session) == (1, None)
    first = next(sent for sent in one.tunnel.transmissions if sent.ref == one.ref)
    assert first.is_first


def test_ppp_waits_30_s_in_its_session() -> None:
    one, other = _waiting("loss60.pcap", 23)
    assert (one.left, one.session and one.session.index) == ("26 s left", "1.1")
    assert one.text == "LCP Configure-Request to lns-one (198.51.100.20) unanswered, sent 2 times"
    assert other.text == "ICCN to lns-one (198.51.100.20) unacknowledged, sent 3 times"


def test_the_same_frame_captured_twice_was_not_sent_again() -> None:
    for frames in range(1, 60):
        for one in _waiting("path-duplication.pcapng", frames):
            assert one.left_ns < 29_000_000_000, "the second time is a second later at least"


def test_nobody_waits_where_all_is_answered_or_given_up() -> None:
    for name in ("clean-call.pcap", "firewall-drops-1701.pcap", "tunnel-auth-mismatch.pcap"):
        assert waiting(read(FOLDER / name)) == []


def test_who_has_the_least_time_left_comes_first() -> None:
    analysis = read([FOLDER / "loss60.pcap", FOLDER / "firewall-drops-1701.pcap"])
    left = [one.left_ns for one in waiting(analysis)]
    assert left == sorted(left)
