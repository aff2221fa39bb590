"""How far the capture can be trusted."""

from l2tpscope.rules.judge import RuleFailure
from l2tpscope.views.trust import trust
from tests.views.handmade import LAC, analysis_of, good_call


def test_a_capture_without_faults_is_said_to_be_whole() -> None:
    (note,) = trust(analysis_of(good_call()))
    assert not note.doubt
    assert "not recorded" in note.text
    recorded = good_call()
    recorded.captures[0].dropped = 0
    (note,) = trust(analysis_of(recorded))
    assert "dropped none" in note.text


def test_every_doubt_is_a_note() -> None:
    conversation = good_call()
    facts, tunnel = conversation.captures[0], conversation.tunnels[0]
    facts.dropped, facts.snapped_frames, facts.cut_short = 7, 3, True
    conversation.one_direction, tunnel.beginning_seen = True, False
    conversation.counts.undecodable = 2
    tunnel.not_captured[LAC] = [5]
    doubts = " ".join(note.text for note in trust(analysis_of(conversation)) if note.doubt)
    for words in (
        "dropped 7 packets",
        "cut 3 frames",
        "ends in the middle",
        "one direction",
        "1 tunnel began before",
        "2 frames could",
    ):
        assert words in doubts
    assert "not captured: 1 control message" in doubts


def test_warnings_of_the_reader_are_told_with_the_file_where_there_are_several() -> None:
    conversation = good_call()
    conversation.captures[0].warnings = ("time runs backwards once",)
    assert trust(analysis_of(conversation))[0].text == "time runs backwards once"
    conversation.captures.append(good_call().captures[0])
    assert trust(analysis_of(conversation))[0].text == "caps/fail.pcap: time runs backwards once"


def test_a_rule_that_failed_is_named() -> None:
    notes = trust(analysis_of(good_call(), rule_failures=(RuleFailure("path-loss", "KeyError"),)))
    assert any("path-loss" in note.text and note.doubt for note in notes)


def test_copies_are_mentioned_without_doubt() -> None:
    conversation = good_call()
    conversation.captures[0].duplicated_frames = 4
    assert any("4 frames captured again" in note.text and not note.doubt for note in trust(analysis_of(conversation)))


def test_how_many_connections_were_watched_is_no_doubt() -> None:
    conversation = good_call()
    conversation.watched = 64
    notes = trust(analysis_of(conversation))
    assert [note.doubt for note in notes if "64 TCP connections" in note.text] == [False]
