"""The report in a real browser: it lays out, it does not scroll sideways, its policy blocks nothing of its own."""

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.render.report import report_html
from l2tpscope.views.report import report_page
from tests.views.handmade import hello_analysis, no_answer_analysis

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--virtual-time-budget=2000", "--window-size=1400,1200", "--dump-dom",
)  # fmt: skip
MEASURE = """
<script>
onload = () => {
  document.body.dataset.widths = [...document.querySelectorAll("iframe")].map(frame => {
    const root = frame.contentDocument.documentElement;
    const first = frame.contentDocument.querySelector("h1").getBoundingClientRect();
    const arrow = frame.contentDocument.querySelector(".ar i").getBoundingClientRect();
    return [root.scrollWidth, Math.round(first.width), Math.round(arrow.width)].join(",");
  }).join(" ");
};
</script>
"""


def measured(page: str, widths: tuple[int, ...], folder: Path) -> list[tuple[int, int, int]]:
    """(scroll width, width of the heading, width of the first arrow) of a page in frames of these widths."""
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{html.escape(page)}"></iframe>' for width in widths)
    path = folder / "frames.html"
    path.write_text(f"<!doctype html><style>iframe {{ border:0 }}</style><body>{frames}{MEASURE}", "utf-8")
    assert CHROMIUM is not None
    command = [CHROMIUM, *ARGUMENTS, f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = re.search(r'data-widths="([0-9, ]+)"', told.stdout)
    assert found is not None, told.stderr[-2000:]
    assert "Content Security Policy" not in told.stderr
    return [(int(one), int(two), int(three)) for one, two, three in (part.split(",") for part in found[1].split())]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
@pytest.mark.parametrize("analysis", [hello_analysis(), no_answer_analysis()])
def test_the_page_fits_a_desktop_and_a_phone_without_sideways_scrolling(analysis: Analysis, tmp_path: Path) -> None:
    widths = (1280, 390, 320)
    for width, (scroll, heading, arrow) in zip(
        widths, measured(report_html(report_page(analysis)), widths, tmp_path), strict=True
    ):
        assert scroll <= width
        assert 0.6 * width < heading <= width
        assert arrow > 0.25 * width
