"""Data messages as counts between rungs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.views.rows import Rung, Traffic
from l2tpscope.views.traffic import added, traffic, woven
from tests.views.handmade import LAC, Script, at, good_call, set_up, set_up_call

amounts = st.tuples(st.integers(0, 100), st.integers(0, 10**6))
portions = st.builds(
    Traffic, st.integers(0, 100), st.integers(100, 200), amounts, amounts, st.sampled_from(["1.1", "1.2"])
)


def test_portions_of_a_session_add_up_to_its_counts() -> None:
    tunnel = good_call().tunnels[0]
    parts = list(traffic(tunnel, None))
    assert sum(part.initiator[0] for part in parts) == 400
    assert sum(part.recipient[1] for part in parts) == 900_000


def test_ppp_control_frames_are_not_counted_again_and_come_before_the_data() -> None:
    script = Script()
    set_up(script)
    session = set_up_call(script)
    script.traffic((0.060, 0.095), LAC, session, (3, 300))
    (part,) = traffic(script.tunnel, None)
    assert part.initiator == (2, 292)
    assert part.time_ns >= at(0.090)


def test_a_session_alone_has_its_data_alone() -> None:
    tunnel = good_call().tunnels[0]
    assert list(traffic(tunnel, tunnel.sessions[0])) == list(traffic(tunnel, None))
    script = Script(tunnel)
    assert list(traffic(tunnel, script.call(99, 98))) == []


@given(st.lists(portions), st.lists(st.integers(0, 200), max_size=5))
def test_weaving_loses_nothing_and_leaves_no_two_portions_side_by_side(parts: list[Traffic], times: list[int]) -> None:
    rungs = [Rung(FrameRef(0, number), time, time, LAC, "control", "HELLO") for number, time in enumerate(times, 1)]
    rows = woven([*parts, *rungs])
    merged = [row for row in rows if isinstance(row, Traffic)]
    assert sum(row.initiator[1] for row in merged) == sum(part.initiator[1] for part in parts)
    assert [row.time_ns for row in rows if isinstance(row, Rung)] == sorted(times)
    for one, other in pairwise(rows):
        assert isinstance(one, Rung) or isinstance(other, Rung)


def test_portions_of_several_sessions_belong_to_none() -> None:
    one, other = Traffic(1, 2, session="1.1"), Traffic(0, 9, session="1.2")
    assert added(one, other) == Traffic(0, 9, session=None)
