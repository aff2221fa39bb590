"""Echoes that are only counted leave everything as it was: each capture is read with and without counting."""

from io import BytesIO
from itertools import pairwise

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation import keepalives
from l2tpscope.conversation.keepalives import KEPT, MOST_WAITING, SURE, Keepalives
from l2tpscope.conversation.model import Address, PppFrame, Session, Side
from l2tpscope.render.as_json import json_chunks
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.render.text import verdict_text
from l2tpscope.scan.flow import FlowKey
from l2tpscope.views.ladder import ladder
from l2tpscope.views.rows import ECHO, Calm, Quiet, Row, Rung, Traffic
from l2tpscope.views.strips import Messages, Probes
from l2tpscope.views.summary import summary
from l2tpscope.views.timeline import timeline
from tests.conversation.dialled import LCP, OPEN, sent, session_of
from tests.rules.ladder.play import capture_of

UP = "0 setup\n0.1 call\n"
MANY = 120
REQUEST = 9
ASK, TELL = ("-->", LCP, 9, bytes.fromhex("a1a1a1a1")), ("<--", LCP, 10, bytes.fromhex("b2b2b2b2"))
ALIKE = [
    (1, "--> LCP ConfReq id=1"),
    (1.1, "<-- LCP ConfAck"),
    (1.2, "<-- LCP ConfReq id=1"),
    (1.3, "--> LCP ConfAck"),
    (1.4, "--> IPCP ConfReq id=1"),
    (1.5, "<-- IPCP ConfAck"),
    (1.6, "<-- IPCP ConfReq id=1"),
    (1.7, "--> IPCP ConfAck"),
]


def echoes(  # noqa: PLR0913 - what an echo can be like
    count: int,
    *,
    begin: float = 10,
    every: float = 30,
    rtt: float = 0.03,
    arrow: str = "-->",
    words: str = "",
    first: int = 0,
) -> list[str]:
    """The lines of so many echoes of one side: each request and its reply."""
    back = "<--" if arrow == "-->" else "-->"
    lines = []
    for number in range(count):
        time, identifier = begin + number * every, (first + number) % 256
        lines.append(f"{time:.3f} {arrow} LCP EchoReq id={identifier}{words}")
        lines.append(f"{time + rtt:.3f} {back} LCP EchoRep id={identifier}{words}")
    return lines


def script_of(*lines: str, end: float = 60 + 30 * MANY) -> str:
    """A capture of these lines after a call came up, in order of time."""
    return UP + "\n".join(sorted(lines, key=lambda line: float(line.split(" ", 1)[0]))) + f"\nend {end}"


def both(script: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Analysis, Analysis]:
    """The analysis as it is, and one with every echo kept."""
    octets = capture_of(f"A case.\n{script}\nexpect: nothing\n")
    counted = read(BytesIO(octets))
    with monkeypatch.context() as patched:
        patched.setattr(keepalives, "KEPT", 10**9)
        return counted, read(BytesIO(octets))


def told(analysis: Analysis) -> list[str]:
    """All that is said of it, but for the pictures."""
    texts = [verdict_text(summary(analysis), Ink()), b"".join(json_chunks(analysis)).decode()]
    return texts + [ladder_text(ladder(analysis, tunnel), Ink()) for tunnel in analysis.conversation.tunnels]


def session_in(analysis: Analysis) -> Session:
    """Its first session."""
    return analysis.conversation.tunnels[0].sessions[0]


def without(lines: list[str], *places: int) -> list[str]:
    """The lines but for those at these places."""
    return [line for place, line in enumerate(lines) if place not in places]


def moved(lines: list[str], place: int, by: float) -> list[str]:
    """The lines with one of them so much later."""
    time, rest = lines[place].split(" ", 1)
    return [*lines[:place], f"{float(time) + by:.3f} {rest}", *lines[place + 1 :]]


