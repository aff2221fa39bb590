"""The timeline of the whole capture."""

from l2tpscope.analysis import Analysis
from l2tpscope.conversation.model import Ending
from l2tpscope.views.overview import TUNNELS_SHOWN, overview
from l2tpscope.views.strips import Counts, Lanes, Levels, Timeline
from tests.views.handmade import (
    LAC,
    Script,
    analysis_of,
    at,
    good_call,
    new_tunnel,
    no_answer_analysis,
    set_up,
    stated,
    tried,
    whole,
)


def groups(picture: Timeline) -> list[tuple[str, list[str]]]:
    return [
        (strip.heading, [lane.name for lane in strip.lanes]) for strip in picture.strips if isinstance(strip, Lanes)
    ]


def counts(picture: Timeline) -> dict[str, Counts]:
    return {strip.name: strip for strip in picture.strips if isinstance(strip, Counts)}


def crowd(failed: int, up: int) -> Analysis:
    """Tunnels a second apart: those that failed of one cause, then those that came up."""
    tunnels, attempts = [], []
    for index in range(1, failed + up + 1):
        script = Script(new_tunnel(index))
        set_up(script)
        script.tunnel.first_ns = at(index)
        script.tunnel.established_ns = at(index + 0.5)
        tunnels.append(script.tunnel)
        attempts.append(tried(index, script.tunnel, None, None, "dropped" if index <= failed else "still-up"))
    findings = tuple(
        stated("hello-unanswered", "x", 1, tunnel=index, attempts=(index,)) for index in range(1, failed + 1)
    )
    causes = {index: index for index in range(1, failed + 1)}
    return analysis_of(whole(tunnels, attempts, 1, failed + up + 2), findings, causes)


def test_tunnels_stand_below_their_root_cause_with_their_findings() -> None:
    picture = overview(no_answer_analysis())
    names = ["1 · 192.0.2.10:4711", "2 · 192.0.2.10:4712", "3 · 192.0.2.10:4713"]
    assert groups(picture) == [("Failed, l2tp-no-reply-plain, 3 tunnels", names)]
    (lanes,) = (strip for strip in picture.strips if isinstance(strip, Lanes))
    assert [(lane.failed, lane.anchor, lane.numbers) for lane in lanes.lanes] == [
        (True, "t1", (1,)),
        (True, "t2", (2,)),
        (True, "t3", (3,)),
    ]


def test_failed_ones_go_first_in_the_order_of_the_findings_and_then_by_time() -> None:
    analysis = crowd(2, 2)
    analysis.root_causes.pop(2)
    assert [heading for heading, _ in groups(overview(analysis))] == [
        "Failed, hello-unanswered, 1 tunnel",
        "Failed, no cause found, 1 tunnel",
        "No call failed, 2 tunnels",
    ]


def test_where_nothing_failed_there_is_no_heading() -> None:
    conversation = good_call()
    assert groups(overview(analysis_of(conversation))) == [("", ["1 · 192.0.2.10:4711"])]


def test_of_very_many_some_of_each_group_are_drawn_from_all_of_the_time() -> None:
    picture = overview(crowd(10, 1_000))
    (failing, names), (others, drawn) = groups(picture)
    assert (failing, len(names)) == ("Failed, hello-unanswered, 10 tunnels", 10)
    assert others == f"No call failed, 1,000 tunnels, {TUNNELS_SHOWN - 10} of them drawn"
    assert len(drawn) == TUNNELS_SHOWN - 10
    assert drawn[0].startswith("11 ·")
    assert drawn[-1].startswith("1007 ·")


def test_set_ups_failures_and_teardowns_are_counted_in_intervals() -> None:
    analysis = crowd(30, 70)
    for tunnel in analysis.conversation.tunnels[:30]:
        tunnel.end = Ending(LAC, "StopCCN", at(50))
    found = counts(overview(analysis))
    assert list(found) == ["set-ups", "calls failed", "teardowns"]
    assert sum(number for _, _, number in found["set-ups"].intervals) == 100
    assert found["set-ups"].words == "100, at most 2 in 2 s"
    assert found["teardowns"].intervals == ((at(50), at(52), 30),)
    assert [strip.grave for strip in found.values()] == [False, True, False]
    assert overview(analysis).notes == ("Set-ups and teardowns are those of tunnels and of calls.",)


def test_the_data_of_all_tunnels_is_one_strip() -> None:
    conversation = good_call()
    (levels,) = (strip for strip in overview(analysis_of(conversation)).strips if isinstance(strip, Levels))
    assert levels.highest > 1_000_000


def test_an_empty_capture_has_a_picture() -> None:
    picture = overview(analysis_of(whole([], [], 0, 0)))
    assert (picture.strips, picture.title) == ((), "0 tunnels in 0 s")


def test_the_picture_is_told_in_words() -> None:
    assert overview(no_answer_analysis()).description == (
        "3 tunnels from 2026-11-18 11:06:40 UTC on. Calls failed: 3, at most 3 in 1 s. "
        "Teardowns: 3, at most 3 in 1 s. Failed, l2tp-no-reply-plain, 3 tunnels."
    )
