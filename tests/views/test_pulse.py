"""Clock, rates and drops of a live capture."""

from dataclasses import replace

from l2tpscope.analysis import Analysis, read
from l2tpscope.views.pulse import Reading, left_out, pulse, reading, so_far
from l2tpscope.views.summary import Verdict
from tests.samples import FOLDER, analysed

CLEAN = analysed("clean-call.pcap")


def test_rates_are_those_since_the_look_before() -> None:
    now = reading(CLEAN)
    before = Reading(now.time_ns - 2_000_000_000, now.frames - 5, now.octets - 1_000)
    assert f"{now.frames:,} frames  2.5/s  4 kbit/s" in pulse(CLEAN, before)
    many = Reading(now.time_ns - 2_000_000_000, now.frames - 50, now.octets - 1_000)
    assert "  25/s  " in pulse(CLEAN, many)


def test_in_less_than_a_second_and_when_clocks_go_back_a_second_counts() -> None:
    now = reading(CLEAN)
    for earlier_ns in (1_000_000, 0, -3_600_000_000_000):
        before = Reading(now.time_ns - earlier_ns, now.frames - 5, now.octets)
        assert "  5.0/s  0 bit/s  " in pulse(CLEAN, before)


def test_the_first_look_counts_from_the_first_frame() -> None:
    seconds = (CLEAN.conversation.last_ns - CLEAN.conversation.first_ns) / 1e9
    assert f"  {CLEAN.conversation.counts.frames / seconds:.1f}/s  " in pulse(CLEAN, Reading())


def test_what_the_kernel_dropped_is_told_if_anybody_knows() -> None:
    assert pulse(CLEAN, Reading()).endswith("drops unknown")
    assert pulse(analysed("redial-storm.pcapng"), Reading()).endswith("0 dropped")


def test_before_the_first_frame_there_is_nothing_to_tell() -> None:
    assert pulse(read(FOLDER / "clean-call.pcap", until=0), Reading()) == "no frame yet"


def test_what_has_no_room_in_memory_is_told_without_the_name_of_the_source() -> None:
    assert left_out(CLEAN) == []
    assert left_out(_with_warning("clean-call.pcap: 3 messages are left out")) == ["3 messages are left out"]
    assert left_out(_with_warning("clean-call.pcap: the clock runs backwards at frame 83, by 0.000363000 s")) == []


def test_of_a_capture_that_goes_on_the_end_is_not_spoken_of() -> None:
    """In the words that the verdict and the rule really have."""
    asked = analysed("pending-at-end.pcap")
    (pending,) = (one.summary for one in asked.findings if one.rule == "pending-at-end")
    told = Verdict(asked).headline
    for text in (told, pending):
        assert "when the capture end" in text
        assert "the capture" not in so_far(text)
    assert so_far("LAC lac-one fell silent") == "LAC lac-one fell silent"


def _with_warning(sentence: str) -> Analysis:
    facts = replace(CLEAN.conversation.captures[0], path="clean-call.pcap", warnings=(sentence,))
    return replace(CLEAN, conversation=replace(CLEAN.conversation, captures=[facts]))
