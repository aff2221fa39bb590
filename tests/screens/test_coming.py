"""What a thread that watches leaves for the screen."""

from l2tpscope.analysis import read
from l2tpscope.screens.look import Chosen
from tests.samples import FOLDER, analysed
from tests.screens.live import begun

CLEAN = FOLDER / "clean-call.pcap"


def test_only_the_newest_look_is_taken_and_only_once() -> None:
    coming, woken = begun(), list[int]()
    coming.wake = lambda: woken.append(1)
    for count in (10, 20, 30):
        coming.tell([], read(CLEAN, count=count))
    taken = coming.take()
    assert taken is not None
    assert taken.analysis.conversation.counts.frames == 30
    assert coming.take() is None
    assert len(woken) == 3, "it never waits for the one to be taken"


def test_rates_are_those_since_the_look_before_taken_or_not() -> None:
    coming = begun()
    coming.tell([], read(CLEAN, count=10))
    coming.tell([], read(CLEAN, count=10))
    taken = coming.take()
    assert taken is not None
    assert "10 frames  0/s" in taken.heading


def test_the_ladder_that_is_looked_at_is_laid_out_with_the_look() -> None:
    coming, whole = begun(), analysed("clean-call.pcap")
    coming.wanted = Chosen(whole.conversation.tunnels[0].name)
    coming.tell([], whole)
    taken = coming.take()
    assert taken is not None
    assert taken._laid is not None
    assert taken._laid[0] == coming.wanted
    coming.wanted = Chosen("gone")
    coming.tell([], whole)
    assert coming.take() is not None


def test_the_end_wakes_too() -> None:
    coming, woken = begun(), list[int]()
    coming.wake = lambda: woken.append(1)
    coming.end("It is over.", leaves=True)
    assert (coming.ended, coming.leaves, woken) == ("It is over.", True, [1])
