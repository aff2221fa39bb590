"""Coming: what a thread that watches leaves for the screen. Neither waits for the other; only the newest is shown."""

from collections import deque
from collections.abc import Callable

from l2tpscope.analysis import Analysis
from l2tpscope.live.events import Event
from l2tpscope.screens.look import Chosen, LiveLook
from l2tpscope.views.happening import Happened
from l2tpscope.views.pulse import Reading


def _asleep() -> None:
    pass


class Coming:
    """Looks on their way to the screen, made in the thread that watches, as a part of its look.

    wake    is called there whenever something has come; it must not wait
    wanted  the ladder on the screen, to be laid out with each look; None for no ladder
    ended   why nothing more comes, one sentence; None while something may
    leaves  the screen is to be left for that
    """

    def __init__(self, first: Analysis) -> None:
        self._happened = Happened()
        self.first = LiveLook(first, (), self._happened, Reading())
        self._reading = self.first.reading
        self._newest: deque[LiveLook] = deque(maxlen=1)
        self.wake: Callable[[], None] = _asleep
        self.wanted: Chosen | None = None
        self.ended: str | None = None
        self.leaves = False

    def tell(self, events: list[Event], analysis: Analysis) -> None:
        """Put a look in place of one that nobody has taken yet."""
        look = LiveLook(analysis, events, self._happened, self._reading)
        self._reading = look.reading
        if self.wanted is not None:
            look.ladder(self.wanted)
        self._newest.append(look)
        self.wake()

    def end(self, why: str, *, leaves: bool = False) -> None:
        """Say that nothing more comes."""
        self.ended, self.leaves = why, leaves
        self.wake()

    def take(self) -> LiveLook | None:
        """The newest look, once."""
        return self._newest.pop() if self._newest else None
