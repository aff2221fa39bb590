"""What else a cause could be, by what the capture says of it."""

from dataclasses import replace

from l2tpscope.analysis import Analysis
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.judge import RuleFailure
from l2tpscope.views.alternatives import Alternatives, alternatives
from l2tpscope.views.cards import grouped
from tests.views.handmade import analysis_of, no_answer, stated, unanswered_hello

RESTART = "td-peer-restart: the peer comes back with a new tunnel"
WEATHER = "a thunderstorm: look out of the window"
LAST_RESORT = "lcp-echo-timeout: echoes are not answered"
BOTH_SEEN = "a capture of one direction only: it holds frames of both sides"


def cause(**changes: object) -> Finding:
    found = stated("hello-unanswered", "Silence.", 11)
    return replace(found, look_alikes=(RESTART, WEATHER, LAST_RESORT), **changes)  # type: ignore[arg-type]


def of(analysis: Analysis) -> Alternatives:
    return alternatives(analysis, grouped(analysis)[0])


def test_what_a_rule_looked_for_and_did_not_find_is_ruled_out() -> None:
    found = of(analysis_of(unanswered_hello(), (cause(),), {1: 1}))
    assert found.ruled_out == (RESTART, BOTH_SEEN)
    assert found.open == (WEATHER, LAST_RESORT)


def test_what_was_found_in_the_same_tunnel_is_named_with_its_number() -> None:
    other = stated("td-peer-restart", "It is back.", 12, root_cause=False)
    found = of(analysis_of(unanswered_hello(), (cause(), other), {1: 1}))
    assert found.also_found == ((2, RESTART),)
    assert RESTART not in found.ruled_out


def test_what_was_found_elsewhere_is_not_found_here() -> None:
    other = stated("td-peer-restart", "It is back.", 12, root_cause=False, tunnel=2, attempts=(2,))
    found = of(analysis_of(no_answer(), (cause(), other), {1: 1}))
    assert (found.also_found, RESTART in found.ruled_out) == ((), True)


def test_a_rule_that_did_not_run_rules_nothing_out() -> None:
    conversation = unanswered_hello()
    crashed = analysis_of(conversation, (cause(),), {1: 1}, (RuleFailure("td-peer-restart", "KeyError"),))
    assert RESTART in of(crashed).open
    unselected = replace(analysis_of(conversation, (cause(),), {1: 1}), left_out=("td-peer-restart",))
    assert RESTART in of(unselected).open


def test_a_capture_of_one_direction_rules_nothing_out_by_rules() -> None:
    conversation = unanswered_hello()
    conversation.one_direction = True
    conversation.tunnels[0].recipient.addresses.clear()
    found = of(analysis_of(conversation, (cause(),), {1: 1}))
    assert (found.open, found.ruled_out) == ((RESTART, WEATHER, LAST_RESORT), ())


def test_lost_frames_are_ruled_out_only_where_it_is_recorded_that_none_was_and_absence_matters() -> None:
    conversation = unanswered_hello()
    assert not any("dropped" in text for text in of(analysis_of(conversation, (cause(),), {1: 1})).ruled_out)
    conversation.captures[0].dropped = 0
    assert any("dropped none" in text for text in of(analysis_of(conversation, (cause(),), {1: 1})).ruled_out)
    sure = cause(confidence=Confidence.STATED)
    assert of(analysis_of(conversation, (sure,), {1: 1})).ruled_out == (RESTART,)
