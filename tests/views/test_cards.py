"""Findings grouped into cards."""

from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.views.cards import grouped, titles
from tests.views.handmade import analysis_of, hello_analysis, no_answer_analysis, stated


def test_findings_of_one_rule_are_one_card_and_root_causes_stand_apart() -> None:
    conversation = no_answer_analysis().conversation
    findings = (
        stated("path-loss", "Lost.", 1, attempts=(1,)),
        stated("path-loss", "Lost too.", 6, tunnel=2, attempts=(2,), root_cause=False),
        stated("path-loss", "Lost again.", 11, tunnel=3, attempts=(3,), root_cause=False),
    )
    cause, rest = grouped(analysis_of(conversation, findings, {1: 1}))
    assert (cause.numbers, cause.calls, cause.hosts) == ((1,), 1, ())
    assert (rest.numbers, rest.calls, rest.tunnels) == ((2, 3), 2, ("192.0.2.10:4712", "192.0.2.10:4713"))


def test_what_tunnels_have_in_common_is_said() -> None:
    analysis = no_answer_analysis()
    analysis.conversation.tunnels[1].initiator.addresses[:] = [
        analysis.conversation.tunnels[1].initiator.addresses[0]._replace(address="192.0.2.11")
    ]
    (card,) = grouped(analysis)
    assert card.hosts == ("from 2 addresses", "to 198.51.100.77")


def test_a_card_has_the_title_of_its_rule_or_its_name() -> None:
    (known, _) = grouped(hello_analysis())
    assert known.title == titles()["hello-unanswered"]
    (unknown,) = grouped(analysis_of(no_answer_analysis().conversation, (stated("no-such-rule", "Odd.", 1),)))
    assert unknown.title == "no such rule"


def test_no_title_ends_in_a_full_stop() -> None:
    assert not [title for title in titles().values() if title.endswith(".")]
    assert len(titles()) == len(CATALOGUE)
