"""Echoes that are counted: when they came, and how long their replies took."""

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.echo_run import MOST_SAMPLES, EchoRun, Slots
from l2tpscope.conversation.model import SECOND, Address, PppFrame, Side
from l2tpscope.scan.flow import SLOTS

BEGIN_NS = 1_700_000_000 * SECOND
gaps = st.lists(st.integers(0, 40 * SECOND), min_size=1, max_size=300)


def _frame(number: int, sender: Side, code: int) -> PppFrame:
    return PppFrame(FrameRef(0, number), BEGIN_NS, sender, 0xC021, code, 0, bytes(8), Address("192.0.2.1", 1701))


def run_of(rtts_ns: list[int], every_ns: int = 30 * SECOND) -> EchoRun:
    run = EchoRun(_frame(1, Side.INITIATOR, 9), _frame(2, Side.RECIPIENT, 10))
    for number, rtt in enumerate(rtts_ns):
        run.add(BEGIN_NS + number * every_ns, BEGIN_NS + number * every_ns + rtt)
    return run


@given(gaps)
def test_slots_count_everything_in_no_more_than_the_scan_has(each: list[int]) -> None:
    slots, time = Slots(), BEGIN_NS
    for gap in each:
        time += gap
        slots.add(time)
    assert sum(slots.counts.values()) == len(each)
    assert len(slots.counts) <= SLOTS


@given(gaps)
def test_slots_are_no_wider_than_those_of_a_row_that_spans_them(each: list[int]) -> None:
    slots, time = Slots(), BEGIN_NS
    for gap in each:
        time += gap
        slots.add(time)
    first = BEGIN_NS + each[0]
    width = 29
    while (time >> width) - (first >> width) >= SLOTS:
        width += 1
    assert slots.width <= width


@given(st.lists(st.integers(0, 2 * SECOND), min_size=1, max_size=500))
def test_every_pair_is_stood_for_and_the_samples_are_few(rtts: list[int]) -> None:
    run = run_of(rtts)
    assert sum(count for _, count in run.rtts()) == run.count == len(rtts)
    assert len(run.rtts_ns) == len(run.moments) <= MOST_SAMPLES
    assert {rtt for rtt, _ in run.rtts()} <= set(rtts)
    assert run.last_ns == BEGIN_NS + (len(rtts) - 1) * 30 * SECOND + rtts[-1]


def test_few_pairs_are_all_sampled() -> None:
    rtts = list(range(MOST_SAMPLES))
    assert list(run_of(rtts).rtts()) == [(rtt, 1) for rtt in rtts]


def test_the_median_of_the_samples_is_near_that_of_all() -> None:
    rtts = [20_000_000 + 7919 * number % 10_000_000 for number in range(5000)]
    sampled = [rtt for rtt, count in run_of(rtts).rtts() for _ in range(count)]
    assert abs(median(sampled) - median(rtts)) < 1_000_000
