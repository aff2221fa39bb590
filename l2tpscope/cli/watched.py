"""From a LiveRequest to a verdict: the source is opened, signals end it, events are written as they come."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import click

from l2tpscope.analysis import Analysis, Limits
from l2tpscope.capture.source import STANDARD_INPUT
from l2tpscope.cli.live import LiveRequest
from l2tpscope.cli.output import ink_of, remark, write_lines
from l2tpscope.cli.reading import judge_severity, known_rules, secrets_of, warn_of
from l2tpscope.cli.report import write_report
from l2tpscope.cli.status import IN_PART, INTERRUPTED, leave_with
from l2tpscope.cli.terminal import has_terminal, take_keys_from_the_terminal
from l2tpscope.errors import UnreadableCapture
from l2tpscope.live.casefile import Folder
from l2tpscope.live.events import Event
from l2tpscope.live.failed import FailedTunnels
from l2tpscope.live.filters import capture_filter
from l2tpscope.live.keeping import Keeper
from l2tpscope.live.programs import Wanted, interfaces
from l2tpscope.live.ring import Ring, ring_limits
from l2tpscope.live.source import InterfaceSource, LiveSource, PipeSource
from l2tpscope.live.watching import SECOND, Tell, Watching
from l2tpscope.render.event_json import event_line, verdict_line
from l2tpscope.render.event_text import event_text
from l2tpscope.render.ink import Ink
from l2tpscope.render.text import verdict_text
from l2tpscope.views.summary import summary

NO_KEYS = "No keys can be read, as standard input is the capture and there is no other terminal: events come as lines."
Begin = Callable[[Tell], Watching]
ENDING = (signal.SIGINT, signal.SIGTERM)


def list_interfaces() -> None:
    """The interfaces that -i can name, one a line."""
    for name, up in [*interfaces(), ("any", True)]:
        click.echo(name if up else f"{name} (down)")


def watch(request: LiveRequest) -> None:
    """Watch until the source ends, the user has seen enough, or the time is over; then the verdict and the report."""
    common = request.common
    known_rules((*common.select, *common.ignore))
    limits = Limits(frozenset(common.ports), count=common.count, secrets=secrets_of(common))
    output = Output(request)
    failed = FailedTunnels(Folder(Path(request.failed))) if request.failed is not None else None
    ring = Ring(Path(request.keeps), ring_limits(request.ring)) if request.keeps and request.ring else None
    source = _source(request)
    on_screen = _can_be_shown(request)
    try:
        if request.keeps is not None:
            source.keep(ring or Keeper(Path(request.keeps)))
        with _ended_by_signals(source, request.duration) as signals:
            begin = partial(_begun, source, limits, request, failed)
            analysis = _shown(source, request, begin, signals) if on_screen else begin(output.tell).run()
    finally:
        source.end()
        if source.keeper is not None:
            source.keeper.end()
    output.end(analysis)
    warn_of(analysis, common)
    judge_severity(analysis, common.fail_on)
    _leave(source, failed.folder if failed is not None else None, signals, request)


def _can_be_shown(request: LiveRequest) -> bool:
    """On the whole screen, with keys from the terminal even where standard input is the capture, which was opened."""
    from_stdin = request.source == STANDARD_INPUT
    if request.form is not None or not has_terminal(keys=not from_stdin):
        return False
    has_keys = not from_stdin or take_keys_from_the_terminal()
    if not has_keys:
        remark(NO_KEYS)
    return has_keys


def _shown(source: LiveSource, request: LiveRequest, begin: Begin, signals: list[int]) -> Analysis:
    """On the screen, until the user leaves it; by Ctrl+C as by a signal."""
    from l2tpscope.cli.on_screen import watch_on_screen  # noqa: PLC0415 - textual

    analysis, is_interrupted = watch_on_screen(source, request, begin, signals)
    signals += [signal.SIGINT] if is_interrupted else []
    return analysis


def _begun(
    source: LiveSource, limits: Limits, request: LiveRequest, failed: FailedTunnels | None, tell: Tell
) -> Watching:
    """A watching of which the first octets have come."""
    try:
        rules = request.common.select, request.common.ignore
        watching = Watching(source, limits, tell, rules, int(request.keep * SECOND))
    except UnreadableCapture:
        if source.pipe.is_stopped:  # before anything came
            raise KeyboardInterrupt from None
        raise
    watching.failed = failed
    return watching


def _source(request: LiveRequest) -> LiveSource:
    if request.interface is None:
        return PipeSource(request.source or "-")
    ports, own = request.common.ports, request.expression
    expression = capture_filter(ports) if own is None else own
    plain = capture_filter(ports, behind_vlan=False) if own is None else None
    return InterfaceSource(Wanted(request.interface, expression, request.common.count), plain)


@contextmanager
def _ended_by_signals(source: LiveSource, duration: float | None) -> Iterator[list[int]]:
    """Ctrl+C, SIGTERM and the end of `duration` stop the source; which signals came. A second one ends at once."""
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if number != signal.SIGALRM:
            came.append(number)
            for each in ENDING:
                signal.signal(each, signal.default_int_handler)
        source.stop()

    before = {number: signal.signal(number, stop) for number in (*ENDING, signal.SIGALRM)}
    if duration is not None:
        signal.setitimer(signal.ITIMER_REAL, duration)
    try:
        yield came
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(source: LiveSource, folder: Folder | None, signals: list[int], request: LiveRequest) -> None:
    keeper, quiet = source.keeper, request.common.quiet
    if keeper is not None:
        remark(f"Kept: {keeper}", quiet=quiet)
    if folder is not None:
        remark(f"Failed tunnels: {folder.files:,} saved in {folder.path}", quiet=quiet)
    for trouble in (source.trouble, *(each.trouble for each in (keeper, folder) if each is not None)):
        if trouble is not None:
            remark(f"Warning: {trouble}", quiet=quiet)
            leave_with(IN_PART)
    if signals:
        leave_with(INTERRUPTED)


class Output:
    """Where events, verdict and report go. Nobody need read the lines to the end: the watching goes on without."""

    def __init__(self, request: LiveRequest) -> None:
        self._request = request
        self._ink: Ink = ink_of(request.common)

    def tell(self, events: list[Event], _: Analysis) -> None:
        """Write each event as a line, at once."""
        if self._request.form == "jsonl":
            write_lines(map(event_line, events))
        else:
            write_lines(event_text(event, self._ink).encode() for event in events)

    def end(self, analysis: Analysis) -> None:
        """Write the verdict, and the report where one is wanted."""
        if self._request.form == "jsonl":
            write_lines([verdict_line(analysis)])
        else:
            write_lines([b"\n" + verdict_text(summary(analysis), self._ink).encode()])
        if self._request.report is not None:
            path = write_report(analysis, Path(self._request.report))
            remark(f"Report: {path}", quiet=self._request.common.quiet)
