"""The screen of keys."""

from l2tpscope.screens.app import Scope
from l2tpscope.screens.help import HELP
from tests.samples import ROOT, analysed
from tests.screens.piloted import WIDE, Driver, drive


def test_help_opens_on_every_page_once_and_goes_back_to_it() -> None:
    async def steps(driver: Driver) -> None:
        for key, kind in (("question_mark", "TunnelsPage"), ("enter", "LadderPage"), ("enter", "MessagePage")):
            if key == "enter":
                await driver.press(key)
            await driver.press("question_mark", "question_mark")
            assert driver.kind == "HelpPage"
            assert "only tunnels with failed calls" in driver.text
            await driver.press("escape")
            assert driver.kind == kind

    drive(analysed("clean-call.pcap"), steps, size=WIDE)


def test_help_and_document_name_the_same_keys_and_fit_80_columns() -> None:
    assert all(len(line) <= 80 for line in HELP)
    document = (ROOT / "docs" / "commands.md").read_text()
    for key in ("`/`", "`f`", "`t`", "`e`", "`s`", "`r`", "`[`", "`?`", "`q`", "Tab"):
        assert key in document
        assert any(key.strip("`") in line for line in HELP)
    assert Scope.BINDINGS
