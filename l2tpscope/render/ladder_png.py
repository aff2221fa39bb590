"""A ladder as PNG: the same octets for the same ladder."""

from l2tpscope.errors import UsageError
from l2tpscope.render.figure import SHARPNESS, inches, octets
from l2tpscope.render.ladder_layout import laid_out
from l2tpscope.views.ladder import Ladder

COARSEST = 60.0
"""Pixels in an inch, at least."""
TALLEST = 65_000
"""Pixels: matplotlib draws no more than 2 ** 16."""


def ladder_png(ladder: Ladder) -> bytes:
    """The picture as a file. Raises UsageError for a ladder that is taller than a PNG can be."""
    drawing = laid_out(ladder)
    sharpness = min(SHARPNESS, TALLEST / inches(drawing)[1])
    if sharpness < COARSEST:
        raise UsageError(f"{len(ladder.rows):,} rows are too many for a PNG; --format svg draws them all")
    return octets(drawing, "png", sharpness)
