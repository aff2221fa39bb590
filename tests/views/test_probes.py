"""Keepalives and round trips."""

from l2tpscope.conversation.model import PppFrame
from l2tpscope.views.probes import SHOWN, keepalives, round_trip_times
from l2tpscope.views.strips import Outcome, Probe, Probes, RoundTripTime
from tests.views.handmade import ADDRESSES, HELLO, LAC, LNS, Script, at, set_up, set_up_call

ANSWERED, UNANSWERED, OPEN = Outcome.ANSWERED, Outcome.UNANSWERED, Outcome.OPEN


def kept(script: Script, until: float) -> dict[str, Probes]:
    return {strip.name: strip for strip in keepalives(script.tunnel, at(until))}


def echo(script: Script, seconds: float, code: int, identifier: int) -> None:
    session = script.tunnel.sessions[0]
    sender = LAC if code == 9 else LNS
    ref = script.datagram(seconds, sender).ref
    octets = bytes([code, identifier, 0, 8, 0, 0, 0, 0])
    session.ppp.append(PppFrame(ref, at(seconds), sender, 0xC021, code, identifier, octets, ADDRESSES[sender]))


def calling() -> Script:
    script = Script()
    set_up(script)
    set_up_call(script)
    return script


def test_hellos_are_answered_by_what_acknowledges_them() -> None:
    script = Script()
    script.say(10, LAC, HELLO, 0, 0)
    script.say(10.5, LNS, HELLO, 0, 1)
    script.say(60, LAC, HELLO, 1, 0)
    strip = kept(script, 95)["HELLO"]
    assert strip.probes == (
        Probe(at(10), LAC, ANSWERED, 500_000_000),
        Probe(at(10.5), LNS, UNANSWERED),
        Probe(at(60), LAC, UNANSWERED),
    )
    assert strip.words == "1 of 3 answered"
    assert kept(script, 61)["HELLO"].probes[2].outcome is OPEN


def test_echoes_are_answered_by_the_reply_of_their_identifier() -> None:
    script = calling()
    for seconds, code, identifier in (
        (1, 9, 1),
        (1.2, 10, 1),
        (5, 9, 2),
        (9, 9, 2),
        (13, 9, 3),
        (13.1, 10, 2),
        (19, 9, 4),
    ):
        echo(script, seconds, code, identifier)
    strip = kept(script, 20)["LCP echo"]
    assert [(probe.outcome, probe.answered_after_ns) for probe in strip.probes] == [
        (ANSWERED, 200_000_000),
        (UNANSWERED, None),
        (ANSWERED, 4_100_000_000),
        (UNANSWERED, None),
        (OPEN, None),
    ]


def test_no_keepalives_no_strip() -> None:
    assert kept(calling(), 9) == {}


def test_of_many_some_are_shown_and_all_are_counted() -> None:
    script = calling()
    for number in range(1_000):
        echo(script, number, 9, number % 256)
        echo(script, number + 0.1, 10, number % 256)
    echo(script, 1_001, 9, 200)
    strip = kept(script, 1_100)["LCP echo"]
    assert len(strip.probes) <= SHOWN + 1
    assert [probe.outcome for probe in strip.probes].count(UNANSWERED) == 1
    assert strip.words == "1000 of 1001 answered"
    trips = round_trip_times(script.tunnel)
    assert trips is not None
    assert len(trips.samples) <= SHOWN + 2


def test_round_trips_are_those_of_messages_and_of_echoes() -> None:
    script = calling()
    echo(script, 1, 9, 1)
    echo(script, 1.25, 10, 1)
    trips = round_trip_times(script.tunnel)
    assert trips is not None
    assert trips.samples[0] == RoundTripTime(at(0), LAC, 12_000_000, "SCCRQ")
    assert trips.samples[-1] == RoundTripTime(at(1), LAC, 250_000_000, "LCP echo")
    assert trips.words == "2 ms to 250 ms, median 10 ms"


def test_one_round_trip_is_told_alone() -> None:
    script = Script()
    assert round_trip_times(script.tunnel) is None
    script.say(0, LAC, HELLO, 0, 0)
    script.say(0.5, LNS, None, 0, 1)
    trips = round_trip_times(script.tunnel)
    assert trips is not None
    assert trips.words == "500 ms"
