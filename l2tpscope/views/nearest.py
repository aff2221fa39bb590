"""Where in a ladder a frame stands that was named as evidence: its own row, or the one that is nearest to it."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.views.ladder import Ladder
from l2tpscope.views.rows import Calm, Omitted, Rung, Traffic


def nearest(ladder: Ladder, ref: FrameRef) -> tuple[int | None, bool]:
    """(row, whether it is the frame's own, as a message or as a repeat of one); (None, False) without any row.

    Data and echoes are counted, fragments and copies are no messages: their place is what counts the frames after the
    last message before them, else that message.
    """
    before: int | None = None
    for number, row in enumerate(ladder.rows):
        if isinstance(row, Rung) and (row.ref == ref or any(one.ref == ref for one in row.again)):
            return number, True
        own = getattr(row, "ref", None)
        if own is not None and own.capture == ref.capture and own < ref:
            before = number
    if before is None:
        return (0, False) if ladder.rows else (None, False)
    counting = isinstance(ladder.rows[min(before + 1, len(ladder.rows) - 1)], Traffic | Calm | Omitted)
    return before + counting, False
