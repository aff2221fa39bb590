"""Facts of a capture: what is said once, and how much."""

from l2tpscope.capture.facts import CaptureFacts


def test_a_warning_is_said_once() -> None:
    facts = CaptureFacts("a", "pcap")
    facts.warn("one")
    facts.warn("two")
    facts.warn("one")
    assert facts.warnings == ("one", "two")


def test_warnings_are_kept_within_bounds() -> None:
    facts = CaptureFacts("a", "pcap")
    for number in range(1000):
        facts.warn(str(number))
    assert len(facts.warnings) == 100
