"""l2tpscope says what went wrong in an L2TP capture, on what evidence, and what to do."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis, read

__version__ = "0.1.0"
__all__ = ["Analysis", "read"]


def __getattr__(name: str) -> object:
    """Import the pipeline only when it is asked for: `--help` and `explain` do without it."""
    if name in __all__:
        from l2tpscope import analysis  # noqa: PLC0415 - see above

        return getattr(analysis, name)
    raise AttributeError(f"module 'l2tpscope' has no attribute {name!r}")
