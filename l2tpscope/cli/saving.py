"""Saving one tunnel as a small pcapng, whose frames say what each is evidence of."""

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.capture.picked import save
from l2tpscope.cli.names import stem_of
from l2tpscope.conversation.frames import frames_of
from l2tpscope.conversation.model import Tunnel
from l2tpscope.rules.comments import comments_on
from l2tpscope.views.clock import counted

FOLDER = Path("saved")
UNSAFE = re.compile(r"[^A-Za-z0-9.]+")
Frames = Callable[[Collection[FrameRef]], Iterable[Frame]]


def save_tunnel(analysis: Analysis, tunnel: Tunnel, frames: Frames) -> str:
    """Write what `frames` still has of a tunnel; a sentence that says where, how many, how many are gone.

    Nothing is written over: what was saved before may hold frames that have gone since. Raises OSError.
    """
    concerned = [finding for finding in analysis.findings if finding.tunnel == tunnel.index]
    wanted = frames_of(analysis.conversation, tunnel) | {item.ref for one in concerned for item in one.evidence}
    found = {frame.ref: frame for frame in frames(wanted)}
    captures = analysis.conversation.captures
    path = _free(f"{stem_of(captures[0].path)}_{tunnel.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    said = "; ".join(f"{one.rule}: {one.summary}" for one in concerned)
    number = save(path, found.values(), comments_on(concerned, captures), f"{tunnel.name} {said}".strip())
    gone = len(wanted) - number
    left = f"; {counted(gone, 'more frame')} of it {'is' if gone == 1 else 'are'} no longer there" if gone else ""
    return f"Saved: {path}, {counted(number, 'frame')}{left}"


def _free(words: str) -> Path:
    """A name in characters that every file system takes, with a number where it is taken."""
    name = UNSAFE.sub("-", words).strip("-.") or "tunnel"
    path, number = FOLDER / f"{name}.pcapng", 1
    while path.exists():
        number += 1
        path = FOLDER / f"{name}_{number}.pcapng"
    return path
