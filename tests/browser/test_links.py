"""Links lead to findings, tunnels, sessions and messages, and what is copied is what it says."""

import re

import pytest
from playwright.sync_api import Page, expect

from l2tpscope.analysis import Analysis
from tests.browser.conftest import Visit

pytestmark = pytest.mark.slow
IS_ON_TOP = """target => {
  const { x, y, width } = target.getBoundingClientRect();
  return target.contains(document.elementFromPoint(x + width / 2, y + 8));
}"""
"""Whether its upper edge is covered neither by the header nor by the head of a ladder."""


@pytest.mark.parametrize("hash_", ["finding-1", "finding-9", "t7", "f0-33", "t1"])
def test_a_link_opens_what_it_leads_to(hash_: str, visit: Visit) -> None:
    page = visit("redial-storm.pcapng", hash_)
    target = page.locator(f"[id='{hash_}']")
    expect(target).to_be_visible()
    expect(target).to_be_in_viewport()
    assert target.evaluate(IS_ON_TOP)
    expect(page.locator("#note")).to_be_empty()


def test_a_session_has_a_link(visit: Visit) -> None:
    page = visit("several-tunnels.pcap", "s2.1")
    expect(page.locator("[id='s2.1']")).to_be_in_viewport()
    expect(page.locator("#t2")).to_have_attribute("open", "")


def test_without_a_script_a_link_opens_what_it_leads_to_as_well(visit: Visit) -> None:
    page = visit("redial-storm.pcapng", "f0-33", java_script_enabled=False)
    expect(page.locator("[id='f0-33']")).to_be_in_viewport()


def test_every_link_of_a_page_leads_to_something_that_can_be_seen(visit: Visit) -> None:
    page = visit("redial-storm.pcapng")
    for hash_ in sorted(set(page.locator("main a").evaluate_all("links => links.map(a => a.getAttribute('href'))"))):
        page.evaluate("hash => { location.hash = hash; }", hash_)
        expect(page.locator(f"[id='{hash_[1:]}']")).to_be_in_viewport()
        expect(page.locator("#note")).to_be_empty()


def test_going_to_the_same_place_again_opens_it_again(visit: Visit) -> None:
    page = visit("redial-storm.pcapng", "t2")
    page.locator("#t2 > summary").click()
    expect(page.locator("#t2 .lad").first).to_be_hidden()
    page.locator("#rows a[href='#t2']").click()
    expect(page.locator("#t2 .lad").first).to_be_visible()


@pytest.mark.parametrize(
    ("hash_", "said"),
    [
        ("f0-9999", "l2tpscope frame sample_captures/redial-storm.pcapng 9999"),
        ("t4711", "l2tpscope ladder sample_captures/redial-storm.pcapng -t 4711"),
        ("finding-77", "There is no finding 77"),
        ("nonsense", "nothing of that name"),
        ("%E0%A4%A", "nothing of that name"),
        ("<script>", "nothing of that name"),
    ],
)
def test_what_is_not_in_the_page_is_said_with_the_command_that_shows_it(hash_: str, said: str, visit: Visit) -> None:
    page = visit("redial-storm.pcapng", hash_)
    expect(page.locator("#note")).to_contain_text(said)
    page.locator("#note button").click()
    expect(page.locator("#note")).to_be_empty()


def test_of_a_tunnel_that_is_not_told_in_full_the_page_tells_what_it_knows(visit: Visit, many: Analysis) -> None:
    page = visit(many, "t5678")
    panel = page.locator("#panel")
    expect(panel).to_be_in_viewport()
    expect(panel).to_contain_text("lac-05677")
    expect(panel).to_contain_text("-t 5678")
    expect(page.locator("#rows tr[aria-selected=true]")).to_contain_text("lac-05677")
    page.evaluate("location.hash = 's9000.1'")
    expect(panel).to_contain_text("session 9000.1, IDs 7/9, user user08999")
    page.evaluate("location.hash = 'finding-20'")
    expect(page.locator("#note")).to_be_empty()


def test_a_finding_that_is_told_with_others_leads_to_them(visit: Visit, many: Analysis) -> None:
    page = visit(many, "finding-41")
    expect(page.locator("#note")).to_contain_text("told together with finding 4.")
    expect(page.locator("#finding-4 h2")).to_be_in_viewport()


def clipboard(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def test_a_filter_is_copied_as_it_stands(visit: Visit) -> None:
    page = visit("peer-vanishes.pcap", permissions=["clipboard-read", "clipboard-write"])
    box = page.locator("#finding-1 .copy").first
    box.get_by_role("button", name="Copy filter").click()
    expect(box.get_by_role("button")).to_have_text("Copied")
    assert clipboard(page) == "frame.number in {53, 54, 55, 57, 60, 61}"


def test_a_link_is_copied_with_the_address_of_the_page(visit: Visit) -> None:
    page = visit("peer-vanishes.pcap", "capture", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link to finding 1").first.click()
    assert re.fullmatch(r"file:///.*\.html#finding-1", clipboard(page))


def test_where_the_clipboard_is_forbidden_copying_works_all_the_same(visit: Visit) -> None:
    page = visit("peer-vanishes.pcap", script="delete Navigator.prototype.clipboard")
    box = page.locator("#finding-1 .copy").first
    box.get_by_role("button").click()
    expect(box.get_by_role("button")).to_have_text("Copied")
