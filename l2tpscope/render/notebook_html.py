"""The verdict and a tunnel as HTML for the cells of a notebook: self-contained, escaped, without script."""

from itertools import islice

from jinja2 import Environment, PackageLoader, StrictUndefined

from l2tpscope.render.escape import plain
from l2tpscope.render.text import SEVERITIES, SIGNS
from l2tpscope.views.clock import counted, duration, instant
from l2tpscope.views.summary import Summary
from l2tpscope.views.table import Kind, Table, Value

ENDS = ("role", "host_name", "vendor_name", "implementation", "address", "port", "tunnel_id")
"""Columns of the table of tunnels that there are for both ends."""
FACTS = (
    "state",
    "opened_at",
    "established_at",
    "ended_at",
    "messages",
    "retransmissions",
    "unacknowledged",
    "root_cause",
)
SESSIONS_SHOWN = 50


def verdict_html(summary: Summary) -> str:
    """What failed and why, with counts; the findings worst first."""
    cards = summary.causes + summary.symptoms + summary.impairments + summary.remarks
    return _filled("notebook_verdict.html.j2", told=summary, cards=cards, sign=SIGNS[summary.tone][0])


def tunnel_html(tunnel: Table, sessions: Table) -> str:
    """A tunnel, the one row of its table: both ends side by side, what became of it, and its first 50 sessions."""
    facts = {column.name: _shown(column.value(tunnel.items[0]), column.kind) for column in tunnel.columns}
    shown = islice(sessions.items, SESSIONS_SHOWN)
    rows = [[_shown(column.value(item), column.kind) for column in sessions.terminal] for item in shown]
    return _filled(
        "notebook_tunnel.html.j2",
        facts=facts,
        ends=[(name, facts[f"initiator_{name}"], facts[f"recipient_{name}"]) for name in ENDS],
        told=[(name, facts[name]) for name in FACTS if facts[name]],
        headings=[column.name for column in sessions.terminal],
        rows=rows,
        hidden=len(sessions.items) - len(rows),
    )


def _shown(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    return instant(int(value)) if kind is Kind.INSTANT else str(value)


def _filled(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("l2tpscope.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.globals |= {"counted": counted, "duration": duration, "instant": instant, "severities": SEVERITIES}
    return environment.get_template(template).render(values)


def _harmless(value: object) -> object:
    """Every string that a template prints has its control and bidirectional characters spelled out."""
    return plain(value) if isinstance(value, str) else value
