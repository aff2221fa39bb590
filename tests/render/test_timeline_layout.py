"""Timelines laid out: what is where, and what it says."""

from itertools import combinations

import pytest

from l2tpscope.render.drawing import Drawing, Shape, Words
from l2tpscope.render.timeline_glyphs import HATCHED, PHASES
from l2tpscope.render.timeline_layout import laid_out
from l2tpscope.render.timeline_strips import LEFT, RIGHT, lane_height
from l2tpscope.views.axis import linear
from l2tpscope.views.overview import overview
from l2tpscope.views.strips import Bar, Flag, Lane, Lanes, Levels, Phase, RoundTripTime, RoundTripTimes, Strip, Timeline
from l2tpscope.views.timeline import timeline
from tests.views.handmade import LAC, LNS, analysis_of, good_call, hello_analysis, no_answer_analysis

SECOND = 1_000_000_000


def of_hello() -> Drawing:
    analysis = hello_analysis()
    return laid_out(timeline(analysis, analysis.conversation.tunnels[0]), titled=True)


def of(*strips: Strip, flags: tuple[Flag, ...] = (), notes: tuple[str, ...] = ()) -> Drawing:
    return laid_out(Timeline("t", "d", linear(0, 100 * SECOND), 0, strips, flags, notes), titled=False)


def words(drawing: Drawing) -> list[str]:
    return [item.text for item in drawing.items if isinstance(item, Words)]


def shapes(drawing: Drawing, **look: str) -> list[Shape]:
    found = [item for item in drawing.items if isinstance(item, Shape)]
    return [shape for shape in found if all(getattr(shape, name) == value for name, value in look.items())]


def bar(begin: float, end: float, phase: Phase = Phase.ESTABLISHED) -> Bar:
    return Bar(round(begin * SECOND), round(end * SECOND), phase)


def test_states_endings_findings_and_quiet_time_are_written_out() -> None:
    said = words(of_hello())
    for wanted in ("established", "no answer", "→ StopCCN 2/6", "[1]", "[2]", "1 min quiet", "✗ session 1.1"):
        assert wanted in said
    assert "from 2026-11-18 11:06:40 UTC" in said


def test_the_legend_explains_every_sign_that_is_in_the_picture_and_no_other() -> None:
    said = words(of_hello())
    for wanted in ("setting up", "never acknowledged", "message", "finding", "receive window"):
        assert wanted in said
    assert "sent again" not in said
    assert "authentication" not in said


def test_nothing_stands_outside_the_picture() -> None:
    for analysis in (hello_analysis(), analysis_of(good_call()), no_answer_analysis()):
        for one in (timeline(analysis, analysis.conversation.tunnels[0]), overview(analysis)):
            drawing = laid_out(one, titled=True)
            for item in drawing.items:
                points = [(item.x, item.y)] if isinstance(item, Words) else [at for path in item.paths for at in path]
                assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)


def test_phases_differ_without_their_colours() -> None:
    signs = [(PHASES[phase][0] == "panel", HATCHED.get(phase)) for phase in Phase]
    assert len(set(signs)) == len(Phase)


def test_a_name_stands_in_a_bar_only_where_it_fits() -> None:
    lane = Lane("x", (bar(0, 1, Phase.SETTING_UP), bar(1, 50)))
    assert words(of(Lanes("", (lane,)))).count("established") == 2
    assert words(of(Lanes("", (lane,)))).count("setting up") == 1


def test_a_bar_says_when_it_began_and_ended() -> None:
    (shape,) = shapes(of(Lanes("", (Lane("x", (bar(1, 50),)),))), title="x: established, 1 s to 50 s")
    ((left, _), (right, _), *_) = shape.paths[0]
    assert left == LEFT + (RIGHT - LEFT) / 100
    assert right == LEFT + (RIGHT - LEFT) / 2


@pytest.mark.parametrize(("lanes", "height"), [(1, 24), (14, 24), (15, 18), (30, 18), (31, 8), (200, 3.6), (9_999, 2)])
def test_the_more_lanes_the_thinner_they_are(lanes: int, height: float) -> None:
    assert lane_height(lanes) == height


