"""Part: the datagrams of one Block that were judged together, with what is counted of them and what is handed on."""

from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import Fields, Ints
from l2tpscope.scan.data import DataColumns
from l2tpscope.scan.flows import Arrivals
from l2tpscope.scan.marks import Found
from l2tpscope.scan.segments import Segments
from l2tpscope.scan.sights import Sights


@dataclass(slots=True)
class Part:
    """Datagrams of one Block that were judged together: the fast ones, or those that packet/ added."""

    sights: Sights
    data: DataColumns
    arrivals: Arrivals
    marks: Found
    handed: Ints
    kind: Fields
    segments: Segments | None


def arrivals_of(sights: Sights, data: DataColumns, flow: Ints) -> Arrivals:
    """What is counted of these data messages; `flow` is the number of the flow of each."""
    at = data.at
    return Arrivals(flow, sights.frame[at], sights.time_ns[at], data.octets, data.ns, data.is_ppp_control, data.inner)


def handed_of(control: Ints, data: DataColumns) -> Ints:
    """The rows that are handed on: control messages, and PPP control frames in data messages."""
    ppp = data.at[data.is_ppp_control]
    return np.sort(np.concatenate((control, ppp))) if ppp.size else control
