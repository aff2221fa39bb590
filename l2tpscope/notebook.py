"""What `import l2tpscope` gives: a capture read, its tables as pandas DataFrames, its report and JSON."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from l2tpscope import analysis as pipeline
from l2tpscope.render.as_json import json_text
from l2tpscope.render.report import report_html
from l2tpscope.secrets.secrets_file import read_secrets
from l2tpscope.views import tables
from l2tpscope.views.report import report_page

if TYPE_CHECKING:
    import pandas as pd


class Reading:
    """One analysis, for people who work in Python. The columns of the tables are described in docs/tables.md.

    analysis   the objects behind it all: tunnels with their messages, findings, attempts
    """

    def __init__(self, analysis: pipeline.Analysis) -> None:
        self.analysis = analysis

    @cached_property
    def tunnels(self) -> "pd.DataFrame":
        """One row for each tunnel."""
        return tables.tunnels(self.analysis)

    @cached_property
    def sessions(self) -> "pd.DataFrame":
        """One row for each session."""
        return tables.sessions(self.analysis)

    @cached_property
    def messages(self) -> "pd.DataFrame":
        """One row for each captured control message."""
        return tables.messages(self.analysis)

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """One row for each finding, root causes first."""
        return tables.findings(self.analysis)

    def report(self, path: str | Path) -> Path:
        """Write the HTML report; its directory is made if it is missing."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(report_html(report_page(self.analysis)), encoding="utf-8")
        return target

    def to_json(self) -> str:
        """What `l2tpscope analyze --json` prints (docs/json.md)."""
        return json_text(self.analysis)


def read(  # noqa: PLR0913 - what a user can ask for
    sources: pipeline.Source | Iterable[pipeline.Source],
    *,
    ports: Iterable[int] = (),
    since: int | None = None,
    until: int | None = None,
    count: int | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    secrets: str | Path | None = None,
) -> Reading:
    """Read and analyze a capture, or several as one; the arguments are those of `l2tpscope.analysis.read`.

    `secrets` is the path of a file as docs/secrets.md describes it. Raises UsageError where it cannot be used.
    """
    return Reading(
        pipeline.read(
            sources,
            ports=ports,
            since=since,
            until=until,
            count=count,
            select=select,
            ignore=ignore,
            secrets=None if secrets is None else read_secrets(secrets),
        )
    )
