"""The rows of a ladder in a terminal, one by one."""

from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_lines import LadderLines
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.views.ladder import ladder
from l2tpscope.views.layout import Times
from tests.views.handmade import hello_analysis

ANALYSIS = hello_analysis()
SHOWN = ladder(ANALYSIS, ANALYSIS.conversation.tunnels[0])


def test_rows_can_be_drawn_in_any_order_and_make_up_the_text() -> None:
    page = LadderLines(SHOWN, Ink(colour=True))
    backwards = [page.drawn(line) for line in reversed(page.lines)]
    forwards = [page.drawn(line) for line in page.lines]
    assert forwards == backwards[::-1]
    text = ladder_text(SHOWN, Ink(colour=True)).splitlines()
    rows = [line.rstrip() for row in [page.heads(), *forwards] for line in row]
    assert text[text.index(rows[0]) :][: len(rows)] == rows


def test_where_only_steps_count_arrows_have_the_room_of_the_times() -> None:
    wide, narrow = LadderLines(SHOWN, Ink(), Times.DELTA), LadderLines(SHOWN, Ink())
    assert wide.inner > narrow.inner
    for page in (wide, narrow, LadderLines(SHOWN, Ink(), Times.ABSOLUTE)):
        assert all(cells(line) <= 80 for row in page.lines for line in page.drawn(row))
    of_day = LadderLines(SHOWN, Ink(), Times.ABSOLUTE)
    assert "11:06:40.012" in of_day.drawn(of_day.lines[1])[0]
