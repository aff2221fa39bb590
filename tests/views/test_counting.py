"""What reliable delivery cost, in numbers."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.views.counting import control_counts, round_trips
from tests.views.handmade import hello_analysis


def test_control_counts_add_up_to_all_control_frames() -> None:
    tunnel = hello_analysis().conversation.tunnels[0]
    counts = control_counts(tunnel)
    assert counts.transmissions + counts.duplicates + counts.zlb == len(tunnel.transmissions)
    assert (counts.messages, counts.retransmissions, counts.zlb, counts.unacknowledged) == (8, 5, 2, 2)
    assert (counts.round_trips.samples, counts.round_trips.least_ns) == (6, 2_000_000)


@given(st.lists(st.none() | st.integers(0, 10**12)))
def test_the_median_lies_between_least_and_most(samples: list[int | None]) -> None:
    trips = round_trips(samples)
    known = [sample for sample in samples if sample is not None]
    assert trips.samples == len(known)
    if known:
        assert trips.least_ns is not None
        assert trips.median_ns is not None
        assert trips.most_ns is not None
        assert min(known) == trips.least_ns <= trips.median_ns <= trips.most_ns == max(known)
    else:
        assert trips.median_ns is None
