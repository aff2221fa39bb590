"""How far the capture can be trusted."""

from dataclasses import replace

from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.judge import RuleFailure
from l2tpscope.views.trust import checks, trust
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


def standings(conversation: Conversation) -> dict[str, tuple[str, str]]:
    return {check.name: (check.result, check.standing.value) for check in checks(analysis_of(conversation))}


def test_everything_that_was_checked_is_told_also_where_nothing_came_out() -> None:
    found = standings(good_call())
    assert found["Packets dropped by the capturing program"] == ("not recorded", "unknown")
    assert {standing for name, (_, standing) in found.items() if "dropped" not in name} == {"fine"}
    assert found["Directions captured"] == ("both", "fine")


def test_every_doubt_is_marked_where_it_was_checked() -> None:
    conversation = good_call()
    facts, tunnel = conversation.captures[0], conversation.tunnels[0]
    facts.dropped, facts.snapped_frames, facts.cut_short = 7, 3, True
    facts.warnings = ("the clock runs backwards at frame 9",)
    conversation.one_direction, tunnel.beginning_seen = True, False
    conversation.counts.undecodable = 2
    tunnel.not_captured[LAC] = [5]
    found = standings(conversation)
    assert found["Packets dropped by the capturing program"] == ("7", "doubt")
    assert found["Clock and file format"] == ("the clock runs backwards at frame 9", "doubt")
    assert [name for name, (_, standing) in found.items() if standing == "fine"] == [
        "Frames captured again",
        "Control messages that break the format",
    ]


def test_drops_of_one_capture_are_a_doubt_although_another_records_none() -> None:
    conversation = good_call()
    conversation.captures.append(CaptureFacts("b.pcap", "pcap", dropped=3))
    assert standings(conversation)["Packets dropped by the capturing program"] == ("3", "doubt")


def test_rules_that_were_left_out_are_counted() -> None:
    analysis = replace(analysis_of(good_call()), left_out=("path-loss", "tun-shutdown"))
    assert checks(analysis)[-1].result == "2"
