"""Failed: of each tunnel that failed, what is held of it is saved, once it is known that it failed."""

from collections import defaultdict
from dataclasses import dataclass, field

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import Frame, FrameRef
from l2tpscope.conversation.frames import frames_of
from l2tpscope.conversation.model import Tunnel
from l2tpscope.live.casefile import Casefile, Folder, failures
from l2tpscope.live.events import Event, Kind, first_frame
from l2tpscope.live.held import Held
from l2tpscope.rules.comments import comments_on

AT_ONCE = 8
"""Files written in one look: to have them on the disk takes time, in which nothing is read."""
SETTLED_NS = 5_000_000_000
"""A failure that has stood so long is believed, also where nobody has closed the tunnel; each time twice as long."""
Standing = tuple[int, tuple[str, ...], bool]
"""How many attempts failed, by which rules, and whether the tunnel has ended."""


@dataclass(slots=True)
class _Case:
    """A failed tunnel, how it stands since when, how long that must be so, and how it stood when it was saved."""

    stands: Standing
    since_ns: int
    wait_ns: int = SETTLED_NS
    saved: Standing | None = None
    file: Casefile = field(default_factory=Casefile)


class FailedTunnels:
    """Looks for them at each look of the watching, and writes them into a folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._cases: dict[FrameRef, _Case] = {}

    def look(self, analysis: Analysis, held: Held, *, is_last: bool = False) -> list[Event]:
        """Save those of which more is known than is saved; what there is to tell of that."""
        due = self._due(analysis, is_last=is_last)
        if not due:
            return []
        comments = comments_on(analysis.findings, analysis.conversation.captures)
        between = ike_held(held)
        told = []
        for tunnel, case in due if is_last else due[:AT_ONCE]:
            frames = frames_held(tunnel, analysis, held, between)
            text = self._save(tunnel, case, analysis, frames, comments)
            if text is not None:
                told.append(Event(Kind.NOTE, analysis.conversation.last_ns, tunnel, text=text))
        return told

    def _due(self, analysis: Analysis, *, is_last: bool) -> list[tuple[Tunnel, _Case]]:
        now_ns, due, cases = analysis.conversation.last_ns, [], {}
        for tunnel in analysis.conversation.tunnels:
            frame, stands = first_frame(tunnel), _standing(tunnel, analysis)
            if frame is None or stands is None:
                continue
            case = cases[frame] = self._cases.get(frame) or _Case(stands, now_ns)
            if case.stands != stands or now_ns < case.since_ns:  # the clock may have been set back
                case.stands, case.since_ns = stands, now_ns
            is_closed = tunnel.end is not None and tunnel.end.message is not None
            is_over = is_last or (is_closed and case.saved is None)
            if case.saved != stands and (is_over or now_ns - case.since_ns >= case.wait_ns):
                due.append((tunnel, case))
        self._cases = cases
        return due

    def _save(
        self, tunnel: Tunnel, case: _Case, analysis: Analysis, frames: list[Frame], comments: dict[FrameRef, list[str]]
    ) -> str | None:
        if not self.folder.takes(case.file):
            return self.folder.full()
        case.wait_ns, case.since_ns = 2 * case.wait_ns, analysis.conversation.last_ns
        before = self.folder.trouble
        told = self.folder.write(case.file, tunnel, analysis, frames, comments)
        if told is not None or self.folder.trouble is not before:
            return told
        case.saved = case.stands
        missing = len(frames_of(analysis.conversation, tunnel) - case.file.frames)
        left = f"; {missing:,} more of it were no longer in memory" if missing else ""
        return f"saved: {case.file.path}, {len(case.file.frames):,} frames{left}"


def _standing(tunnel: Tunnel, analysis: Analysis) -> Standing | None:
    """How a failed tunnel stands, None of one that has not failed."""
    failed = sum(attempt.failed for attempt in tunnel.attempts)
    rules = tuple(finding.rule for finding in failures(tunnel, analysis))
    return (failed, rules, tunnel.end is not None) if failed or rules else None


def ike_held(held: Held) -> dict[frozenset[str], list[Frame]]:
    """The frames of IKE that are held, by the two addresses between which they went."""
    between: dict[frozenset[str], list[Frame]] = defaultdict(list)
    for ends, frame in held.ike():
        between[ends].append(frame)
    return between


def frames_held(tunnel: Tunnel, analysis: Analysis, held: Held, ike: dict[frozenset[str], list[Frame]]) -> list[Frame]:
    """What is held of a tunnel, of the evidence for what is wrong with it, and of IKE between its ends."""
    evidence = {item.ref for finding in failures(tunnel, analysis) for item in finding.evidence}
    addresses = {one.address for end in tunnel.ends.values() for one in end.addresses}
    addresses.update(sent.datagram.destination for sent in tunnel.transmissions[:1])
    between = [frame for ends, frames in ike.items() if ends <= addresses for frame in frames]
    return held.of(frames_of(analysis.conversation, tunnel) | evidence) + between
