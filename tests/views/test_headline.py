"""The verdict in one sentence."""

import pytest

from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Attempt, Conversation, Counts
from l2tpscope.views.cards import grouped
from l2tpscope.views.headline import headline
from tests.views.handmade import analysis_of, good_call, hello_analysis, no_answer_analysis, stated, whole


def test_a_summary_becomes_the_end_of_the_sentence() -> None:
    analysis = hello_analysis()
    sentence, _ = headline(analysis.conversation, grouped(analysis)[:1], [], 0)
    assert sentence.startswith("The only call failed: lns-fra-1")
    assert sentence.endswith(".")
    assert not sentence.endswith("..")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The LNS refused. It said why.", "the LNS refused"),
        ("LNS lns refused.", "LNS lns refused"),
        ("LNS lns said 5 (too old; " + "much " * 20 + "older)", "LNS lns said 5 (too old)"),
        ("A message was lost; " + "and that again " * 9, "a message was lost"),
    ],
)
def test_only_the_first_sentence_is_told_and_a_long_one_is_cut_at_a_semicolon(said: str, told: str) -> None:
    analysis = analysis_of(no_answer_analysis().conversation, (stated("x", said, 1),), {1: 1, 2: 1, 3: 1})
    sentence, _ = headline(analysis.conversation, grouped(analysis), [], 0)
    assert sentence == f"3 of 3 calls failed: {told}."


def test_four_and_more_causes_are_three_and_the_rest() -> None:
    analysis = no_answer_analysis()
    analysis.conversation.attempts *= 4
    findings = tuple(stated(f"rule-{number}", "It failed.", 1) for number in range(5))
    causes = grouped(analysis_of(analysis.conversation, findings, {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 4, 8: 5}))
    sentence, _ = headline(analysis.conversation, causes, [], 0)
    assert sentence == "12 of 12 calls failed: 3 by rule-0, 2 by rule-1, 1 by rule-2, 2 for other reasons."


def test_calls_that_are_not_finished_are_said() -> None:
    conversation = good_call()
    assert headline(conversation, [], [], 1)[0] == "1 call, still being set up when the capture ended."
    conversation.attempts *= 3
    assert headline(conversation, [], [], 0)[0] == "3 calls, none failed."
    assert headline(conversation, [], [], 1)[0] == "3 calls, none failed; 1 still being set up when the capture ended."


def test_a_tunnel_without_calls_is_said() -> None:
    assert headline(whole(good_call().tunnels, [], 9, 1), [], [], 0)[0] == "1 tunnel, no call was tried."
    conversation = good_call()
    call = conversation.attempts[0]
    idle = Attempt(
        2, call.tunnel, None, "tunnel", succeeded=False, ended="normal", failed=False, started_ns=1, ended_ns=2
    )
    conversation.attempts = [idle]
    assert headline(conversation, [], [], 0)[0] == "1 tunnel, no call was tried."
    conversation.attempts = [call, idle]
    assert headline(conversation, [], [], 0)[0] == "1 call, and it worked."


@pytest.mark.parametrize(
    ("counts", "words", "advice"),
    [
        (Counts(), "holds no frames", "interface"),
        (Counts(frames=9, other=9), "No L2TP in 9 frames.", "--port"),
        (Counts(frames=9, esp=8, ike=1), "No L2TP in 9 frames (1 IKE, 8 ESP).", "IPsec"),
        (Counts(frames=9, ike=9), "No L2TP in 9 frames (9 IKE).", "IPsec did not come up"),
        (Counts(frames=9, l2f=9), "No L2TP in 9 frames (9 L2F).", "RFC 2341"),
        (Counts(frames=9, l2tp_data=9), "L2TP data without any control message", "before the tunnel"),
    ],
)
def test_a_capture_without_tunnels_says_what_it_holds_and_what_to_do(counts: Counts, words: str, advice: str) -> None:
    sentence, hint = headline(Conversation([CaptureFacts("x.pcap", "pcap")], counts), [], [], 0)
    assert words in sentence
    assert advice in hint


def test_a_call_that_worked_badly_says_what_was_bad() -> None:
    analysis = analysis_of(
        good_call(), (stated("path-loss", "A tenth of the messages was lost.", 1, root_cause=False),)
    )
    sentence, _ = headline(analysis.conversation, [], grouped(analysis), 0)
    assert sentence == "1 call, and it worked, but: a tenth of the messages was lost."
