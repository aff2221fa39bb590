"""What a ladder leaves out and says so: everyday keepalives, quiet time, and rows beyond the limit."""

from collections import Counter
from collections.abc import Iterable

from l2tpscope.conversation.model import SECOND
from l2tpscope.views.rows import ECHO, Calm, Omitted, Quiet, Row, Rung, Traffic
from l2tpscope.views.traffic import added

QUIET_NS = 5 * SECOND
CALM_RUNGS = 5


def calm_folded(rows: list[Row]) -> list[Row]:
    """Runs of everyday keepalives (HELLO, ZLB, LCP Echo) and data become one row; short runs stay."""
    folded: list[Row] = []
    run: list[Row] = []
    for row in rows:
        if isinstance(row, Traffic | Calm) or (isinstance(row, Rung) and row.is_calm):
            run.append(row)
        else:
            folded += [*_folded(run), row]
            run = []
    return folded + _folded(run)


def _folded(run: list[Row]) -> list[Row]:
    names: Counter[str] = Counter()
    for row in run:
        if isinstance(row, Rung):
            names[ECHO if row.kind == "ppp" else row.label] += 1
        elif isinstance(row, Calm):
            names.update(dict(row.counts))
    if names.total() < CALM_RUNGS:
        return run
    data: Traffic | None = None
    for row in run:
        if isinstance(row, Traffic):
            data = row if data is None else added(data, row)
    return [Calm(run[0].time_ns, max(row.last_ns for row in run), tuple(names.items()), data)]


def quiet_marked(rows: Iterable[Row], end_ns: int | None) -> list[Row]:
    """Stretches of 5 s and more without a frame become rows of their own; also the one before the capture's end.

    Between keepalives and keepalives there is none: their rows leave out their own pauses, too.
    """
    marked: list[Row] = []
    latest: Row | None = None
    for row in rows:
        is_kept_alive = isinstance(latest, Calm) and isinstance(row, Calm)
        if latest is not None and not is_kept_alive and row.time_ns - latest.last_ns >= QUIET_NS:
            marked.append(Quiet(latest.last_ns, row.time_ns))
        marked.append(row)
        latest = row if latest is None or row.last_ns > latest.last_ns else latest
    if end_ns is not None and latest is not None and end_ns - latest.last_ns >= QUIET_NS:
        marked.append(Quiet(latest.last_ns, end_ns))
    return marked


def limited(rows: list[Row], limit: int) -> list[Row]:
    """At most `limit` rows, gaps apart: evidence and its neighbours up to a third, the first and last ones the rest."""
    if len(rows) <= limit:
        return rows
    keep: set[int] = set()
    for index, row in enumerate(rows):
        if len(keep) >= limit // 3:
            break
        if isinstance(row, Rung) and row.findings:
            keep.update(near for near in (index - 1, index, index + 1) if 0 <= near < len(rows))
    half = (limit - len(keep)) // 2
    return _with_gaps(rows, keep | set(range(half)) | set(range(len(rows) - half, len(rows))))


def _with_gaps(rows: list[Row], keep: set[int]) -> list[Row]:
    shown: list[Row] = []
    skipped: list[Row] = []
    for index, row in enumerate(rows):
        if index not in keep:
            skipped.append(row)
            continue
        if skipped:
            shown.append(Omitted(skipped[0].time_ns, skipped[-1].last_ns, len(skipped)))
            skipped = []
        shown.append(row)
    return shown
