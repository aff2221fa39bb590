"""Arrivals: data messages that are to be counted, as columns, and put together by flow."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import Bools, Ints, in_order


@dataclass(slots=True)
class Arrivals:
    """Data messages to be counted, one row each; `flow` is the number of the flow."""

    flow: Ints
    frame: Ints
    time_ns: Ints
    octets: Ints
    ns: Ints
    is_ppp_control: Bools
    inner: Ints

    def taken(self, rows: Ints) -> "Arrivals":
        """These rows, in this order."""
        return Arrivals(*(getattr(self, name)[rows] for name in Arrivals.__slots__))


def together(parts: list[Arrivals]) -> Arrivals:
    """All rows, part after part."""
    if len(parts) == 1:
        return parts[0]
    return Arrivals(*(np.concatenate([getattr(one, name) for one in parts]) for name in Arrivals.__slots__))


def joined(one: Arrivals, other: Arrivals) -> Arrivals:
    """Both, in frame order."""
    both = together([one, other])
    return both.taken(np.argsort(both.frame, kind="stable"))


def by_flow(arrivals: Arrivals) -> Arrivals:
    """Those of one flow stand together, in the order they were in."""
    return arrivals.taken(in_order(arrivals.flow))
