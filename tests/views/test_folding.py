"""What a ladder leaves out, and that it says so."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import SECOND
from l2tpscope.views.folding import CALM_RUNGS, calm_folded, limited, quiet_marked
from l2tpscope.views.rows import Calm, Omitted, Quiet, Row, Rung, Traffic
from tests.views.handmade import LAC


def hello(number: int, **more: object) -> Rung:
    time = number * SECOND
    return Rung(FrameRef(0, number), time, time, LAC, "control", "HELLO", **more)  # type: ignore[arg-type]


def test_a_few_keepalives_stay_and_many_are_folded() -> None:
    few: list[Row] = [hello(number) for number in range(CALM_RUNGS - 1)]
    assert calm_folded(few) == few
    data = Traffic(SECOND, 2 * SECOND, (3, 30))
    (calm,) = calm_folded([*few, data, hello(9)])
    assert calm == Calm(0, 9 * SECOND, (("HELLO", CALM_RUNGS),), data)


def test_a_remarkable_keepalive_is_never_folded() -> None:
    rows: list[Row] = [hello(number) for number in range(6)]
    rows[3:3] = [hello(3, marks=("late",)), hello(3, findings=(1,)), hello(3, unanswered=True)]
    kept = [row for row in calm_folded(rows) if isinstance(row, Rung) and not row.is_calm]
    assert len(kept) == 3


def test_five_seconds_without_a_frame_are_quiet() -> None:
    rows = quiet_marked([hello(0), hello(4), hello(9)], None)
    assert [type(row) for row in rows] == [Rung, Rung, Quiet, Rung]
    assert quiet_marked([hello(0)], 60 * SECOND)[-1] == Quiet(0, 60 * SECOND)
    assert quiet_marked([], 60 * SECOND) == []


@given(st.integers(0, 300), st.integers(6, 100), st.sets(st.integers(0, 299)))
def test_no_more_rows_than_allowed_and_all_are_accounted_for(count: int, limit: int, found: set[int]) -> None:
    rows: list[Row] = [hello(number, findings=(1,) if number in found else ()) for number in range(count)]
    kept = limited(rows, limit)
    shown = [row for row in kept if not isinstance(row, Omitted)]
    assert len(shown) <= max(limit, 0) + 2
    assert len(shown) + sum(row.rows for row in kept if isinstance(row, Omitted)) == count
    if count:
        assert kept[0] is rows[0]
        assert kept[-1] is rows[-1]
