"""Watching on the screen: the source is watched in a thread of its own, and goes on however slow the screen is."""

import threading
from collections.abc import Callable, Collection
from pathlib import Path

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.cli.live import LiveRequest
from l2tpscope.cli.names import default_path
from l2tpscope.cli.output import ink_of
from l2tpscope.cli.report import write_report
from l2tpscope.cli.saving import save_tunnel
from l2tpscope.live.before import nothing_yet
from l2tpscope.live.source import LiveSource
from l2tpscope.live.watching import Tell, Watching
from l2tpscope.render.ink import Ink
from l2tpscope.screens.app import Scope
from l2tpscope.screens.coming import Coming
from l2tpscope.screens.viewed import Viewed, Writers

ENDED = "The capture has ended; q leaves, and the verdict is printed."
Begin = Callable[[Tell], Watching]


class Watcher(threading.Thread):
    """Watches for a screen, in a thread for which nobody waits once the user wants to leave at once.

    watching  is None until the first octets have come
    analysis  the last one, None where it came to none
    error     what ended it before its time
    """

    def __init__(self, begin: Begin, source: LiveSource, coming: Coming, signals: list[int]) -> None:
        super().__init__(name="watching", daemon=True)
        self._begin, self._source, self._coming, self._signals = begin, source, coming, signals
        self.watching: Watching | None = None
        self.analysis: Analysis | None = None
        self.error: BaseException | None = None

    def held(self, refs: Collection[FrameRef]) -> list[Frame]:
        """Those of these frames that are still in memory."""
        return self.watching.held.of(refs) if self.watching is not None else []

    def run(self) -> None:
        """Watch to the end, and tell the screen: it stays, unless a signal or a fault is the reason."""
        try:
            self.watching = self._begin(self._coming.tell)
            self.analysis = self.watching.run()
        except BaseException as error:  # noqa: BLE001 - goes on in the main thread
            self.error = error
        told = f"{self._source.trouble}; q leaves" if self._source.trouble is not None else ENDED
        self._coming.end(told, leaves=bool(self._signals) or self.error is not None)


def watch_on_screen(
    source: LiveSource, request: LiveRequest, begin: Begin, signals: list[int]
) -> tuple[Analysis, bool]:
    """Show what a watching tells until the user leaves; (the last Analysis, whether it was left by Ctrl+C)."""
    drawn, named = ink_of(request.common), default_path(request.common.captures, ".html")
    first = nothing_yet(source.pipe.path)
    coming = Coming(first)
    report = Path(request.report) if request.report is not None else named
    watcher = Watcher(begin, source, coming, signals)
    writers = Writers(
        lambda shown: f"Report: {write_report(shown, report)}",
        lambda shown, tunnel: save_tunnel(shown, tunnel, watcher.held),
    )
    viewed = Viewed(coming.first, Ink(drawn.colour, drawn.unicode), writers)
    watcher.start()
    try:
        interrupted = bool(Scope(viewed, coming).run(mouse=True))
    finally:
        source.stop()
    watcher.join()
    if isinstance(watcher.error, KeyboardInterrupt) and not signals:  # left before anything came
        return first, interrupted
    if watcher.error is not None:
        raise watcher.error
    return watcher.analysis or first, interrupted
