"""How far the capture can be trusted: what was lost, cut, doubled or never seen; what was checked, what came out."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from l2tpscope.analysis import Analysis
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Conversation
from l2tpscope.views.clock import counted


class Note(NamedTuple):
    """One thing about the capture. `doubt`: it limits what the verdict can say."""

    text: str
    doubt: bool


class Standing(StrEnum):
    """Whether what was checked is fine, limits what the verdict can say, or is not known."""

    FINE = "fine"
    DOUBT = "doubt"
    UNKNOWN = "unknown"


class Check(NamedTuple):
    """One thing that was looked at in all captures, with what came out."""

    name: str
    result: str
    standing: Standing


def trust(analysis: Analysis) -> tuple[Note, ...]:
    """Everything that limits the verdict; one reassuring note where nothing does."""
    conversation = analysis.conversation
    several = len(conversation.captures) > 1
    notes = [note for facts in conversation.captures for note in _of_capture(facts, several=several)]
    notes += _of_whole(conversation)
    notes += [Note(f"Not read: {sentence}", doubt=True) for sentence in analysis.unreadable]
    notes += [
        Note(f"The rule {rule} failed and said nothing: {error}", doubt=True) for rule, error in analysis.rule_failures
    ]
    if not any(note.doubt for note in notes):
        notes.append(_reassurance(conversation))
    return tuple(notes)


def _reassurance(conversation: Conversation) -> Note:
    known = all(facts.dropped is not None for facts in conversation.captures)
    drops = "The capturing program dropped none" if known else "Whether frames were dropped is not recorded"
    return Note(f"Read to the end, no frame cut. {drops}.", doubt=False)


def _of_capture(facts: CaptureFacts, *, several: bool) -> Iterator[Note]:
    where = f"{facts.path}: " if several else ""
    for warning in facts.warnings:
        yield Note(f"{where}{warning}", doubt=True)
    if facts.cut_short and not facts.warnings:
        yield Note(f"{where}The file ends in the middle of a frame.", doubt=True)
    if facts.dropped:
        yield Note(f"{where}The capturing program dropped {counted(facts.dropped, 'packet')}.", doubt=True)
    if facts.snapped_frames:
        yield Note(f"{where}The snap length cut {counted(facts.snapped_frames, 'frame')}.", doubt=True)
    if facts.duplicated_frames:
        copies = counted(facts.duplicated_frames, "frame")
        yield Note(f"{where}{copies} captured again; each counts once in what is said.", doubt=False)


def _of_whole(conversation: Conversation) -> Iterator[Note]:
    if conversation.one_direction:
        yield Note("Only one direction was captured: answers may have been sent and not seen here.", doubt=True)
    midway = sum(not tunnel.beginning_seen for tunnel in conversation.tunnels)
    if midway:
        yield Note(f"{counted(midway, 'tunnel')} began before the capture; the set-up was not seen.", doubt=True)
    if conversation.counts.undecodable:
        yield Note(f"{counted(conversation.counts.undecodable, 'frame')} could not be decoded.", doubt=True)
    defective = sum(
        bool(transmission.message.defects) for tunnel in conversation.tunnels for transmission in tunnel.unusual
    )
    if defective:
        yield Note(f"{counted(defective, 'control message')} broke the format.", doubt=False)
    missing = sum(len(numbers) for tunnel in conversation.tunnels for numbers in tunnel.not_captured.values())
    if missing:
        yield Note(f"Sent, but not captured: {counted(missing, 'control message')}.", doubt=True)
    if conversation.watched:
        watched = counted(conversation.watched, "TCP connection")
        yield Note(f"Watched inside the sessions for packets too large for the path: {watched}.", doubt=False)


def checks(analysis: Analysis) -> tuple[Check, ...]:
    """Everything that was looked at to tell how far the capture can be trusted, whatever came out."""
    conversation = analysis.conversation
    failures = (f"{rule}: {error}" for rule, error in analysis.rule_failures)
    return (
        *_of_files(conversation.captures),
        *(_of_tunnels(conversation) if conversation.tunnels else ()),
        _number("Frames that could not be decoded", conversation.counts.undecodable),
        *(_told("Not read", sentence, doubt=True) for sentence in analysis.unreadable),
        *(_told("A rule that failed", failure, doubt=True) for failure in failures),
        *((_number("Rules left out by --select or --ignore", len(analysis.left_out)),) if analysis.left_out else ()),
    )


def _told(name: str, result: str, *, doubt: bool) -> Check:
    return Check(name, result, Standing.DOUBT if doubt else Standing.FINE)


def _number(name: str, number: int) -> Check:
    """What should not be there at all."""
    return _told(name, f"{number:,}", doubt=number > 0)


def _of_files(captures: list[CaptureFacts]) -> Iterator[Check]:
    dropped = _number("Packets dropped by the capturing program", sum(facts.dropped or 0 for facts in captures))
    is_known = all(facts.dropped is not None for facts in captures) or dropped.standing is Standing.DOUBT
    yield dropped if is_known else Check(dropped.name, "not recorded", Standing.UNKNOWN)
    yield _number("Frames cut by the snap length", sum(facts.snapped_frames for facts in captures))
    cut = any(facts.cut_short for facts in captures)
    yield _told("Read to the end", "no" if cut else "yes", doubt=cut)
    warnings = [warning for facts in captures for warning in facts.warnings]
    yield _told("Clock and file format", "; ".join(warnings) or "nothing odd", doubt=bool(warnings))
    copies = sum(facts.duplicated_frames for facts in captures)
    once = "; each counts once in what is said" if copies else ""
    yield _told("Frames captured again", f"{copies:,}{once}", doubt=False)


def _of_tunnels(conversation: Conversation) -> Iterator[Check]:
    tunnels, one_way = conversation.tunnels, conversation.one_direction
    said = "only one: answers may have been sent and not seen here" if one_way else "both"
    yield _told("Directions captured", said, doubt=one_way)
    yield _number("Tunnels begun before the capture", sum(not tunnel.beginning_seen for tunnel in tunnels))
    missing = sum(len(numbers) for tunnel in tunnels for numbers in tunnel.not_captured.values())
    yield _number("Control messages sent, but not captured", missing)
    defective = sum(bool(sent.message.defects) for tunnel in tunnels for sent in tunnel.unusual)
    yield _told("Control messages that break the format", f"{defective:,}", doubt=False)
    if conversation.watched:
        watched = counted(conversation.watched, "TCP connection")
        yield _told("Watched inside the sessions for packets too large", watched, doubt=False)
