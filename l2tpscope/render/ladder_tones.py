"""The colours of a ladder, by their names in render/svg.py: of lifelines, of the words beside them, of arrows."""

from l2tpscope.views.rows import Rung

OF_STATES = {"established": "good", "closed": "mute", "idle": "line"}
GRAVE = ("fatal", "drop")


def line_tone(state: str) -> str:
    """Of a lifeline in this state; what is under way is neither good nor bad."""
    return OF_STATES.get(state, "odd")


def word_tone(state: str) -> str:
    """Of the word for this state, with or without a session before it: that of its lifeline, where letters show it."""
    tone = line_tone(state.rpartition(" ")[2])
    return "mute" if tone == "line" else tone


def arrow_tone(rung: Rung) -> str:
    """Of the arrow of a message."""
    if rung.unanswered or rung.kind == "icmp":
        return "bad"
    if rung.again or rung.late:
        return "odd"
    return "mute" if rung.kind == "ppp" else "acc"


def finding_tone(severity: str) -> str:
    """Of the number of a finding."""
    return "bad" if severity in GRAVE else "odd" if severity == "degraded" else "mute"
