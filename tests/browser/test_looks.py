"""How a report looks: on a screen, on a phone, in both themes, and to those who do not see it (axe-core)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from l2tpscope.analysis import Analysis
from tests.browser.conftest import Visit

pytestmark = pytest.mark.slow
REPORTS = (
    "peer-vanishes.pcap",
    "redial-storm.pcapng",
    "several-tunnels.pcap",
    "fragment-loss.pcap",
    "mid-session.pcap",
)
OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
OPEN_PARTS = OPEN_ALL.replace("details", "details:not(.avps)")
TOO_WIDE = """[...document.querySelectorAll("main *")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1) && !one.closest("figure.wide, .vh");
}).map(one => one.outerHTML.slice(0, 200))"""
HIDDEN_CELLS = """[...document.querySelectorAll("td")].filter(cell =>
  cell.textContent.trim() && !cell.closest("figure, .pad") && getComputedStyle(cell).display === "none").length"""


def violations(page: Page) -> list[str]:
    """What axe-core objects to, with the elements."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", REPORTS[:4])
def test_axe_finds_nothing(name: str, theme: str, visit: Visit) -> None:
    page = visit(name, color_scheme=theme)
    page.evaluate(OPEN_PARTS)
    assert violations(page) == []


@pytest.mark.parametrize(("name", "theme"), [("redial-storm.pcapng", "light"), ("mid-session.pcap", "dark")])
def test_axe_finds_nothing_on_a_phone(name: str, theme: str, visit: Visit) -> None:
    page = visit(name, color_scheme=theme, width=390)
    page.evaluate(OPEN_PARTS)
    assert violations(page) == []


def test_axe_finds_nothing_in_what_is_told_of_a_chosen_tunnel_and_of_a_link_to_nowhere(
    visit: Visit, many: Analysis
) -> None:
    page = visit(many, "t5678", color_scheme="dark")
    page.evaluate("location.hash = 'nonsense'")
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("#note")).not_to_be_empty()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 1000, 740, 390, 320])
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_scrolls_sideways_and_no_cell_is_hidden(name: str, width: int, visit: Visit) -> None:
    page = visit(name, width=width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(HIDDEN_CELLS) == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_without_a_script_nothing_scrolls_sideways_either(width: int, visit: Visit) -> None:
    page = visit("several-tunnels.pcap", width=width, java_script_enabled=False)
    header = page.locator("header").bounding_box()
    assert header is not None
    assert header["width"] <= width
    assert page.locator("main").bounding_box()["width"] <= width  # type: ignore[index]
