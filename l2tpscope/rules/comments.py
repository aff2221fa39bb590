"""Comments: what the findings say of single frames, as the comments that these carry where they are saved."""

from collections.abc import Iterable, Sequence

from l2tpscope.capture.block import FrameRef
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.rules.finding import Finding


def comments_on(findings: Iterable[Finding], captures: Sequence[CaptureFacts]) -> dict[FrameRef, list[str]]:
    """For each frame with evidence what it shows, and of which rule; the number is the one that it had before.

    Where several captures were read as one, each comment names its own.
    """
    comments: dict[FrameRef, list[str]] = {}
    for finding in findings:
        for ref, why in finding.evidence:
            of = f" of {captures[ref.capture].path}" if len(captures) > 1 else ""
            comments.setdefault(ref, []).append(f"[frame {ref.frame}{of}] {finding.rule}: {why}")
    return comments