def test_hundreds_of_lanes_are_one_path_for_each_state_and_names_keep_their_distance() -> None:
    lanes = tuple(Lane(f"{n} · 192.0.2.1:{n}", (bar(n / 9, n / 9 + 30),), "", n % 2 == 0, f"t{n}") for n in range(300))
    drawing = of(Lanes("Failed, x, 300 tunnels", lanes))
    (path,) = [shape for shape in shapes(drawing, stroke="good") if len(shape.paths) > 1]
    assert len(path.paths) == 300
    named = [item for item in drawing.items if isinstance(item, Words) and item.link]
    assert 30 < len(named) < 60
    assert len([item for item in of(Lanes("", lanes[1::2])).items if isinstance(item, Words) and item.link]) < 20
    assert all(abs(one.y - other.y) >= 14 for one, other in combinations(named, 2))


def test_a_long_name_keeps_the_id_at_its_end() -> None:
    lane = Lane("12 · [2001:db8:1111:2222:3333:4444:5555:6666]:61041", (), "", failed=True, numbers=(7, 8))
    (name,) = (item for item in of(Lanes("", (lane,))).items if isinstance(item, Words) and item.text.startswith("✗"))
    assert name.text.endswith("]:61041 [7] …")
    assert len(name.text) <= 31


def test_numbers_of_findings_do_not_cover_each_other() -> None:
    flags = tuple(Flag(50 * SECOND, number, "rule", grave=True) for number in (1, 2, 3, 98, 99, 12_345, 12_346))
    drawing = of(Lanes("", (Lane("x", (bar(0, 99),)),)), flags=flags)
    placed = [item for item in drawing.items if isinstance(item, Words) and item.link]
    assert [item.link for item in placed] == [f"finding-{flag.number}" for flag in flags]
    for one, other in combinations(placed, 2):
        width = 3 * (len(one.text) + len(other.text)) + 4
        assert abs(one.x - other.x) >= width or abs(one.y - other.y) >= 15


def test_the_initiator_is_above_the_line_and_the_recipient_below() -> None:
    steps = {LAC: ((0, 10 * SECOND, 4.0),), LNS: ((0, 10 * SECOND, 2.0),)}
    drawing = of(Levels("in flight", steps, 4.0, "at most", {LAC: 4}))
    (above,), (below,) = (shapes(drawing, fill=tone) for tone in ("acc", "good"))
    tops = [min(y for _, y in shape.paths[0]) for shape in (above, below)]
    ends = [max(y for _, y in shape.paths[0]) for shape in (above, below)]
    assert ends[0] == tops[1]
    assert (ends[0] - tops[0]) == 2 * (ends[1] - tops[1])
    (limit,) = (shape for shape in shapes(drawing, stroke="odd") if shape.dashes)
    assert limit.paths[0][0][1] == tops[0]


def test_round_trips_stand_between_whole_decades() -> None:
    samples = tuple(RoundTripTime(0, LAC, took, "HELLO") for took in (1_000_000, 10_000_000, 99_000_000))
    drawing = of(RoundTripTimes("round trip", samples, "x"))
    assert {"1 ms", "100 ms"} <= {*words(drawing)}
    heights = [sum(y for _, y in shape.paths[0]) / 8 for shape in shapes(drawing, fill="acc")]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2], rel=0.02)


def test_notes_stand_below_the_picture() -> None:
    drawing = of(Lanes("", (Lane("x", (bar(0, 99),)),)), notes=("One.", "Two."))
    last = drawing.items[-1]
    assert isinstance(last, Words)
    assert (last.text, last.tone) == ("Two.", "mute")
    assert last.y < drawing.height


def test_the_title_is_left_out_in_the_page() -> None:
    analysis = hello_analysis()
    one = timeline(analysis, analysis.conversation.tunnels[0])
    assert one.title in words(laid_out(one, titled=True))
    assert one.title not in words(laid_out(one, titled=False))


def test_states_that_look_alike_in_thin_lanes_are_explained_together() -> None:
    bars = (bar(0, 1, Phase.SETTING_UP), bar(1, 2, Phase.LCP), bar(2, 3, Phase.AUTHENTICATION), bar(3, 99))
    said = words(of(Lanes("", (Lane("x", bars),) * 50)))
    assert [one for one in said if one in ("setting up", "LCP, authentication", "established", "LCP")] == [
        "setting up",
        "LCP, authentication",
        "established",
    ]
