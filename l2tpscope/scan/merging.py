"""Merging: several rows of one flow become one, so that what is counted for weeks takes no more room than for a day."""

from collections.abc import Sequence

from l2tpscope.scan.flow import SLOTS, FlowRow

SUMMED = ("packets", "octets", "ppp", "sequenced", "missing", "reordered", "duplicated")


def merged(rows: Sequence[FlowRow]) -> FlowRow:
    """One row for these of one flow, the earliest first: sums, and bins as wide as they must be for 32 of them."""
    first, last = rows[0], rows[-1]
    width_ns, bins = _binned(rows)
    return first._replace(
        last_frame=last.last_frame,
        first_ns=min(row.first_ns for row in rows),
        last_ns=max(row.last_ns for row in rows),
        largest=max(row.largest for row in rows),
        bin_ns=width_ns,
        bins=bins,
        **{name: sum(getattr(row, name) for row in rows) for name in SUMMED},
    )


def _binned(rows: Sequence[FlowRow]) -> tuple[int, dict[int, tuple[int, int]]]:
    first_ns, last_ns = min(row.first_ns for row in rows), max(row.last_ns for row in rows)
    width_ns = max(row.bin_ns for row in rows) or 1
    while last_ns // width_ns - first_ns // width_ns >= SLOTS:
        width_ns *= 2
    bins: dict[int, tuple[int, int]] = {}
    for row in rows:
        for number, (packets, octets) in row.bins.items():
            wide = number * row.bin_ns // width_ns
            known = bins.get(wide, (0, 0))
            bins[wide] = known[0] + packets, known[1] + octets
    return width_ns, bins
