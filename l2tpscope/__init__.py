"""l2tpscope says what went wrong in an L2TP capture, on what evidence, and what to do."""

from typing import TYPE_CHECKING

from l2tpscope.version import __version__

if TYPE_CHECKING:
    from l2tpscope.notebook import Reading, read

__all__ = ["Reading", "__version__", "read"]


def __getattr__(name: str) -> object:
    """Import the pipeline only when it is asked for: `--help` and `explain` do without it."""
    if name in ("Reading", "read"):
        from l2tpscope import notebook  # noqa: PLC0415 - see above

        return getattr(notebook, name)
    raise AttributeError(f"module 'l2tpscope' has no attribute {name!r}")
