"""The table of tunnels: filter, search, sort, keyboard; 10,000 of them with rows for the visible window only."""

import pytest
from playwright.sync_api import Page, expect

from l2tpscope.analysis import Analysis
from l2tpscope.render.report import report_html
from l2tpscope.views.report import report_page
from tests.browser.conftest import Visit

pytestmark = pytest.mark.slow
MOST_ROWS, MOST_NODES, MOST_OCTETS = 60, 60_000, 15_000_000


def hosts(page: Page) -> list[str]:
    """The initiators in the first rows."""
    return [text.split("\n")[0] for text in page.locator("#rows tr[data-place] td:nth-child(3)").all_inner_texts()]


def test_the_file_of_ten_thousand_tunnels_is_small(many: Analysis) -> None:
    assert len(many.conversation.tunnels) == 10_000
    assert many.conversation.counts.l2tp_control >= 100_000
    assert len(report_html(report_page(many)).encode()) < MOST_OCTETS


def test_of_ten_thousand_tunnels_only_the_visible_ones_are_in_the_page(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    rows = page.locator("#rows tbody tr")
    assert rows.count() < MOST_ROWS
    assert page.evaluate("document.querySelectorAll('*').length") < MOST_NODES
    expect(page.locator("#rows table")).to_have_attribute("aria-rowcount", "10001")
    for part in (0.3, 0.7, 1):
        page.locator("#rows").evaluate("(box, part) => { box.scrollTop = part * box.scrollHeight; }", part)
        place = round(part * 9_999)
        expect(page.locator(f"#rows tr[data-place='{min(place, 9_998)}']")).to_be_attached()
        assert rows.count() < MOST_ROWS


def test_failing_tunnels_go_first_and_can_be_shown_alone(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    assert hosts(page)[0] == "lac-04000"
    page.locator("#show").select_option("failed")
    expect(page.locator("#count")).to_have_text("41 of 10,000 shown")


FOUND = {
    "lac-012": 100, "10.0.39.15": 1, "ID 31234": 1, "user00042": 1, "LAC-00042 lns": 1, "nobody": 0, "<": 0,
}  # fmt: skip
"""What is typed, and how many tunnels it finds."""


def test_tunnels_are_found_by_host_address_id_and_user(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    page.keyboard.press("/")
    page.keyboard.type("lac-0")
    expect(page.locator("#find")).to_have_value("lac-0")
    for words, number in FOUND.items():
        page.locator("#find").fill(words)
        expect(page.locator("#count")).to_have_text(f"{number} of 10,000 shown")
    page.locator("#find").fill("")
    expect(page.locator("#count")).to_have_text("10,000 of 10,000 shown")


def test_a_column_sorts_up_down_and_not(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    head = page.locator("#rows th", has_text="Initiator")
    before = hosts(page)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert hosts(page)[:3] == ["lac-00000", "lac-00001", "lac-00002"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert hosts(page)[:2] == ["lac-09999", "lac-09998"]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert hosts(page) == before


def test_numbers_are_sorted_as_numbers(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    lasted = page.locator("#rows th", has_text="Lasted").get_by_role("button")
    lasted.click()
    lasted.click()
    assert page.locator("#rows tr[data-place='0'] td:nth-child(9)").inner_text().startswith("10 min")
    assert page.locator("#rows tr[data-place='38'], #rows tr[data-place='20']").count()


def test_the_keyboard_goes_through_the_rows_and_opens_one(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    page.locator("#rows tr[data-place='0']").focus()
    for key, place in (("ArrowDown", 1), ("PageDown", 11), ("ArrowUp", 10), ("End", 9_999), ("Home", 0)):
        page.keyboard.press(key)
        expect(page.locator(f"#rows tr[data-place='{place}']")).to_be_focused()
        expect(page.locator(f"#rows tr[data-place='{place}']")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#t4001")).to_have_attribute("open", "")
    expect(page.locator("#t4001")).to_be_in_viewport()


def test_only_one_row_is_on_the_way_of_the_tabulator(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    assert page.locator("#rows tbody [tabindex='0']").count() == 1
    assert page.locator("#rows tbody a:not([tabindex='-1'])").count() == 0


def test_a_row_is_chosen_by_a_click(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    page.locator("#show").select_option("up")
    page.locator("#rows tr[data-place='2'] td:nth-child(3)").click()
    expect(page.locator("#panel")).to_contain_text("Tunnel 3, not told in full")
    assert page.evaluate("location.hash") == "#t3"


def test_a_search_makes_no_more_rows_than_are_seen(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    made = page.evaluate(
        """async () => {
          let made = 0;
          new MutationObserver(all => { for (const one of all) made += one.addedNodes.length; })
            .observe(document.getElementById("rows"), { childList: true, subtree: true });
          const find = document.getElementById("find");
          find.value = "lac-0";
          find.dispatchEvent(new Event("input"));
          await new Promise(done => setTimeout(done, 50));
          return made;
        }"""
    )
    assert 0 < made < MOST_ROWS


def test_on_paper_it_is_said_that_only_the_first_tunnels_are_listed(visit: Visit, many: Analysis) -> None:
    page = visit(many)
    said = page.get_by_text("the first 100 of 10,000 tunnels are listed")
    expect(said).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(said).to_be_visible()
    expect(page.locator("#rows tbody tr")).to_have_count(100)
