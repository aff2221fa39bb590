"""Ladders laid out: what is where."""

from itertools import pairwise

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.render.drawing import Drawing, Item, Path, Shape, Words
from l2tpscope.render.ladder_layout import MOST_FINDINGS, laid_out
from l2tpscope.views.ladder import ladder
from tests.conversation.played import played
from tests.samples import analysed
from tests.views.handmade import analysis_of, hello_analysis, no_answer_analysis, stated

SAMPLES = ("chap-md5-ok.pcap", "loss60.pcap", "path-reorder.pcap", "one-direction.pcap", "outer-fragments.pcap")


def of(analysis: Analysis) -> Drawing:
    return laid_out(ladder(analysis, analysis.conversation.tunnels[0]))


def words(drawing: Drawing) -> list[Words]:
    return [item for item in drawing.items if isinstance(item, Words)]


def strokes(drawing: Drawing) -> list[tuple[Path, str]]:
    """Lines with their tones."""
    shapes = (item for item in drawing.items if isinstance(item, Shape) and item.stroke)
    return [(path, shape.stroke) for shape in shapes for path in shape.paths]


def filled(drawing: Drawing, corners: int) -> list[Path]:
    shapes = (item for item in drawing.items if isinstance(item, Shape) and item.fill)
    return [path for shape in shapes for path in shape.paths if len(path) == corners]


def points(item: Item) -> list[tuple[float, float]]:
    return [(item.x, item.y)] if isinstance(item, Words) else [point for path in item.paths for point in path]


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_is_inside_and_no_two_lines_of_notes_lie_on_each_other(name: str) -> None:
    drawn = of(analysed(name))
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for item in drawn.items for x, y in points(item))
    places = [(item.x, round(item.y)) for item in words(drawn) if item.text]
    assert len(places) == len(set(places))


def test_lifelines_reach_from_row_to_row() -> None:
    upright = [(path, tone) for path, tone in strokes(of(hello_analysis())) if path[0][0] == path[1][0]]
    left = min(path[0][0] for path, _ in upright)
    sides = [(path, tone) for path, tone in upright if path[0][0] == left]
    assert all(one[1] == other[0] for (one, _), (other, _) in pairwise(sides))
    assert [tone for _, tone in sides[:3]] == ["odd", "odd", "good"]


def test_what_nobody_answers_stops_short_and_is_crossed() -> None:
    drawn = of(no_answer_analysis())
    assert filled(drawn, 3) == []
    crosses = [(path, tone) for path, tone in strokes(drawn) if path[0][0] != path[1][0] and path[0][1] != path[1][1]]
    assert [tone for _, tone in crosses] == ["bad", "bad"]
    far = max(path[0][0] for path, _ in strokes(drawn) if path[0][0] == path[1][0])
    assert all(x < far - 20 for path, _ in crosses for x, _ in path)


def test_what_arrives_has_an_arrow_head_beside_the_lifeline_of_its_receiver() -> None:
    drawn = of(hello_analysis())
    right = max(path[0][0] for path, _ in strokes(drawn) if path[0][0] == path[1][0])
    left = min(path[0][0] for path, _ in strokes(drawn) if path[0][0] == path[1][0])
    tips = {head[0][0] for head in filled(drawn, 3)}
    assert tips == {left + 2, right - 2}


def test_a_late_message_falls() -> None:
    lines = [path for path, _ in strokes(of(analysed("path-reorder.pcap")))]
    assert len([path for path in lines if abs(path[1][0] - path[0][0]) > 300 and path[0][1] < path[1][1]]) == 1


def test_sessions_and_findings_have_columns_of_their_own() -> None:
    places = {item.text: item.x for item in words(of(hello_analysis()))}
    assert places["1.1"] < places["[1]"] < places["what it says"]
    plain = {item.text: item.x for item in words(of(analysis_of(played("0 setup\nend 1"))))}
    assert plain["what it says"] == places["1.1"]


def test_as_many_numbers_of_findings_as_there_are_have_room() -> None:
    found = tuple(stated(f"rule-{number}", "Odd.", 1, 2) for number in range(9))
    drawn = of(analysis_of(played("0 setup\nend 1"), found))
    places = [item.y for item in words(drawn) if item.text.startswith("[") and item.bold]
    assert places == sorted(set(places))
    assert len(places) == 2 * MOST_FINDINGS


def test_states_that_last_stand_beside_quiet_time() -> None:
    said = words(of(hello_analysis()))
    (quiet,) = [item for item in said if item.text == "1 min quiet"]
    assert [item.text for item in said if item.y == quiet.y and item is not quiet] == ["established", "established"]
