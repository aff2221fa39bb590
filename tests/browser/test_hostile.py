"""Whatever a sender chose to call itself, the page shows it as text."""

from io import BytesIO

import pytest
from playwright.sync_api import expect

from l2tpscope.analysis import Analysis, read
from tests.browser.conftest import Visit
from tests.floods import pcap
from tests.test_strings import STRINGS, frames

pytestmark = pytest.mark.slow
WATCH = "window.alert = () => { document.title = 'overrun'; };"


@pytest.fixture(scope="module")
def hostile() -> Analysis:
    """A tunnel and a call for each hostile string, with the string wherever there is room for one."""
    return read(BytesIO(pcap(frames())))


def test_no_string_of_a_sender_becomes_an_element_or_runs(visit: Visit, hostile: Analysis) -> None:
    page = visit(hostile, script=WATCH)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert page.locator("main img, main script, main iframe").count() == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/.test(a.name)).length"
        )
        == 0
    )
    assert "overrun" not in page.title()


def test_a_hostile_name_is_found_and_shown_as_it_is_spelled(visit: Visit, hostile: Analysis) -> None:
    page = visit(hostile, script=WATCH)
    page.locator("#find").fill("<script>alert")
    expect(page.locator("#count")).to_have_text(f"1 of {len(STRINGS)} shown")
    expect(page.locator("#rows tr[data-place='0'] td:nth-child(3)")).to_contain_text("<script>alert(1)</script>")
    page.locator("#rows tr[data-place='0']").press("Enter")
    assert page.locator("main script").count() == 0


def test_nothing_turns_the_direction_of_reading_or_widens_the_page(visit: Visit, hostile: Analysis) -> None:
    for width in (1280, 390):
        page = visit(hostile, width=width)
        assert page.evaluate(r"/[\u202a-\u202e\u2066-\u2069\u0000-\u0008]/.test(document.body.innerText)") is False
        assert page.evaluate("document.documentElement.scrollWidth") <= width
