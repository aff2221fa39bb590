"""What a message holds, on demand."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.views.details import MOST_LINES, DetailLine, details_of, shortened
from l2tpscope.views.ladder import ladder
from l2tpscope.views.rows import Rung
from l2tpscope.wire.message import Avp, Defect
from tests.conversation.played import played
from tests.views.handmade import LAC, Script, analysis_of, whole


def rungs_of(script: str) -> list[Rung]:
    analysis = analysis_of(played(script))
    return [row for row in ladder(analysis, analysis.conversation.tunnels[0]).rows if isinstance(row, Rung)]


def test_avps_are_told_with_their_flags_and_values() -> None:
    details = details_of(rungs_of("0 setup\nend 1")[0])
    assert details is not None
    assert details.title == f"{len(details.lines)} AVPs"
    assert DetailLine("M- 7   Host Name: lac") in details.lines


def test_the_avp_that_breaks_the_format_is_marked() -> None:
    type_, host = (Avp(0, at, mandatory=True, hidden=False, value=b"x", offset=12 + at) for at in (0, 7))
    message = Script().say(0, LAC, 1, 0, 0, avps=(type_, host)).message
    spoilt = message._replace(defects=(Defect(20, "odd", "2661 4.1"),))
    details = details_of(Rung(FrameRef(0, 1), 0, 0, LAC, "control", "SCCRQ", spoilt))
    assert details is not None
    assert [line.is_defective for line in details.lines] == [False, True]


def test_options_of_ppp_are_told_one_a_line() -> None:
    rungs = rungs_of("0 setup\n0.1 icall\n+0.1 --> LCP ConfReq id=1 mru=1400 auth=chap\nend 60")
    details = details_of(rungs[-1])
    assert details is not None
    assert details.title == f"{len(details.lines)} options"
    assert "MRU: 1400" in [line.text for line in details.lines]


def test_what_the_ladder_tells_anyhow_is_not_offered_again() -> None:
    rungs = rungs_of("0 setup\n0.1 --> HELLO\n+0.1 <-- ZLB\nend 60")
    assert [details_of(rung) for rung in rungs[-2:]] == [None, None]


def test_a_message_without_any_avp_that_can_be_read_has_none_to_show() -> None:
    message = Script().say(0, LAC, 1, 0, 0).message
    spoilt = message._replace(defects=(Defect(12, "an AVP of no length", "2661 4.1"),))
    assert details_of(Rung(FrameRef(0, 1), 0, 0, LAC, "control", "SCCRQ", spoilt)) is None


def test_secrets_stay_masked() -> None:
    told = [details_of(rung) for rung in rungs_of("0 setup challenge\n0.1 call\nend 60")]
    text = " ".join(line.text for details in told if details for line in details.lines)
    assert "Challenge: masked" in text


def test_thousands_of_avps_and_long_values_are_bounded() -> None:
    script = Script()
    avps = tuple(Avp(0, 7, mandatory=True, hidden=False, value=b"y" * 1_000, offset=12 + at) for at in range(5_000))
    script.say(0, LAC, 1, 0, 0, avps=avps)
    (rung,) = ladder(analysis_of(whole([script.tunnel], [], 1, 2)), script.tunnel).rows
    assert isinstance(rung, Rung)
    details = details_of(rung)
    assert details is not None
    assert (details.title, len(details.lines)) == ("5,000 AVPs", MOST_LINES + 1)
    assert details.lines[-1].text == "and 4,940 more"
    assert max(len(line.text) for line in details.lines) < 450


def test_a_text_is_cut_with_a_mark() -> None:
    assert shortened("x" * 400) == "x" * 400
    assert shortened("x" * 401) == "x" * 400 + "… (1 letter more)"
