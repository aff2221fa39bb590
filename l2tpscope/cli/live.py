"""live: watch an interface, or a pipe, and say what happens as it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from l2tpscope.cli.options import SEVERITIES, Request, decorated
from l2tpscope.errors import UsageError


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What the user asked for.

    interface   to capture on; or `source`: a FIFO or "-" for standard input; one of the two
    expression  a capture filter in place of ours; duration: seconds after which to end
    keep        seconds of silence after which a tunnel leaves the memory
    form        how to show it: "plain" for events as text, "jsonl" as JSON lines, None for screens where they can be
    keeps       path of the file for every frame; ring: limits of several such files, none for one
    failed      path of the folder for the tunnels that failed
    report      path of the page to write at the end
    common      what all commands have in common
    """

    interface: str | None
    source: str | None
    expression: str | None
    duration: float | None
    keep: float
    form: str | None
    keeps: str | None
    ring: tuple[str, ...]
    failed: str | None
    report: str | None
    common: Request


_WATCHING = (
    click.argument("source", required=False, metavar="[FIFO|-]"),
    click.option("-i", "interface", metavar="IFACE", help="Capture on this interface; any is all of them."),
    click.option("-D", "lists", is_flag=True, help="List the interfaces, and end."),
    click.option("-f", "expression", metavar="BPF", help="A capture filter in place of ours (pcap-filter(7))."),
    click.option("--port", "ports", type=click.IntRange(1, 65535), multiple=True, help="Another UDP port of L2TP."),
    click.option("-c", "count", type=click.IntRange(1), metavar="N", help="End after N frames."),
    click.option("--duration", type=click.FloatRange(0, min_open=True), metavar="S", help="End after S seconds."),
    click.option("--keep", type=click.FloatRange(60), default=3600, metavar="S", help="Forget who is silent so long."),
    click.option("-w", "keeps", metavar="FILE", help="Write every frame to this file as well."),
    click.option("-b", "ring", multiple=True, metavar="KEY:VALUE", help="With -w: files:N, filesize:KB, duration:S."),
    click.option("--keep-failed", "failed", metavar="DIR", help="Save each tunnel that failed, as pcapng, in DIR."),
    click.option("--plain", is_flag=True, help="Events as lines of text; without a terminal the default."),
    click.option("--jsonl", is_flag=True, help="Events as JSON lines (docs/json.md)."),
    click.option("--report", metavar="FILE", help="At the end, write the report as one HTML page."),
    click.option("--secrets", metavar="FILE", help="Tunnel secrets and PPP passwords to check with (TOML)."),
    click.option("--select", multiple=True, metavar="RULE", help="Only this rule; may be repeated."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule; may be repeated."),
    click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 on a finding this grave."),
    click.option("-q", "--quiet", is_flag=True, help="No warnings on standard error."),
    click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Default: auto."),
)
COMMON = ("ports", "count", "select", "ignore", "fail_on", "quiet", "color", "secrets")


def _requested(interface: str | None, source: str | None, options: dict[str, Any]) -> LiveRequest:
    """Raises UsageError where the options contradict each other."""
    if (interface is None) == (source is None):
        raise UsageError("live: name either an interface (-i IFACE) or a FIFO or - for standard input")
    if source is not None and options["expression"] is not None:
        raise UsageError("live: -f filters what an interface captures; filter where the pipe is written to instead")
    if options["ring"] and options["keeps"] is None:
        raise UsageError("live: -b says how the files of -w FILE follow each other; name FILE too")
    forms = [form for form in ("plain", "jsonl") if options.pop(form)]
    if len(forms) > 1:
        raise UsageError("live: events come either as text (--plain) or as JSON (--jsonl)")
    form = next(iter(forms), None)
    common = Request((interface or source or "",), **{name: options.pop(name) for name in COMMON})
    return LiveRequest(interface, source, common=common, form=form, **options)


def watches(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the source argument and all options of live."""
    return decorated(command, _WATCHING)


@click.command("live")
@watches
def command(source: str | None, interface: str | None, *, lists: bool, **options: Any) -> None:  # noqa: ANN401 - of many types
    """Watch an interface, or a capture that is being written to a FIFO or to standard input (-), until Ctrl+C.

    In a terminal it shows tunnels, findings and ladders on the whole screen (? for the keys). Else each event is a
    line: tunnels and sessions that come up or end, phases of PPP, and findings, as soon as they can be known. At the
    end comes the verdict, as of analyze.
    """
    from l2tpscope.cli.watched import list_interfaces, watch  # noqa: PLC0415 - numpy, which --help need not wait for

    if lists:
        list_interfaces()
    else:
        watch(_requested(interface, source, options))
