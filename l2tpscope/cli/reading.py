"""From a Request to an Analysis: which captures can be read, what to warn of, and the exit status that follows."""

from typing import TYPE_CHECKING

from l2tpscope.cli.instants import instant_ns
from l2tpscope.cli.options import SEVERITIES, Request
from l2tpscope.cli.output import remark
from l2tpscope.cli.progress import progress_of
from l2tpscope.cli.status import FOUND, IN_PART, leave_with
from l2tpscope.errors import UnreadableCapture, UsageError

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.secrets.known import Secrets


def analysis_of(request: Request) -> "Analysis":
    """Read and judge what the request names; warnings go to standard error, the exit status is set."""
    from l2tpscope.analysis import read  # noqa: PLC0415 - numpy takes 100 ms, which --help need not wait for

    known_rules((*request.select, *request.ignore))
    if request.captures.count("-") > 1:
        raise UsageError("standard input can be read only once")
    secrets = secrets_of(request)
    since, until = (instant_ns(text, request.captures) for text in (request.since, request.until))
    with progress_of(request) as progress:
        analysis = read(
            list(request.captures),
            ports=request.ports,
            since=since,
            until=until,
            count=request.count,
            select=request.select,
            ignore=request.ignore,
            secrets=secrets,
            progress=progress,
        )
    _refuse_unread(analysis, request)
    warn_of(analysis, request)
    judge_severity(analysis, request.fail_on)
    return analysis


def secrets_of(request: Request) -> "Secrets | None":
    """The secrets that the user gave; what is unwise about their file is said on standard error."""
    if request.secrets is None:
        return None
    from l2tpscope.secrets.secrets_file import read_secrets  # noqa: PLC0415 - only for those who have secrets

    secrets = read_secrets(request.secrets)
    for warning in secrets.warnings:
        remark(f"Warning: {warning}", quiet=request.quiet)
    return secrets


def known_rules(names: tuple[str, ...]) -> None:
    """Unknown rules are refused before the captures are read."""
    from l2tpscope.rules.judge import rule_named  # noqa: PLC0415 - the rules take 70 ms

    for name in names:
        if rule_named(name) is None:
            raise UsageError(f"no rule is named {name!r}. {_hint(name)}")


def _hint(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is misspelt

    from l2tpscope.rules.catalogue import CATALOGUE  # noqa: PLC0415 - see above

    known = [known for rule in CATALOGUE for known in (rule.name, *rule.aliases)]
    near = get_close_matches(name, known, n=3)
    return f"Did you mean {' or '.join(near)}?" if near else "`l2tpscope explain` lists the rules."


def _refuse_unread(analysis: "Analysis", request: Request) -> None:
    """One capture alone must be readable; of several the others are analyzed, with a warning and status 3."""
    if analysis.unreadable and not analysis.conversation.captures:
        raise UnreadableCapture("; ".join(analysis.unreadable))
    for refusal in analysis.unreadable:
        remark(f"Warning: {refusal}", quiet=request.quiet)
        leave_with(IN_PART)


def warn_of(analysis: "Analysis", request: Request) -> None:
    """Say on standard error what is odd about the captures, and which rules crashed."""
    for facts in analysis.conversation.captures:
        if request.verbose:
            inside = f" in {facts.compression}" if facts.compression else ""
            links = ", ".join(facts.link_types)
            remark(f"{facts.path}: {facts.format}{inside}, {links}, {facts.frames:,} frames, {facts.octets:,} octets")
        for warning in facts.warnings:
            remark(f"Warning: {warning}", quiet=request.quiet)
    for failed in analysis.rule_failures:
        remark(f"Warning: rule {failed.rule} failed and says nothing ({failed.error}). Please report this.")


def judge_severity(analysis: "Analysis", fail_on: str | None) -> None:
    """Leave with 1 if there is a finding at or above this severity."""
    if fail_on is None:
        return
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    if any(finding.severity.value in grave for finding in analysis.findings):
        leave_with(FOUND)
