"""Calls begun and failed per interval."""

from dataclasses import replace

import pytest

from l2tpscope.views.clock import SECOND
from l2tpscope.views.histogram import MOST_BINS, histogram
from tests.samples import NAMES, analysed
from tests.views.handmade import START, analysis_of, good_call, no_answer_analysis


def test_a_single_call_makes_no_picture() -> None:
    assert histogram(analysis_of(good_call())) is None


def test_calls_stand_where_they_began_and_where_they_failed_with_their_cause() -> None:
    analysis = no_answer_analysis()
    for number, attempt in enumerate(analysis.conversation.attempts):
        attempt.started_ns = START + number * SECOND
        attempt.ended_ns = START + 31 * SECOND
    shown = histogram(analysis)
    assert shown is not None
    by_second = {(one.begin_ns - START) // SECOND: one for one in shown.bins}
    assert shown.interval_ns == 2 * SECOND
    assert (by_second[0].begun, by_second[2].begun) == (2, 1)
    assert by_second[30].failed == 3
    assert by_second[30].causes == (("l2tp-no-reply-plain", 3),)
    assert (shown.most_begun, shown.most_failed) == (2, 3)


def test_a_call_fails_at_the_latest_when_the_capture_ends() -> None:
    analysis = no_answer_analysis()
    for attempt in analysis.conversation.attempts:
        attempt.ended_ns = START + 900 * SECOND
    shown = histogram(analysis)
    assert shown is not None
    assert shown.bins[-1].failed == 3


def test_what_no_rule_explains_is_called_so() -> None:
    shown = histogram(replace(no_answer_analysis(), root_causes={}))
    assert shown is not None
    assert {cause for one in shown.bins for cause, _ in one.causes} == {"unexplained"}


@pytest.mark.parametrize("length_ns", [0, 1, 10**9, 10**13, 10**18, 2**63])
def test_there_are_never_more_bins_than_room(length_ns: int) -> None:
    analysis = no_answer_analysis()
    analysis.conversation.last_ns = START + length_ns
    shown = histogram(analysis)
    assert shown is not None
    assert len(shown.bins) <= MOST_BINS + 1


@pytest.mark.parametrize("name", NAMES)
def test_every_call_is_counted_once(name: str) -> None:
    analysis = analysed(name)
    shown = histogram(analysis)
    if shown is not None:
        attempts = analysis.conversation.attempts
        assert sum(one.begun for one in shown.bins) == len(attempts)
        assert sum(one.failed for one in shown.bins) == sum(attempt.failed for attempt in attempts)
