"""Colours of a ladder."""

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.render.ladder_tones import arrow_tone, finding_tone, line_tone, word_tone
from l2tpscope.views.rows import Again, Rung
from tests.views.handmade import LAC

REF = FrameRef(0, 1)


@pytest.mark.parametrize(
    ("state", "line", "word"),
    [
        ("idle", "line", "mute"),
        ("wait-ctl-reply", "odd", "odd"),
        ("1.1 wait-connect", "odd", "odd"),
        ("established", "good", "good"),
        ("closed", "mute", "mute"),
    ],
)
def test_states_have_the_colour_of_their_lifeline(state: str, line: str, word: str) -> None:
    assert (line_tone(state.rsplit(maxsplit=1)[-1]), word_tone(state)) == (line, word)


@pytest.mark.parametrize(
    ("rung", "tone"),
    [
        (Rung(REF, 0, 0, LAC, "control", "HELLO"), "acc"),
        (Rung(REF, 0, 0, LAC, "ppp", "LCP Echo-Request"), "mute"),
        (Rung(REF, 0, 0, LAC, "ppp", "LCP Echo-Request", unanswered=True), "bad"),
        (Rung(REF, 0, 0, LAC, "icmp", "ICMP port unreachable"), "bad"),
        (Rung(REF, 0, 0, LAC, "control", "HELLO", late=True), "odd"),
        (Rung(REF, 0, 0, LAC, "control", "HELLO", again=(Again(REF, 1, 1),)), "odd"),
    ],
)
def test_arrows_have_the_colour_of_what_became_of_the_message(rung: Rung, tone: str) -> None:
    assert arrow_tone(rung) == tone


def test_findings_have_the_colour_of_their_severity() -> None:
    assert [finding_tone(one) for one in ("fatal", "drop", "degraded", "posture", "info")] == [
        "bad", "bad", "odd", "mute", "mute",
    ]  # fmt: skip
