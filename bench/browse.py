"""How the report of 10,000 tunnels behaves in Chromium: sizes, elements, and every task that takes over 50 ms.

Call it as `python -m bench.browse`; docs/report.md holds what came out.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from l2tpscope.analysis import read
from l2tpscope.render.report import report_html
from l2tpscope.views.report import report_page
from tests.browser.many import many_tunnels

WATCH = """
window.tasks = [];
new PerformanceObserver(list => tasks.push(...list.getEntries().map(one => Math.round(one.duration))))
  .observe({ type: "longtask", buffered: true });
"""
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
OPENED = "Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"
SEARCH = (
    "(box => text => { box.value = text; box.dispatchEvent(new Event('input')); })(document.getElementById('find'))"
)
TIMED = "(async () => {{ const begin = performance.now(); {}; await {}; return performance.now() - begin; }})()"
STEPS = {
    "search lac-09": f"{SEARCH}('lac-09')",
    "search nothing again": f"{SEARCH}('')",
    "sort by initiator": "document.querySelector('th[data-sort=from] button').click()",
    "scroll to the end": "(box => { box.scrollTop = box.scrollHeight; })(document.getElementById('rows'))",
    "a link to a tunnel that is only listed": "location.hash = 't9999'",
    "a link to a tunnel that is told in full": "location.hash = 't4010'",
    "the other theme": "document.getElementById('theme').click()",
}
"""What a reader does, as a script does it."""


def main() -> None:
    """Make the report, open it, and print what each step took."""
    html = report_html(report_page(read(many_tunnels())))
    print(f"{len(html.encode()):,} octets")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "many.html"
        path.write_text(html, "utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(WATCH)
        page.goto(path.as_uri())
        for line in _measured(page):
            print(line)
        browser.close()


def _measured(page: Page) -> Iterator[str]:
    page.wait_for_timeout(500)
    yield f"opened after {page.evaluate(OPENED)} ms; long tasks {_tasks(page)}"
    elements = page.evaluate("document.querySelectorAll('*').length")
    yield f"{elements:,} elements, {page.locator('#rows tbody tr').count()} rows"
    for name, step in STEPS.items():
        took = page.evaluate(TIMED.format(step, FRAME))
        page.wait_for_timeout(300)
        yield f"{name}: {took:.0f} ms until drawn; long tasks {_tasks(page)}"


def _tasks(page: Page) -> str:
    found = page.evaluate("tasks.splice(0)")
    return ", ".join(f"{one} ms" for one in found) or "none"


if __name__ == "__main__":
    main()
