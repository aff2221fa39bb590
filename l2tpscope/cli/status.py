"""Exit statuses, and how a command sets the one that it will leave with."""

import click

ANALYZED, FOUND, UNABLE, IN_PART, INTERRUPTED = 0, 1, 2, 3, 130
_KEY = "l2tpscope.status"


def leave_with(status: int) -> None:
    """Set the exit status of the command at hand; what --fail-on found outranks what could not be read.

    An interruption outranks both.
    """
    meta = click.get_current_context().meta
    ranks = (ANALYZED, IN_PART, FOUND, INTERRUPTED)
    meta[_KEY] = max(meta.get(_KEY, ANALYZED), status, key=ranks.index)


def status_of(context: click.Context) -> int:
    """The exit status that was set, 0 if none was."""
    status: int = context.meta.get(_KEY, ANALYZED)
    return status