LINES = echoes(MANY)
ASKED_BY_BOTH = [*LINES, *echoes(MANY, begin=17, arrow="<--", rtt=0.05)]
DATA = [f"{500 + 0.1 * number:.3f} --> DATA 1" for number in range(20)]
SILENT = [f"{10 + 30 * MANY + 10 * number:.3f} --> LCP EchoReq id={90 + number}" for number in range(8)]
SILENCE = [f"{150_010 + 10 * number} --> LCP EchoReq id={140 + number}" for number in range(5)]
SILENCE += ['150060 --> LCP TermReq "Peer not responding"', "150060.1 --> CDN result=1"]
SECOND = ["0.5 call s=2", *echoes(MANY, begin=10.01, rtt=0.04, words=" s=2")]
CAPTURES = {
    "everyday": script_of(*LINES),
    "both sides ask": script_of(*ASKED_BY_BOTH),
    "with octets behind the magic number": script_of(
        *(line + (" hex=a1a1a1a10011" if "Req" in line else " hex=b2b2b2b22233") for line in LINES)
    ),
    "without magic numbers": script_of(*echoes(MANY, words=" hex=00000000")),
    "without FF 03": script_of(*echoes(MANY, words=" bare")),
    "one request is lost": script_of(*without(LINES, 100)),
    "one reply is lost": script_of(*without(LINES, 101)),
    "many replies are lost": script_of(*without(LINES, *range(41, 200, 26))),
    "a reply is late": script_of(*moved(LINES, 101, 4)),
    "a reply is later than the next": script_of(*moved(LINES, 101, 31)),
    "two requests at a time": script_of(*echoes(MANY, rtt=1.5, every=1), end=200),
    "the peer falls silent": script_of(*LINES, *SILENT, end=4200),
    "the peer falls silent, and the call ends": script_of(*LINES, *SILENT, "3800 --> CDN result=1/0", end=4200),
    "a pause": script_of(*echoes(MANY // 2), *echoes(MANY // 2, begin=6000, first=60), end=9000),
    "data among them": script_of(*LINES, *DATA),
    "LCP begins anew": script_of(*LINES, "1801 --> LCP ConfReq id=9", "1801.1 <-- LCP ConfAck"),
    "the call ends": script_of(*LINES, f"{20 + 30 * MANY} close"),
    "an end moves": script_of(*LINES, "1801 initiator at=192.0.2.10:4001"),
    "the call was there before": "begin 5\n" + script_of(*LINES),
    "one direction": "hide <--\n" + script_of(*LINES),
    "replies only": "hide -->\n" + script_of(*LINES),
    "several calls": script_of(*LINES, *SECOND),
    "several calls that were there before": "begin 5\n" + script_of(*LINES, *SECOND),
    "every frame twice": "twice 0.0001\n" + script_of(*LINES),
}


@pytest.mark.parametrize("name", CAPTURES)
def test_all_that_is_said_stays_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, kept = both(CAPTURES[name], monkeypatch)
    assert not session_in(kept).echo_runs
    assert told(counted) == told(kept)


def test_a_session_of_a_day_keeps_the_first_and_the_last_and_counts_the_others() -> None:
    analysis = read(BytesIO(capture_of(f"A case.\n{CAPTURES['everyday']}\nexpect: nothing\n")))
    session = session_in(analysis)
    (run,) = session.echo_runs
    kept = [frame.identifier for frame in session.ppp if frame.protocol == LCP and frame.code == REQUEST]
    assert kept == [*range(KEPT), *range(MANY - KEPT, MANY)]
    assert (run.count, run.request.sender, run.reply.sender) == (MANY - 2 * KEPT, Side.INITIATOR, Side.RECIPIENT)
    own = session.link.echoes[Side.INITIATOR] if session.link else None
    assert own is not None
    assert (own.sent, own.answered, own.unanswered) == (MANY, MANY, [])
    assert sum(count for _, count in own.rtts_ns) == MANY


def test_what_is_not_everyday_stays_a_frame_with_those_around_it() -> None:
    counted = read(BytesIO(capture_of(f"A case.\n{CAPTURES['one reply is lost']}\nexpect: nothing\n")))
    session = session_in(counted)
    kept = [frame.identifier for frame in session.ppp if frame.protocol == LCP and frame.code == REQUEST]
    assert kept == [*range(KEPT), *range(50 - KEPT, 52 + KEPT), *range(MANY - KEPT, MANY)]
    first, second = session.echo_runs
    assert first.last_ns < second.request.time_ns


@pytest.mark.parametrize("name", ["one direction", "replies only", "several calls that were there before"])
def test_where_it_is_not_sure_who_answers_whom_all_is_kept(name: str) -> None:
    assert not session_in(read(BytesIO(capture_of(f"A case.\n{CAPTURES[name]}\nexpect: nothing\n")))).echo_runs


def test_a_call_from_before_the_capture_is_sure_after_a_few_echoes() -> None:
    script = CAPTURES["the call was there before"]
    (run,) = session_in(read(BytesIO(capture_of(f"A case.\n{script}\nexpect: nothing\n")))).echo_runs
    assert run.count == MANY - SURE - 2 * KEPT


def test_a_reply_with_the_magic_number_of_its_request_came_back_by_a_loop_and_is_kept() -> None:
    body = bytes.fromhex("a1a1a1a1")
    loop = "".join(sent("-->", LCP, 9, body, number) + sent("<--", LCP, 10, body, number) for number in range(40))
    assert not session_of(OPEN + loop).echo_runs


def test_packets_that_break_the_format_are_kept() -> None:
    short = "".join(sent("-->", LCP, 9, b"", number) + sent("<--", LCP, 10, b"", number) for number in range(40))
    assert not session_of(OPEN + short).echo_runs
    sound = "".join(sent(*each, number) for number in range(40) for each in (ASK, TELL))
    (run,) = session_of(OPEN + sound).echo_runs
    assert run.count == 40 - 2 * KEPT


def test_calls_that_configure_themselves_alike_are_not_taken_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    # The same magic numbers and identifiers at the same time, but another round trip: nothing but the calls tells.
    lines = [f"{time} {words} s={call}" for call in (1, 2) for time, words in ALIKE]
    lines += [f"{line} s=1" for line in echoes(MANY, rtt=0.9)] + [f"{line} s=2" for line in echoes(MANY, begin=10.1)]
    script = "0 setup\n0.1 icall\n0.2 icall s=2\n" + script_of(*lines).removeprefix(UP)
    counted, kept = both(script, monkeypatch)
    assert told(counted) == told(kept)


def test_a_flood_of_requests_waits_in_bounded_tables() -> None:
    taken = Keepalives()
    for number in range(3 * MOST_WAITING):
        key = FlowKey("192.0.2.1", 1701, f"10.0.{number >> 8}.{number & 255}", 1701, 2, 1, 1)
        octets = (b"\x01\x01\x00\x0a\x05\x06" if number % 2 else b"\x09\x01\x00\x08") + number.to_bytes(4)
        source = Address(key.source, key.source_port)
        taken.add(key, PppFrame(FrameRef(0, number), number, Side.INITIATOR, LCP, octets[0], 1, octets, source))
    assert len(taken.frames) == 3 * MOST_WAITING
    assert max(len(taken._asking), len(taken._configuring)) <= MOST_WAITING


def test_the_picture_shows_the_echoes_that_were_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, kept = both(CAPTURES["everyday"], monkeypatch)
    drawn, whole = (timeline(each, each.conversation.tunnels[0]) for each in (counted, kept))
    assert drawn.axis.begin_ns == whole.axis.begin_ns
    for strip in (one for one in drawn.strips if isinstance(one, Messages)):
        times = sorted(tick.time_ns for tick in strip.ticks)
        assert max(after - before for before, after in pairwise(times)) <= 61 * 10**9
    told_of = [[one.words for one in each.strips if isinstance(one, Probes)] for each in (drawn, whole)]
    assert told_of[0] == told_of[1] == [f"{MANY} of {MANY} answered"]


def test_five_thousand_echoes_are_told_as_if_all_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, kept = both(script_of(*echoes(5000), *DATA, *SILENCE, end=160_000), monkeypatch)
    assert told(counted) == told(kept)
    assert counted.findings[0].rule == "td-silent-death"
    assert len(session_in(counted).ppp) < 50


def test_what_happens_beside_a_run_is_not_lost_and_no_pause_is_told_that_was_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = script_of(*LINES, "1700 call s=2", "1790 hangup s=2")
    counted, kept = (ladder(each, each.conversation.tunnels[0]).rows for each in both(script, monkeypatch))
    assert echoes_in(counted) == echoes_in(kept) == 2 * MANY
    assert [row for row in counted if isinstance(row, Rung)] == [row for row in kept if isinstance(row, Rung)]
    assert {row for row in counted if isinstance(row, Quiet)} <= {row for row in kept if isinstance(row, Quiet)}
    assert data_in(counted) == data_in(kept) == 16


def echoes_in(rows: tuple[Row, ...]) -> int:
    """Requests and replies, one by one and counted."""
    rungs = sum(isinstance(row, Rung) and row.label.startswith(ECHO) for row in rows)
    return rungs + sum(dict(row.counts).get(ECHO, 0) for row in rows if isinstance(row, Calm))


def data_in(rows: tuple[Row, ...]) -> int:
    """Packets of both sides, those among keepalives too."""
    portions = (row.traffic if isinstance(row, Calm) else row for row in rows)
    return sum(each.initiator[0] + each.recipient[0] for each in portions if isinstance(each, Traffic))
