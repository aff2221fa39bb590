"""A report is read: on a screen, without a script, on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.slow
FAILED = "peer-vanishes.pcap"


def test_the_first_screen_says_what_failed_why_and_on_what_evidence(visit: Visit) -> None:
    page = visit(FAILED)
    assert page.title().startswith("The only call failed: LNS lns-one")
    for words in ("The only call failed", "What happened", "Most likely cause", "Evidence", "What to do"):
        expect(page.get_by_text(words).first).to_be_in_viewport()


def test_a_message_is_expanded_and_folded(visit: Visit) -> None:
    page = visit(FAILED)
    finding = page.locator("#findings details").first
    finding.locator("> summary").click()
    expect(finding.get_by_text("How sure:")).to_be_visible()
    finding.locator("> summary").click()
    expect(finding.get_by_text("How sure:")).to_be_hidden()


def test_without_a_script_verdict_findings_tunnels_and_the_first_ladder_are_there(visit: Visit) -> None:
    page = visit("redial-storm.pcapng", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text("8 of 8 calls failed")
    expect(page.locator("#finding-1").get_by_text("What to do")).to_be_visible()
    expect(page.locator("#rows tbody tr")).to_have_count(8)
    expect(page.locator("#t1 .ladder, #t1 .lad").first).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    page.locator("#t2 > summary").click()
    expect(page.locator("#t2 .lad").first).to_be_visible()


def test_it_is_printed_with_all_that_was_folded(visit: Visit, tmp_path: Path) -> None:
    page = visit("redial-storm.pcapng")
    folded = page.locator("details:not([open], .avps)")
    before = folded.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (before > 0, folded.count()) == (True, 0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    octets = (tmp_path / "report.pdf").read_bytes()
    assert octets.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", octets)) >= 4


def test_on_paper_there_are_no_buttons_and_nothing_scrolls(visit: Visit) -> None:
    page = visit(FAILED)
    page.emulate_media(media="print")
    expect(page.locator("button:visible:not(th button)")).to_have_count(0)
    expect(page.locator("#tools")).to_be_hidden()
    assert page.locator("#rows").evaluate("box => getComputedStyle(box).overflowY") == "visible"


def test_the_theme_is_that_of_the_system_until_the_reader_chooses(visit: Visit) -> None:
    page = visit(FAILED, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(13, 17, 23)"
    page.get_by_role("button", name="Light theme").click()
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    expect(page.get_by_role("button", name="Dark theme")).to_be_visible()
    page.reload()
    assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_the_first_tabulator_leads_past_the_header(visit: Visit) -> None:
    page = visit(FAILED)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the verdict")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
