"""What the script of the report works on, as JSON that may stand in a page: tunnels, and where findings are told."""

import json
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from l2tpscope.render.escape import plain
from l2tpscope.views.clock import duration, time_of_day
from l2tpscope.views.listed import ListedCall, ListedTunnel
from l2tpscope.views.report import ReportPage
from l2tpscope.views.summary import capture_typed

LONGEST_NAME = 60
MICROSECOND = 1_000
ROWS_WITHOUT_SCRIPT = 100
"""Rows of the table of tunnels that stand in the page itself, for those who run no script, and on paper."""
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
Row = list[object]
FIELDS = (
    "index", "outcome", "from", "from_at", "to", "to_at", "sessions", "resent", "round_trip_us", "round_trip", "began",
    "lasted_us", "lasted", "why", "finding", "calls",
)  # fmt: skip
"""What a row of the table of tunnels holds, in this order."""


def page_data(page: ReportPage) -> Markup:
    """A JSON object that can end no script element, whatever strings came from the wire.

    captures  each as it is typed in a command
    tunnels   rows of `fields`
    findings  (number under which a group is told, its numbers as spans)
    """
    held = {
        "capture": plain(page.capture),
        "captures": [plain(capture_typed([facts.file])) for facts in page.captures],
        "all": len(page.summary.tunnels),
        "printed": ROWS_WITHOUT_SCRIPT,
        "drawn": [picture.listed.line.index for picture in page.pictures],
        "findings": [[told.number, list(spans(told.card.numbers))] for told in page.told],
        "fields": FIELDS,
        "tunnels": [tunnel_row(row) for row in page.tunnels],
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(ESCAPES))  # noqa: S704 - escaped for a script element the line before


def tunnel_row(row: ListedTunnel) -> Row:
    """One tunnel: what its row shows, and what it is sorted and found by, as FIELDS has it."""
    line = row.line
    length = line.last_ns - line.first_ns
    return [
        line.index,
        line.outcome,
        *(_name(text) for end in (row.initiator, row.recipient) for text in (end.host or end.address, end.place)),
        line.sessions,
        row.resent,
        -1 if row.rtt_ns is None else row.rtt_ns // MICROSECOND,
        "" if row.rtt_ns is None else duration(row.rtt_ns),
        time_of_day(line.first_ns),
        length // MICROSECOND,
        duration(length),
        line.cause or line.outcome,
        line.cause_number or 0,
        [_call(call) for call in row.calls],
    ]


def _call(call: ListedCall) -> Row:
    return [call.number, call.ids, _name(call.user), call.outcome]


def _name(text: str) -> str:
    spelled = plain(text)
    return spelled if len(spelled) <= LONGEST_NAME else f"{spelled[: LONGEST_NAME - 1]}…"


def spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as (first, last) of each run without a gap."""
    run: tuple[int, int] | None = None
    for number in numbers:
        if run is not None and number == run[1] + 1:
            run = run[0], number
            continue
        if run is not None:
            yield run
        run = number, number
    if run is not None:
        yield run
