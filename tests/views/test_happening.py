"""What has happened, the latest first."""

from l2tpscope.analysis import Analysis, read
from l2tpscope.live.events import Event, Kind
from l2tpscope.views.happening import MOST_NOTES, Happened, Happening, found
from tests.samples import FOLDER, analysed

WRONG = FOLDER / "wrong-then-right-password.pcap"


def rules(each: tuple[Happening, ...]) -> list[str]:
    return [one.finding.rule for one in each if one.finding is not None]


def test_a_file_tells_its_findings_in_their_order_and_without_times() -> None:
    analysis = analysed("tunnel-auth-mismatch.pcap")
    told = found(analysis)
    assert [one.finding for one in told] == list(analysis.findings)
    assert [one.number for one in told] == list(range(1, len(told) + 1))
    assert {one.time_ns for one in told} == {None}


def test_a_finding_keeps_the_time_at_which_it_was_first_told_and_the_latest_are_new() -> None:
    happened = Happened()
    first, last = read(WRONG, count=60), read(WRONG)
    early = happened.after([], first)
    late = happened.after([], last)
    assert set(rules(early)) < set(rules(late))
    for one in late:
        is_old = one.key in {each.key for each in early}
        assert one.time_ns == (first if is_old else last).conversation.last_ns
        assert one.is_new is not is_old
    times = [one.time_ns or 0 for one in late]
    assert times == sorted(times, reverse=True)
    assert [one.is_new for one in happened.after([], last)] == [one.is_new for one in late], "nothing came since"


def test_who_waits_stands_first_and_is_no_finding() -> None:
    told = Happened().after([], read(FOLDER / "firewall-drops-1701.pcap", count=4))
    assert told[0].waiting is not None
    assert "pending-at-end" not in rules(told)


def test_the_last_notes_stay() -> None:
    happened, analysis = Happened(), analysed("clean-call.pcap")
    events = [note(analysis, number) for number in range(MOST_NOTES + 5)]
    told = [one.note for one in happened.after(events, analysis) if one.note]
    assert len(told) == MOST_NOTES
    assert "note 0" not in told
    told = [one.note for one in happened.after([note(analysis, 99)], analysis) if one.note and one.is_new]
    assert told == ["note 99"]


def note(analysis: Analysis, number: int) -> Event:
    return Event(Kind.NOTE, analysis.conversation.last_ns + number, text=f"note {number}")
