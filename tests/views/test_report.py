"""The report page as values."""

from l2tpscope.views.report import LADDERS, TUNNEL_ROWS, report_page, tunnel_filter
from tests.views.handmade import (
    analysis_of,
    good_call,
    hello_analysis,
    new_tunnel,
    no_answer_analysis,
    stated,
    unanswered_sccrq,
    whole,
)


def test_each_root_cause_has_the_ladder_of_its_first_tunnel() -> None:
    analysis = no_answer_analysis()
    two = (*analysis.findings[:1], stated("tun-shutdown", "Shut down.", 11, tunnel=3, attempts=(3,)))
    page = report_page(analysis_of(analysis.conversation, two, {1: 1, 2: 1, 3: 2}))
    assert [picture.ladder.tunnel for picture in page.pictures] == [1, 3]


def test_a_healthy_capture_shows_its_first_tunnel_and_no_overview_of_one() -> None:
    page = report_page(analysis_of(good_call()))
    assert [picture.ladder.tunnel for picture in page.pictures] == [1]
    assert page.overview is None
    assert report_page(no_answer_analysis()).overview is not None


def test_a_capture_of_many_tunnels_is_cut_and_says_so() -> None:
    tunnels = [unanswered_sccrq(index).tunnel for index in range(1, TUNNEL_ROWS + 31)]
    page = report_page(analysis_of(whole(tunnels, [], 9, 60)))
    assert (len(page.tunnels), page.hidden_tunnels) == (TUNNEL_ROWS, 30)
    assert len(page.pictures) <= LADDERS


def test_the_filter_of_a_tunnel_finds_it_by_both_ids() -> None:
    assert tunnel_filter(new_tunnel(1)) == (
        "ip.addr==192.0.2.10 && ip.addr==198.51.100.77 && "
        "(l2tp.tunnel in {4711, 905} || l2tp.avp.assigned_tunnel_id in {4711, 905})"
    )
    tunnel = new_tunnel(1)
    tunnel.initiator.addresses[0] = tunnel.initiator.addresses[0]._replace(address="2001:db8::1")
    assert tunnel_filter(tunnel).startswith("ipv6.addr==2001:db8::1")


def test_the_page_holds_the_summary_it_shows() -> None:
    page = report_page(hello_analysis())
    assert page.summary.failed == 1
    assert page.pictures[0].timeline.flags
