"""The list of which only what is in sight is drawn."""

from collections import Counter

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from l2tpscope.screens.rows import Drawing, Rows
from tests.screens.piloted import finish


class Listed(App[None]):
    """One list alone."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield Rows("rows")


def drawing(names: list[str], drawn: Counter[int] | None = None, *, heights: int = 1, follows: bool = False) -> Drawing:
    def lines(row: int) -> list[str]:
        if drawn is not None:
            drawn[row] += 1
        return [names[row]] * heights

    return Drawing(
        len(names),
        lines,
        names.__getitem__,
        lambda row: names[row].casefold(),
        None if heights == 1 else (heights,) * len(names),
        follows,
    )


def test_ten_thousand_rows_cost_what_is_in_sight() -> None:
    drawn: Counter[int] = Counter()

    async def steps() -> None:
        async with Listed().run_test(size=(40, 10)) as pilot:
            rows = pilot.app.query_one(Rows)
            rows.focus()
            rows.fill(drawing([f"row {number}" for number in range(10_000)], drawn))
            await pilot.pause()
            for key in ("pagedown", "end", "home", "down"):
                await pilot.press(key)
            await pilot.pause()

    finish(steps())
    assert len(drawn) <= 40
    assert 9_999 in drawn


def test_keys_move_the_cursor_and_keep_it_in_sight() -> None:
    async def steps() -> None:
        async with Listed().run_test(size=(40, 10)) as pilot:
            rows = pilot.app.query_one(Rows)
            rows.focus()
            rows.fill(drawing([f"row {number}" for number in range(100)], heights=3))
            await pilot.pause()
            for keys, cursor in ((("j", "down"), 2), (("k",), 1), (("G",), 99), (("up",), 98), (("g",), 0)):
                await pilot.press(*keys)
                assert (rows.cursor, rows.position) == (cursor, f"{cursor + 1}/100")
                await pilot.pause()
                assert rows.scroll_y <= 3 * cursor
                assert 3 * cursor + 3 <= rows.scroll_y + 10
            await pilot.press("pagedown", "pagedown")
            assert rows.cursor == 6
            await pilot.press("pageup")
            assert rows.cursor == 3

    finish(steps())


def test_the_cursor_stays_on_its_row_when_all_is_replaced() -> None:
    async def steps() -> None:
        async with Listed().run_test(size=(40, 10)) as pilot:
            rows = pilot.app.query_one(Rows)
            rows.fill(drawing(["a", "b", "c"]))
            rows.go(1)
            rows.fill(drawing(["new", "c", "a", "b"]))
            assert rows.cursor == 3
            rows.fill(drawing(["new"]))
            assert rows.cursor == 0
            rows.fill(drawing([]))
            assert (rows.cursor, rows.position) == (0, "0/0")
            rows.fill(drawing(["x", "y"]))
            await pilot.pause()

    finish(steps())


def test_a_cursor_on_the_last_row_follows_what_is_added_where_asked_for() -> None:
    async def steps() -> None:
        async with Listed().run_test(size=(40, 10)) as pilot:
            rows = pilot.app.query_one(Rows)
            rows.fill(drawing(["a", "b"], follows=True))
            rows.go(1)
            rows.fill(drawing(["a", "b", "c"], follows=True))
            assert rows.cursor == 2
            rows.go(0)
            rows.fill(drawing(["a", "b", "c", "d"], follows=True))
            assert rows.cursor == 0
            await pilot.pause()

    finish(steps())


def test_a_search_goes_round_and_says_when_there_is_nothing() -> None:
    async def steps() -> None:
        async with Listed().run_test(size=(40, 10)) as pilot:
            rows = pilot.app.query_one(Rows)
            rows.fill(drawing(["Alpha", "beta", "alphabet"]))
            assert rows.find("ALPHA", 1, here=True)
            assert rows.cursor == 0
            assert rows.find("alpha", 1)
            assert rows.cursor == 2
            assert rows.find("alpha", 1)
            assert rows.cursor == 0
            assert rows.find("beta", -1)
            assert rows.cursor == 1
            assert not rows.find("gamma", 1)
            assert rows.cursor == 1
            await pilot.pause()

    finish(steps())


def test_a_click_moves_the_cursor_and_a_second_one_opens() -> None:
    opened = []

    class Heard(Listed):
        def on_rows_opened(self, _: Rows.Opened) -> None:
            opened.append(self.query_one(Rows).cursor)

    async def steps() -> None:
        async with Heard().run_test(size=(40, 10)) as pilot:
            await clicked(pilot)

    finish(steps())
    assert opened == [2]


async def clicked(pilot: Pilot[None]) -> None:
    rows = pilot.app.query_one(Rows)
    rows.fill(drawing(["a", "b", "c"]))
    await pilot.pause()
    await pilot.click(Rows, offset=(1, 2))
    assert rows.cursor == 2
    await pilot.click(Rows, offset=(1, 2))
    await pilot.pause()
    await pilot.click(Rows, offset=(1, 8))
    await pilot.pause()
