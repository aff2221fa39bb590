"""A ladder as a scene."""

from itertools import pairwise

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.render.ladder_scene import MOST_FINDINGS, scene
from l2tpscope.render.scene import Box, Head, Mark, Scene, Stroke, Words
from l2tpscope.views.ladder import ladder
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import analysis_of, hello_analysis, no_answer_analysis, stated

SAMPLES = ("chap-md5-ok.pcap", "loss60.pcap", "path-reorder.pcap", "one-direction.pcap", "outer-fragments.pcap")


def of(analysis: Analysis) -> Scene:
    return scene(ladder(analysis, analysis.conversation.tunnels[0]))


def down(mark: Mark) -> float:
    return mark.y1 if isinstance(mark, Stroke) else mark.y


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_is_inside_and_no_two_lines_of_notes_lie_on_each_other(name: str) -> None:
    drawn = of(analysed(name))
    assert all(0 <= down(mark) <= drawn.height for mark in drawn.marks)
    places = [(mark.x, round(mark.y)) for mark in drawn.marks if isinstance(mark, Words) and mark.text]
    assert len(places) == len(set(places))
    assert all(mark.x + mark.width <= drawn.width for mark in drawn.marks if isinstance(mark, Box))


def test_lifelines_reach_from_row_to_row() -> None:
    upright = [mark for mark in of(hello_analysis()).marks if isinstance(mark, Stroke) and mark.x1 == mark.x2]
    sides = [mark for mark in upright if mark.x1 == min(each.x1 for each in upright)]
    assert all(one.y2 == other.y1 for one, other in pairwise(sides))
    assert [mark.tone for mark in sides[:3]] == ["odd", "odd", "good"]


def test_what_nobody_answers_stops_short_and_is_crossed() -> None:
    drawn = of(no_answer_analysis())
    assert [mark for mark in drawn.marks if isinstance(mark, Head)] == []
    crosses = [mark for mark in drawn.marks if isinstance(mark, Stroke) and mark.y1 != mark.y2 and mark.x1 != mark.x2]
    assert [mark.tone for mark in crosses] == ["bad", "bad"]
    far = max(mark.x1 for mark in drawn.marks if isinstance(mark, Stroke) and mark.x1 == mark.x2)
    assert all(max(mark.x1, mark.x2) < far - 20 for mark in crosses)


def test_a_late_message_falls() -> None:
    falling = [
        mark for mark in of(analysed("path-reorder.pcap")).marks
        if isinstance(mark, Stroke) and abs(mark.x2 - mark.x1) > 300 and mark.y1 < mark.y2
    ]  # fmt: skip
    assert len(falling) == 1


def test_sessions_and_findings_have_columns_of_their_own() -> None:
    words = {mark.text: mark.x for mark in of(hello_analysis()).marks if isinstance(mark, Words)}
    assert words["1.1"] < words["[1]"] < words["what it says"]
    plain = {mark.text: mark.x for mark in of(analysis_of(played("0 setup\nend 1"))).marks if isinstance(mark, Words)}
    assert plain["what it says"] == words["1.1"]


def test_as_many_numbers_of_findings_as_there_are_have_room() -> None:
    found = tuple(stated(f"rule-{number}", "Odd.", 1, 2) for number in range(9))
    drawn = of(analysis_of(played("0 setup\nend 1"), found))
    places = [mark.y for mark in drawn.marks if isinstance(mark, Words) and mark.text.startswith("[") and mark.bold]
    assert places == sorted(set(places))
    assert len(places) == 2 * MOST_FINDINGS


def test_states_that_last_stand_beside_quiet_time() -> None:
    words = [mark for mark in of(hello_analysis()).marks if isinstance(mark, Words)]
    (quiet,) = [mark for mark in words if mark.text == "1 min quiet"]
    assert [mark.text for mark in words if mark.y == quiet.y and mark is not quiet] == ["established", "established"]
