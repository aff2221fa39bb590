"""Data rates over the axis."""

from l2tpscope.conversation.model import SECOND, Side
from l2tpscope.views.axis import linear
from l2tpscope.views.rates import COLUMNS, data_spans, rates
from tests.views.handmade import LAC, LNS, Script, at, good_call, set_up, set_up_call


def sent(script_or_tunnel: Script, begin: float, end: float) -> dict[Side, float]:
    drawn = rates(script_or_tunnel.tunnel, linear(at(begin), at(end)))
    return {
        rate.sender: sum((last - first) * speed / 8 / SECOND for first, last, speed in rate.steps) for rate in drawn
    }


def test_rates_add_up_to_the_octets_that_were_sent() -> None:
    script = Script(good_call().tunnels[0])
    totals = sent(script, 0, 4)
    assert abs(totals[LNS] - 900_000) < 20_000
    assert abs(totals[LAC] - 40_000) < 1_000


def test_a_row_without_a_time_series_is_spread_over_its_time() -> None:
    script = Script()
    set_up(script)
    session = set_up_call(script)
    script.traffic((10, 20), LAC, session, (100, 80_000))
    session.sent[LAC].rows = (session.sent[LAC].rows[0]._replace(bins={}),)
    (rate, other) = rates(script.tunnel, linear(at(0), at(40)))
    assert other.steps == ()
    assert abs(rate.highest - 64_000) < 640
    assert abs(len(rate.steps) - COLUMNS / 4) <= 2


def test_a_single_packet_has_a_rate_and_a_silent_tunnel_has_none() -> None:
    script = Script()
    set_up(script)
    assert rates(script.tunnel, linear(at(0), at(1))) == ()
    assert data_spans(script.tunnel) == []
    session = set_up_call(script)
    script.traffic((0.5, 0.5), LNS, session, (1, 100))
    assert abs(sent(script, 0, 1)[LNS] - 100) < 1
    assert data_spans(script.tunnel) == [(at(0.5), at(0.5))]
