"""What all screens look at."""

from l2tpscope.render.ink import Ink
from l2tpscope.screens.viewed import Viewed
from tests.samples import analysed
from tests.screens.piloted import nowhere


def test_a_newer_analysis_takes_the_place_of_all_that_came_from_the_older() -> None:
    viewed = Viewed(analysed("clean-call.pcap"), Ink(), nowhere)
    assert viewed.captures == "clean-call.pcap"
    before = viewed.glances.tally, viewed.summary.headline
    viewed.replace(analysed("tunnel-auth-mismatch.pcap"), "eth0 12 packets/s")
    assert viewed.heading == "eth0 12 packets/s"
    assert (viewed.glances.tally, viewed.summary.headline) != before
    assert viewed.tunnel("192.0.2.10:8833") is viewed.analysis.conversation.tunnels[0]
    assert viewed.tunnel("192.0.2.10:63689") is None
