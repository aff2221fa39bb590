"""The lines of the lower pane."""

from l2tpscope.analysis import read
from l2tpscope.render.escape import cells
from l2tpscope.render.ink import Ink
from l2tpscope.screens.happenings import concerns, told, words
from l2tpscope.views.happening import Happened, Happening, found
from tests.samples import FOLDER, analysed

INK = Ink()


def test_a_finding_of_a_file_is_told_without_a_time() -> None:
    first = found(analysed("tunnel-auth-mismatch.pcap"))[0]
    assert told(first, INK).startswith("✗ [1] tun-secret-mismatch  tunnel 1  initiator lac-one")
    assert concerns(first) == 1
    assert "tun-secret-mismatch" in words(first)


def test_a_finding_of_a_live_capture_has_its_time_and_a_dot_while_it_is_the_latest() -> None:
    happened, analysis = Happened(), analysed("tunnel-auth-mismatch.pcap")
    assert told(happened.after([], analysis)[0], INK).startswith("02:24:57 ● ✗ [1] tun-secret-mismatch")
    old = Happening("key", analysis.conversation.last_ns, 1, analysis.findings[0])
    assert told(old, INK).startswith("02:24:57   ✗ [1] tun-secret-mismatch")


def test_who_waits_is_told_as_likely_with_the_time_left() -> None:
    one = Happened().after([], read(FOLDER / "firewall-drops-1701.pcap", count=4))[0]
    assert told(one, INK).startswith("29 s left   ◌ likely  tunnel 1  SCCRQ to 198.51.100.20 unacknowledged, sent 2")
    assert concerns(one) == 1
    assert told(one, Ink(unicode=False)).startswith("29 s left   o likely")


def test_notes_and_long_texts_stay_on_their_line_and_are_harmless() -> None:
    note = Happening("note", 1, note="saved \x1b[31m" + "x" * 300)
    assert cells(told(note, INK)) == 80
    assert "\\x1b" in told(note, INK)
    assert concerns(note) is None
