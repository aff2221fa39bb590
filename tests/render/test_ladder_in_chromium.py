"""Ladders in a real browser: filter, folds, keyboard and links answer, and nothing scrolls sideways."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from l2tpscope.render.ladder_html import ladder_page
from l2tpscope.views.ladder import ladder
from tests.conversation.played import played
from tests.views.handmade import analysis_of, hello_analysis

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--virtual-time-budget=2000", "--window-size=1400,1200", "--dump-dom",
)  # fmt: skip
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]


def asked(page: str, script: str, folder: Path, width: int = 1280) -> Any:  # noqa: ANN401 - whatever the script says
    """What a function of the page's window and document returns, run around the page, which its own policy guards."""
    path = folder / "around.html"
    frame = f'<iframe width="{width}" height="900" srcdoc="{html.escape(page)}"></iframe>'
    told = "document.body.dataset.told = JSON.stringify(ask(page.contentWindow, page.contentDocument))"
    run = f"const ask = {script}; const page = document.querySelector('iframe'); onload = () => {{ {told} }}"
    path.write_text(f"<!doctype html><body>{frame}<script>{run}</script>", "utf-8")
    assert CHROMIUM is not None
    command = [CHROMIUM, *ARGUMENTS, f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = re.search(r'data-told="([^"]*)"', ended.stdout)
    assert found is not None, ended.stderr[-2000:]
    assert "Content Security Policy" not in ended.stderr
    return json.loads(html.unescape(found[1]))


def page_of(script: str) -> str:
    analysis = analysis_of(played(script))
    return ladder_page([ladder(analysis, analysis.conversation.tunnels[0])])


def hello_page() -> str:
    analysis = hello_analysis()
    return ladder_page([ladder(analysis, analysis.conversation.tunnels[0])])


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_ladder_fits_a_desktop_and_a_phone(width: int, tmp_path: Path) -> None:
    measure = """(window, document) => [document.documentElement.scrollWidth,
        document.querySelector(".ar > i").getBoundingClientRect().width]"""
    scroll, arrow = asked(hello_page(), measure, tmp_path, width)
    assert scroll <= width
    assert arrow > 0.25 * width


def test_the_filter_leaves_one_session_and_what_concerns_all(tmp_path: Path) -> None:
    choose = """(window, document) => {
        const choice = document.querySelector("select");
        choice.value = "1.2";
        choice.dispatchEvent(new window.Event("change", { bubbles: true }));
        const shown = [...document.querySelectorAll("tbody tr")].filter(row => row.getClientRects().length);
        const left = [...new Set(shown.map(row => row.dataset.sessions ?? "all"))];
        return [left, shown.map(row => row.innerText).filter(text => text.includes("SCCRQ")).length];
    }"""
    left, first = asked(page_of("0 setup\n1 icall s=1\n2 icall s=2\nend 3"), choose, tmp_path)
    assert set(left) == {"all", "1.2"}
    assert first >= 1


def test_the_keyboard_goes_from_row_to_row_and_opens_one(tmp_path: Path) -> None:
    press = """(window, document) => {
        const key = name => document.activeElement.dispatchEvent(
            new window.KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
        document.getElementById("f0-1").focus();
        for (let at = 0; at < 11; at++) key("ArrowDown");
        key("Enter");
        const opened = [...document.querySelectorAll("details[open]")].map(fold => fold.closest("tr").id);
        const reached = document.activeElement.id;
        key("ArrowUp");
        const stops = document.querySelectorAll('tr[tabindex="0"]').length;
        return [reached, opened, document.activeElement.className, stops];
    }"""
    reached, opened, above, stops = asked(hello_page(), press, tmp_path)
    assert (reached, opened) == ("f0-11", ["f0-11"])
    assert (above, stops) == ("gap", 1)


def test_the_buttons_open_and_close_all_repeats(tmp_path: Path) -> None:
    click = """(window, document) => [1, 2].map(() => {
        document.querySelector("button[data-folds='.again']").click();
        return document.querySelectorAll(".again[open]").length;
    })"""
    assert asked(hello_page(), click, tmp_path) == [1, 0]


def test_a_link_opens_the_fold_in_which_its_frame_stands(tmp_path: Path) -> None:
    follow = """(window, document) => {
        window.location.hash = "f0-13";
        window.dispatchEvent(new window.HashChangeEvent("hashchange"));
        return document.getElementById("f0-13").closest("details").open;
    }"""
    assert asked(hello_page(), follow, tmp_path) is True
