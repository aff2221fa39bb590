"""Data rates over a time axis, of a tunnel or of all, from the coarse time series of the scan."""

from collections import Counter
from collections.abc import Iterable, Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Side, Tunnel
from l2tpscope.scan.flow import FlowRow
from l2tpscope.views.axis import Axis, Span
from l2tpscope.views.clock import bits
from l2tpscope.views.strips import Levels
from l2tpscope.views.traffic import traffic

COLUMNS = 240
MANY = 100
"""Sessions with data of a tunnel; those of more are summed up by the slots of the scan, which takes less time."""
LEAST_NS = SECOND // 2
"""What went in less time is spread over so much, the resolution of the scan: a packet alone has no rate."""

Portion = tuple[int, int, int]
"""(begin, end, octets) of data that one side sent."""
Portions = dict[Side, list[Portion]]


def portions(tunnel: Tunnel) -> Portions:
    """The data of a tunnel by sender, PPP control frames left out unless there are very many sessions."""
    if len(tunnel.talking) > MANY:
        return portions_of_all([tunnel])
    found: Portions = {side: [] for side in SIDES}
    for one in traffic(tunnel, None):
        for side, (packets, octets) in ((Side.INITIATOR, one.initiator), (Side.RECIPIENT, one.recipient)):
            if packets:
                found[side].append((one.time_ns, one.last_ns, octets))
    return found


def portions_of_all(tunnels: Iterable[Tunnel]) -> Portions:
    """The data of many tunnels by sender, whatever it carries.

    What went in the same slots of the scan is one portion, so that there are few, however many tunnels there are.
    """
    sums: dict[Side, Counter[Span]] = {side: Counter() for side in SIDES}
    for tunnel in tunnels:
        for session in tunnel.talking:
            for side, count in session.sent.items():
                for row in count.rows:
                    for span, octets in _slots(row):
                        sums[side][span] += octets
    return {side: [(*span, octets) for span, octets in own.items()] for side, own in sums.items()}


def _slots(row: FlowRow) -> Iterator[tuple[Span, int]]:
    """The slots of its time series from its first packet to its last, or its own time without them, with octets."""
    if not row.bin_ns:
        yield (row.first_ns, row.last_ns), row.octets
    for slot, (_, octets) in row.bins.items():
        yield (max(slot * row.bin_ns, row.first_ns), min((slot + 1) * row.bin_ns, row.last_ns)), octets


def rates(sent: Portions, axis: Axis) -> Levels | None:
    """Bit/s of both sides, at most 240 steps each; None where no data went."""
    steps = {side: tuple(_steps(sorted(sent[side]), axis)) for side in SIDES}
    highest = max((rate for side in SIDES for _, _, rate in steps[side]), default=0.0)
    if not highest:
        return None
    return Levels("data", steps, highest, f"at most {bits(highest)}", {})


def _steps(amounts: list[Portion], axis: Axis) -> list[tuple[int, int, float]]:
    """Octets spread evenly over the columns of the axis that their time covers."""
    edges = axis.edges(COLUMNS)
    sums = [0.0] * COLUMNS
    for begin, last_ns, octets in amounts:
        end = max(last_ns, begin + LEAST_NS)
        first, last = (min(int(axis.place(moment) * COLUMNS), COLUMNS - 1) for moment in (begin, end))
        for column in range(first, last + 1):
            covered = min(edges[column + 1], end) - max(edges[column], begin)
            sums[column] += octets * max(covered, 0) / (end - begin)
    return [
        (edges[column], edges[column + 1], 8 * octets * SECOND / max(edges[column + 1] - edges[column], 1))
        for column, octets in enumerate(sums)
        if octets
    ]
