"""One frame taken apart."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.capture.reader import open_capture
from l2tpscope.packet.dissector import Dissector
from l2tpscope.views.frame import FrameView, frame_view, is_fragment

ETHERNET, RAW_IP = 1, 101


def _frames(name: str) -> dict[int, Frame]:
    with open_capture(f"sample_captures/{name}") as reader:
        return {frame.ref.frame: frame for block in reader.blocks() for frame in reader.frames(block)}


def _view(frame: Frame) -> FrameView:
    return frame_view(frame, Dissector().feed(frame))


def _titles(view: FrameView) -> list[str]:
    return [part.title for part in view.parts]


def test_a_control_frame_is_shown_from_the_outside_in() -> None:
    view = _view(_frames("tunnel-auth-mismatch.pcap")[4])
    assert _titles(view) == ["Frame 4", "UDP", "L2TPv2 control message: StopCCN", "AVPs (M mandatory, H hidden)"]
    assert view.parts[1].lines[0] == "192.0.2.10:1701 → 198.51.100.20:1701"


def test_the_octets_of_a_challenge_response_are_masked_in_the_frame() -> None:
    frame = _frames("tunnel-auth-mismatch.pcap")[2]
    view = _view(frame)
    assert view.octets == frame.octets
    assert len(view.masked) == 32
    assert all(42 + 12 < at < len(frame.octets) for at in view.masked)


def test_an_icmp_error_shows_what_it_quotes() -> None:
    frames = _frames("lns-not-running.pcap")
    view = next(view for view in map(_view, frames.values()) if "ICMP port unreachable" in _titles(view))
    assert "quoted: UDP" in _titles(view)
    assert any(title.startswith("quoted: L2TPv2 control message: SCCRQ") for title in _titles(view))


def test_what_is_none_of_ours_says_so() -> None:
    arp = Frame(FrameRef(0, 1), 0, ETHERNET, bytes(12) + b"\x08\x06" + bytes(28), 42)
    assert _titles(_view(arp)) == ["Frame 1", "Nothing for l2tpscope"]


def test_a_datagram_in_fragments_is_shown_as_a_whole() -> None:
    frames = _frames("outer-fragments.pcap")
    fragments = [frame for frame in frames.values() if is_fragment(frame)]
    dissector = Dissector()
    whole = [things for frame in frames.values() if (things := dissector.feed(frame)) and is_fragment(frame)]
    view = frame_view(fragments[0], whole[0])
    assert view.octets_are == "Octets of the reassembled payload"
    assert "reassembled from the fragments in frames" in view.parts[1].lines[2]


@given(st.binary(max_size=120), st.sampled_from([ETHERNET, RAW_IP, 113, 276, 0, 9, 4242]))
def test_any_frame_has_a_view(octets: bytes, link_type: int) -> None:
    frame = Frame(FrameRef(0, 7), 0, link_type, octets, len(octets))
    view = _view(frame)
    assert view.parts[0].title == "Frame 7"
    assert isinstance(is_fragment(frame), bool)
