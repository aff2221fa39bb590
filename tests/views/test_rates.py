"""Data rates over the axis."""

from l2tpscope.conversation.model import SECOND, Side
from l2tpscope.views.axis import linear
from l2tpscope.views.rates import COLUMNS, MANY, portions, portions_of_all, rates
from l2tpscope.views.strips import Levels
from tests.views.handmade import LAC, LNS, Script, at, good_call, set_up, set_up_call


def sent(levels: Levels | None) -> dict[Side, float]:
    assert levels is not None
    return {
        side: sum((last - first) * speed / 8 / SECOND for first, last, speed in steps)
        for side, steps in levels.steps.items()
    }


def test_rates_add_up_to_the_octets_that_were_sent() -> None:
    totals = sent(rates(portions(good_call().tunnels[0]), linear(at(0), at(4))))
    assert abs(totals[LNS] - 900_000) < 20_000
    assert abs(totals[LAC] - 40_000) < 1_000


def test_those_of_many_tunnels_add_up_too() -> None:
    totals = sent(rates(portions_of_all([good_call().tunnels[0], good_call().tunnels[0]]), linear(at(0), at(4))))
    assert abs(totals[LNS] - 1_800_000) < 40_000
    assert abs(totals[LAC] - 80_000) < 2_000


def test_what_many_tunnels_send_at_one_time_is_one_portion() -> None:
    every = [good_call().tunnels[0] for _ in range(50)]
    assert len(portions_of_all(every)[LNS]) == len(portions_of_all(every[:1])[LNS]) == 4


def test_a_row_without_a_time_series_is_spread_over_its_time() -> None:
    script = Script()
    set_up(script)
    session = set_up_call(script)
    script.traffic((10, 20), LAC, session, (100, 80_000))
    session.sent[LAC].rows = (session.sent[LAC].rows[0]._replace(bins={}, bin_ns=0),)
    for found in (portions(script.tunnel), portions_of_all([script.tunnel])):
        levels = rates(found, linear(at(0), at(40)))
        assert levels is not None
        assert levels.steps[LNS] == ()
        assert abs(levels.highest - 64_000) < 640
        assert abs(len(levels.steps[LAC]) - COLUMNS / 4) <= 2
        assert levels.words == "at most 64 kbit/s"


def test_a_single_packet_is_spread_over_half_a_second_and_a_silent_tunnel_has_no_rate() -> None:
    script = Script()
    set_up(script)
    assert rates(portions(script.tunnel), linear(at(0), at(1))) is None
    session = set_up_call(script)
    script.traffic((0.5, 0.5), LNS, session, (1, 100))
    levels = rates(portions(script.tunnel), linear(at(0), at(1)))
    assert abs(sent(levels)[LNS] - 100) < 1
    assert levels is not None
    assert abs(levels.highest - 1_600) < 16


def test_the_data_of_very_many_sessions_adds_up_as_well() -> None:
    script = Script()
    set_up(script)
    for number in range(MANY + 1):
        script.traffic((number, number + 20), LAC, script.call(number, number), (40, 4_000))
    totals = sent(rates(portions(script.tunnel), linear(at(0), at(200))))
    assert abs(totals[LAC] - 4_000 * (MANY + 1)) < 4_000
