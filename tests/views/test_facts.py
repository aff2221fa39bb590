"""Facts of a tunnel and both its ends."""

from l2tpscope.conversation.model import Address, Ending
from l2tpscope.views.clock import SECOND, instant
from l2tpscope.views.facts import Fact, amount, ending_words, tunnel_facts
from tests.samples import analysed
from tests.views.handmade import LAC, START, at, good_call, unanswered_hello, unanswered_sccrq


def facts_of(tunnel_of: str) -> dict[str, tuple[str, str]]:
    facts = tunnel_facts(analysed(tunnel_of).conversation.tunnels[0])
    return {fact.name: (fact.initiator, fact.recipient) for fact in facts.ends}


def test_both_ends_say_who_they_are() -> None:
    facts = facts_of("peer-vanishes.pcap")
    assert facts["Host name"] == ("lac-one", "lns-one")
    assert facts["Address"] == ("192.0.2.10 port 1701", "198.51.100.20 port 1701")
    assert facts["Tunnel ID it assigned"] == ("29610", "662")
    assert facts["Receive window"] == ("4", "4")
    assert facts["Implementation"][0].startswith("xl2tpd (")
    assert facts["Role"][1].startswith("LNS (")


def test_delivery_is_told_for_each_side() -> None:
    facts = facts_of("peer-vanishes.pcap")
    assert facts["Control messages it sent"] == (
        "6 messages, 8 sent again, 2 not acknowledged in this capture",
        "2 messages",
    )
    assert facts["Acknowledged by its peer after"][0] == "1.8 ms in the median, 478 µs to 28 ms (4 samples)"
    assert facts["Data it sent, mean rate"][1] == "16 packets, 622 B, 698 bit/s"


def test_of_an_end_that_never_spoke_only_the_address_is_known() -> None:
    facts = tunnel_facts(unanswered_sccrq().tunnel)
    tunnel = unanswered_sccrq().tunnel
    tunnel.recipient.addresses.clear()
    silent = {fact.name: fact.recipient for fact in tunnel_facts(tunnel).ends}
    assert silent["Address"] == "198.51.100.77, nothing captured from it"
    assert (silent["Receive window"], silent["Authentication"]) == ("", "")
    assert facts.course[0].endswith("never set up.")


def test_of_a_tunnel_begun_before_the_capture_nothing_is_made_up() -> None:
    facts = facts_of("mid-session.pcap")
    assert "Receive window" not in facts
    assert "Authentication" not in facts
    course = tunnel_facts(analysed("mid-session.pcap").conversation.tunnels[0]).course
    assert course[0] == "Set up before the capture began."


def test_what_the_snap_length_cut_off_is_not_called_absent() -> None:
    facts = facts_of("snaplen-96.pcap")
    assert not facts.keys() & {"Host name", "Receive window", "Authentication"}


def test_the_course_tells_set_up_and_end() -> None:
    set_up, ended = tunnel_facts(unanswered_hello().tunnels[0]).course
    assert set_up == f"Set up in 15 ms, at {instant(START)}."
    assert ended == (
        'Ended by the initiator with StopCCN 2/6 "peer lost", after it had given up on its peer, 1 min 47 s after it'
        " was set up."
    )
    assert tunnel_facts(good_call().tunnels[0]).course[-1] == "It was not closed before the capture ended."


def test_later_addresses_are_named_and_bounded() -> None:
    tunnel = good_call().tunnels[0]
    tunnel.initiator.addresses += [Address("192.0.2.99", 40000 + number) for number in range(9)]
    (address,) = (fact for fact in tunnel_facts(tunnel).ends if fact.name == "Address")
    assert address.initiator.startswith("192.0.2.10 port 1701, later 192.0.2.99 port 40000")
    assert address.initiator.endswith(", ...")


def test_rows_of_which_nothing_is_known_are_left_out() -> None:
    tunnel = good_call().tunnels[0]
    assert all(fact.initiator or fact.recipient for fact in tunnel_facts(tunnel).ends)
    assert Fact("Vendor name", "", "") not in tunnel_facts(tunnel).ends


def test_an_end_is_told_by_who_and_how() -> None:
    assert ending_words(Ending(LAC, "CDN", at(1), None, 1, 0)) == "Ended by the initiator with CDN 1/0"
    assert ending_words(Ending(LAC, None, at(1), gave_up=True)) == "Given up by the initiator"
    assert ending_words(Ending(None, None, at(1))) == "Died"


def test_an_amount_has_a_rate_only_over_more_than_a_second() -> None:
    assert amount(0, 0, 0) == ""
    assert amount(2, 100, SECOND // 2) == "2 packets, 100 B"
    assert amount(2, 1000, 4 * SECOND) == "2 packets, 1 kB, 2 kbit/s"
