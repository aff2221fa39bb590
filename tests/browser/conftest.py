"""A Chromium for all tests of this folder, and pages opened in it as a reader would open them: from a file, offline."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from l2tpscope.analysis import Analysis, read
from l2tpscope.render.report import report_html
from l2tpscope.views.report import report_page
from tests.browser.many import many_tunnels
from tests.samples import analysed

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Debian's Chromium; CI runs as root, under whom its sandbox does not start."""
    browser = _playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | Analysis], Path]:
    """The report of a sample capture, or of an analysis that the session keeps, as a file that is written once."""
    folder = tmp_path_factory.mktemp("pages")
    written: dict[str | int, Path] = {}

    def page(of: str | Analysis) -> Path:
        key = of if isinstance(of, str) else id(of)
        if key not in written:
            written[key] = folder / f"{key}.html"
            analysis = analysed(of) if isinstance(of, str) else of
            written[key].write_text(report_html(report_page(analysis)), "utf-8")
        return written[key]

    return page


@pytest.fixture(scope="session")
def many() -> Analysis:
    """10,000 tunnels and 100,000 messages."""
    return read(many_tunnels())


@pytest.fixture
def visit(browser: Browser, pages: Callable[[str | Analysis], Path]) -> Iterator[Visit]:
    """Open a report; afterwards, nothing may have gone wrong in it and nothing but the file been asked for."""
    complaints: list[str] = []
    contexts = []

    def open_(of: str | Analysis, hash_: str = "", *, width: int = 1280, script: str = "", **options: Any) -> Page:  # noqa: ANN401 - playwright's own
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        file = pages(of).as_uri()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.extend([asked.url] * (asked.url.split("#")[0] != file)))
        page.goto(file + (f"#{hash_}" if hash_ else ""))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
