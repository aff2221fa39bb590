"""How far the capture can be trusted: what was lost, cut, doubled or never seen, one note each."""

from collections.abc import Iterator
from typing import NamedTuple

from l2tpscope.analysis import Analysis
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Conversation
from l2tpscope.views.clock import counted


class Note(NamedTuple):
    """One thing about the capture. `doubt`: it limits what the verdict can say."""

    text: str
    doubt: bool


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
