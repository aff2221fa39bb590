"""Display filters: tshark finds exactly the frames that evidence names, in every sample capture."""

import subprocess

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.views.cards import grouped
from l2tpscope.views.filters import frame_filters, frames_filter, tunnel_filter
from l2tpscope.views.told import told
from tests.samples import FOLDER, analysed
from tests.views.handmade import new_tunnel

SHOWN = (
    "lcp-echo-ignored.pcap",
    "redial-storm-calls.pcapng.gz",
    "fragment-loss.pcap",
    "return-path-dropped-at-lns.pcap",
)


def test_frames_are_named_once_in_their_order() -> None:
    refs = [FrameRef(0, 12), FrameRef(0, 3), FrameRef(0, 12)]
    assert frames_filter(refs) == "frame.number in {3, 12}"


def test_frames_of_several_captures_have_a_filter_each() -> None:
    refs = [FrameRef(1, 2), FrameRef(0, 9), FrameRef(1, 1)]
    assert frame_filters(refs) == ((0, "frame.number in {9}"), (1, "frame.number in {1, 2}"))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN)
def test_wireshark_shows_the_frames_of_the_evidence_and_no_others(name: str, tshark: str) -> None:
    analysis = analysed(name)
    for card in grouped(analysis):
        one = told(analysis, card)
        for refs, filters in (
            ({each.ref for each in card.evidence}, one.filters),
            ({each.ref for n in card.numbers for each in analysis.findings[n - 1].evidence}, one.all_filters),
        ):
            for capture, filter_ in filters:
                command = [tshark, "-r", str(FOLDER / name), "-Y", filter_, "-T", "fields", "-e", "frame.number"]
                shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                assert sorted(map(int, shown)) == sorted(ref.frame for ref in refs if ref.capture == capture)


def test_the_filter_of_a_tunnel_finds_it_by_both_ids() -> None:
    assert tunnel_filter(new_tunnel(1)) == (
        "ip.addr==192.0.2.10 && ip.addr==198.51.100.77 && "
        "(l2tp.tunnel in {4711, 905} || l2tp.avp.assigned_tunnel_id in {4711, 905})"
    )
    tunnel = new_tunnel(1)
    tunnel.initiator.addresses[0] = tunnel.initiator.addresses[0]._replace(address="2001:db8::1")
    assert tunnel_filter(tunnel).startswith("ipv6.addr==2001:db8::1")
