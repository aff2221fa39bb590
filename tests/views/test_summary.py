"""The verdict as values."""

from pathlib import Path

from l2tpscope.analysis import read
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Conversation, Counts
from l2tpscope.rules.finding import Severity
from l2tpscope.rules.judge import RuleFailure
from l2tpscope.views.summary import Tone, summary
from tests.views.handmade import analysis_of, good_call, hello_analysis, no_answer_analysis, stated, unanswered_hello


def test_one_cause_for_several_tunnels_is_told_once() -> None:
    told = summary(no_answer_analysis())
    assert told.headline == "3 of 3 calls failed: the LNS 198.51.100.77 never answered 5 SCCRQs in 31 s."
    (card,) = told.causes
    assert (card.calls, card.numbers, len(card.tunnels)) == (3, (1, 2, 3), 3)
    assert card.hosts == ("from 192.0.2.10", "to 198.51.100.77")
    assert [line.cause for line in told.tunnels] == ["l2tp-no-reply-plain"] * 3


def test_a_single_failed_call_is_the_only_one() -> None:
    told = summary(hello_analysis())
    assert told.headline.startswith("The only call failed: lns-fra-1")
    assert (told.tone, told.failed, told.calls) == (Tone.BAD, 1, 1)
    assert [card.finding.rule for card in told.remarks] == ["sec-l2tp-cleartext"]


def test_several_causes_are_counted_by_name() -> None:
    conversation = no_answer_analysis().conversation
    findings = (
        stated("l2tp-no-reply-plain", "Nothing came back.", 1, attempts=(1, 2)),
        stated("tun-shutdown", "The LNS is being shut down.", 9, tunnel=3, attempts=(3,)),
    )
    told = summary(analysis_of(conversation, findings, {1: 1, 2: 1, 3: 2}))
    assert told.headline == "3 of 3 calls failed: 2 by l2tp-no-reply-plain, 1 by tun-shutdown."


def test_a_healthy_capture_says_so() -> None:
    told = summary(analysis_of(good_call()))
    assert (told.headline, told.tone) == ("1 call, and it worked.", Tone.GOOD)


def test_an_impairment_without_a_failure_is_no_failure() -> None:
    finding = stated("path-loss", "3 % lost.", 4, severity=Severity.DEGRADED, root_cause=False)
    told = summary(analysis_of(good_call(), (finding,)))
    assert (told.tone, [card.finding.rule for card in told.impairments], told.causes) == (Tone.ODD, ["path-loss"], ())


def test_a_failure_without_a_cause_says_that_too() -> None:
    assert "no rule explains why" in summary(analysis_of(unanswered_hello())).headline


def test_a_capture_without_l2tp_says_what_it_holds_and_what_to_do() -> None:
    conversation = Conversation([CaptureFacts("x.pcap", "pcap", frames=12)], Counts(frames=12, ike=4, esp=8))
    told = summary(analysis_of(conversation))
    assert told.headline == "No L2TP in 12 frames (4 IKE, 8 ESP)."
    assert "IPsec" in told.advice
    assert told.tone is Tone.EMPTY


def test_an_empty_capture_is_told_from_one_without_l2tp() -> None:
    told = summary(analysis_of(Conversation([CaptureFacts("x.pcap", "pcap")], Counts())))
    assert told.headline == "The capture holds no frames."


def test_doubts_about_the_capture_are_listed() -> None:
    conversation = good_call()
    conversation.captures[0].dropped = 7
    conversation.one_direction = True
    doubts = [note.text for note in summary(analysis_of(conversation)).trust if note.doubt]
    assert any("dropped 7 packets" in text for text in doubts)
    assert any("one direction" in text for text in doubts)


def test_a_rule_that_failed_is_named() -> None:
    analysis = analysis_of(good_call(), rule_failures=(RuleFailure("path-loss", "KeyError"),))
    assert any("path-loss" in note.text for note in summary(analysis).trust)


def test_a_capture_in_which_all_is_pending_is_neither_good_nor_bad() -> None:
    conversation = good_call()
    conversation.attempts[0].ended = "pending"
    told = summary(analysis_of(conversation))
    assert (told.tone, told.pending) == (Tone.OPEN, 1)


def test_what_follows_from_a_root_cause_is_no_second_verdict() -> None:
    """A peer that was restarted does not answer HELLO either: that is told under the restart."""
    told = summary(read(Path(__file__).parent.parent.parent / "sample_captures" / "lns-restarted.pcap"))
    assert [card.finding.rule for card in told.causes] == ["td-peer-restart"]
    assert [card.finding.rule for card in told.symptoms] == ["hello-unanswered"]
    assert told.impairments == ()
