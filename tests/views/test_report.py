"""The report page as values."""

import pytest

from l2tpscope.rules.finding import Severity
from l2tpscope.views import listed
from l2tpscope.views.report import FEW, LADDERS, report_page
from tests.views.handmade import (
    analysis_of,
    good_call,
    hello_analysis,
    no_answer_analysis,
    stated,
    tried,
    unanswered_sccrq,
    whole,
)


def drawn(page_of: object) -> list[int]:
    page = report_page(page_of)  # type: ignore[arg-type]
    return [picture.ladder.tunnel for picture in page.pictures]


def test_the_first_tunnel_of_each_root_cause_is_drawn_first_that_of_most_calls_before_others() -> None:
    analysis = no_answer_analysis()
    two = (stated("tun-shutdown", "Shut down.", 11, tunnel=3, attempts=(3,)), *analysis.findings[:1])
    assert drawn(analysis_of(analysis.conversation, two, {3: 1, 1: 2, 2: 2})) == [1, 3, 2]


def test_a_healthy_capture_shows_its_first_tunnels_and_no_overview_of_one() -> None:
    page = report_page(analysis_of(good_call()))
    assert [picture.ladder.tunnel for picture in page.pictures] == [1]
    assert page.overview is None
    assert report_page(no_answer_analysis()).overview is not None
    many = [unanswered_sccrq(index).tunnel for index in range(1, 30)]
    assert drawn(analysis_of(whole(many, [], 9, 60))) == list(range(1, FEW + 1))


def test_of_many_failing_tunnels_some_are_drawn_and_all_are_listed() -> None:
    tunnels = [unanswered_sccrq(index).tunnel for index in range(1, 60)]
    attempts = [tried(tunnel.index, tunnel, None, None, None) for tunnel in tunnels]
    page = report_page(analysis_of(whole(tunnels, attempts, 9, 60)))
    assert (len(page.pictures), len(page.tunnels)) == (LADDERS, 59)


def test_the_cards_of_the_summary_are_told_in_the_same_order() -> None:
    page = report_page(hello_analysis())
    assert [one.card for one in page.told] == [*page.summary.causes, *page.summary.remarks]


def test_a_tunnel_that_is_not_listed_is_not_told_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "TUNNELS_LISTED", 2)
    assert drawn(no_answer_analysis()) == [1, 2]


def test_the_page_holds_the_summary_it_shows() -> None:
    page = report_page(hello_analysis())
    assert page.summary.failed == 1
    assert page.pictures[0].timeline.flags


def test_where_no_call_failed_what_works_badly_stands_first() -> None:
    slow = stated("path-loss", "Some is lost.", 3, severity=Severity.DEGRADED, attempts=(), root_cause=False)
    page = report_page(analysis_of(good_call(), (slow,)))
    assert [one.card.finding.rule for one in page.cards] == ["path-loss"]
    assert [one.card.finding.rule for one in report_page(hello_analysis()).cards] == ["hello-unanswered"]
