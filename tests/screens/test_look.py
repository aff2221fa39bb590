"""One analysis with what the first screen says of it."""

from l2tpscope.analysis import read
from l2tpscope.screens.look import Chosen, LiveLook, Look
from l2tpscope.views.happening import Happened
from l2tpscope.views.pulse import Reading
from l2tpscope.views.rows import Rung
from tests.samples import FOLDER, analysed


def live(name: str, count: int | None = None) -> LiveLook:
    return LiveLook(read(FOLDER / name, count=count), [], Happened(), Reading())


def unanswered(look: Look) -> list[str]:
    shown = look.ladder(Chosen(look.analysis.conversation.tunnels[0].name))
    assert shown is not None
    return [row.label for row in shown.rows if isinstance(row, Rung) and row.unanswered]


def test_a_file_is_told_with_its_span_and_its_findings() -> None:
    look = Look(analysed("tunnel-auth-mismatch.pcap"))
    assert (look.is_live, look.remarks) == (False, ())
    assert look.heading.startswith("02:24:34 to 02:24:57 UTC")
    assert look.headline.startswith("The only call failed")
    assert len(look.happenings) == len(look.analysis.findings)


def test_what_goes_on_is_told_with_its_clock_and_not_as_ended() -> None:
    look = live("firewall-drops-1701.pcap", 8)
    assert look.is_live
    assert look.heading.startswith("02:26:03 UTC  8 frames  ")
    assert look.headline == "1 call, still being set up."


def test_of_what_was_just_sent_it_is_not_said_that_no_answer_came() -> None:
    assert unanswered(Look(read(FOLDER / "firewall-drops-1701.pcap", count=1))) == ["SCCRQ"]
    assert unanswered(live("firewall-drops-1701.pcap", 1)) == []
    assert unanswered(live("firewall-drops-1701.pcap", 4)) == ["SCCRQ"], "it was sent again"
