"""reports/: the report of each sample capture and the table of them are what comes out now."""

import functools
import re
from pathlib import Path
from typing import Any

import pytest

from l2tpscope.cli.names import stem_of
from l2tpscope.render.report import report_html
from l2tpscope.views.report import report_page
from l2tpscope.views.summary import summary
from tests.samples import NAMES, ROOT, TRUTH, analysed

FOLDER = ROOT / "reports"
HEAD = """# Reports of the sample captures

What `l2tpscope report` writes of each capture in [sample_captures/](../sample_captures/README.md). Download one and
open it in a browser; how to read it: [docs/report.md](../docs/report.md). `make reports` writes this folder anew. Other
files that are put here, as `./try` does, are left alone and not committed.

| report | what was done | verdict |
|---|---|---|
"""
IGNORED = """# Written by `make reports`: what else is put here stays out of the repository.
/*
!/.gitignore
!/README.md
"""


def report_of(name: str) -> Path:
    return FOLDER / f"{stem_of(name)}.html"


def _row(truth: dict[str, Any]) -> str:
    name = truth["file"]
    done, verdict = (" ".join(text.split()).replace("|", "\\|") for text in (truth["what_was_done"], _verdict(name)))
    return f"| [{stem_of(name)}]({report_of(name).name}) | {done} | {verdict} |\n"


def _verdict(name: str) -> str:
    return summary(analysed(name)).headline


def _compared(path: Path, text: str, *, update: bool) -> None:
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"no {path.name} in reports/; make reports writes it"
    is_current = path.read_text(encoding="utf-8") == text
    assert is_current, f"reports/{path.name} is not what comes out now; make reports writes it"


@functools.cache
def html_of(name: str) -> str:
    return report_html(report_page(analysed(name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_report_leads_to_one_place(name: str) -> None:
    html = html_of(name)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' href="#([^"]+)"', html)) <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_the_report_of_each_sample_capture_is_what_comes_out_now(name: str, *, update_golden: bool) -> None:
    _compared(report_of(name), html_of(name), update=update_golden)


def test_the_table_of_reports_is_current(*, update_golden: bool) -> None:
    _compared(FOLDER / "README.md", HEAD + "".join(map(_row, TRUTH)), update=update_golden)


def test_only_the_reports_of_sample_captures_are_committed(*, update_golden: bool) -> None:
    names = [report_of(name).name for name in NAMES]
    assert len(set(names)) == len(names)
    _compared(FOLDER / ".gitignore", IGNORED + "".join(f"!/{name}\n" for name in sorted(names)), update=update_golden)
