"""What all screens look at."""

from l2tpscope.screens.look import Chosen, Look
from tests.samples import analysed
from tests.screens.piloted import viewed


def test_a_newer_look_takes_the_place_of_all_that_came_from_the_older() -> None:
    looked = viewed(analysed("clean-call.pcap"))
    assert looked.captures == "clean-call.pcap"
    before = looked.look.glances.tally, looked.look.headline
    looked.look = Look(analysed("tunnel-auth-mismatch.pcap"))
    assert looked.captures == "tunnel-auth-mismatch.pcap"
    assert (looked.look.glances.tally, looked.look.headline) != before
    assert looked.look.tunnel("192.0.2.10:8833") is looked.analysis.conversation.tunnels[0]
    assert looked.look.tunnel("192.0.2.10:63689") is None


def test_a_ladder_is_laid_out_once_while_it_is_the_chosen_one() -> None:
    look = Look(analysed("several-tunnels.pcap"))
    first = look.analysis.conversation.tunnels[0]
    whole, part = Chosen(first.name), Chosen(first.name, 1)
    assert look.ladder(whole) is look.ladder(whole)
    shown = look.ladder(part)
    assert shown is not None
    assert shown.session == "1.1"
    assert look.ladder(Chosen("nobody")) is None


def test_a_finding_is_found_again_by_rule_and_tunnel() -> None:
    looked = viewed(analysed("clean-call.pcap"))
    known = looked.look.happenings[0]
    assert looked.finding(known.key) is known
    looked.look = Look(analysed("tunnel-auth-mismatch.pcap"))
    assert looked.finding(("no-such-rule", None)) is None
