"""Which two flows of a call set up before the capture belong together."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.echo_run import EchoRun
from l2tpscope.conversation.halves import PROMPT_NS, Halves, paired
from l2tpscope.conversation.model import SECOND, Address, PppFrame, Side
from l2tpscope.scan.flow import FlowKey, FlowRow

ECHO_REQUEST, ECHO_REPLY = (0xC021, 9), (0xC021, 10)
IPCP_9, IPCP_10 = (0x8021, 9), (0x8021, 10)
ONE, OTHER = Side.INITIATOR, Side.RECIPIENT
Said = tuple[Side, int, PppFrame]


def _row(session_id: int) -> FlowRow:
    key = FlowKey("192.0.2.1", 1701, "192.0.2.2", 1701, 2, 7, session_id)
    return FlowRow(0, key, first_frame=1, last_frame=2, first_ns=0, last_ns=1)


def _halves(one: list[int], other: list[int]) -> Halves:
    return {ONE: {number: [_row(number)] for number in one}, OTHER: {number: [_row(number)] for number in other}}


def _said(time_ns: int, sender: Side, session_id: int, kind: tuple[int, int], identifier: int) -> Said:
    frame = PppFrame(FrameRef(0, 1), time_ns, sender, *kind, identifier, b"", Address("192.0.2.1", 1701))
    return sender, session_id, frame


def _ids(calls: list[dict[Side, list[FlowRow]]]) -> set[tuple[int | None, int | None]]:
    """(session ID in the initiator's data, in the recipient's) of each call."""
    return {
        (call[ONE][0].key.session_id if ONE in call else None, call[OTHER][0].key.session_id if OTHER in call else None)
        for call in calls
    }


def _echo(asker: Side, asking: int, answering: int, identifier: int, at: int = 0) -> list[Said]:
    return [
        _said(at, asker, asking, ECHO_REQUEST, identifier),
        _said(at + SECOND // 100, asker.other, answering, ECHO_REPLY, identifier),
    ]


def test_the_only_half_of_each_side_make_a_call() -> None:
    assert _ids(paired(_halves([11], [22]), [], {})) == {(11, 22)}


def test_halves_that_nothing_joins_stay_alone() -> None:
    assert _ids(paired(_halves([11, 12], [22]), [], {})) == {(11, None), (12, None), (None, 22)}


def test_echoes_that_answer_each_other_join_their_halves_whoever_asks() -> None:
    said = [*_echo(ONE, 11, 22, 1), *_echo(OTHER, 23, 12, 2)]
    assert _ids(paired(_halves([11, 12, 13], [22, 23]), said, {})) == {(11, 22), (12, 23), (13, None)}


def test_an_answer_that_comes_too_late_may_be_somebody_elses() -> None:
    late = [_said(0, ONE, 11, ECHO_REQUEST, 1), _said(PROMPT_NS + 1, OTHER, 22, ECHO_REPLY, 1)]
    assert _ids(paired(_halves([11, 12], [22]), late, {})) == {(11, None), (12, None), (None, 22)}


def test_two_that_ask_with_the_same_identifier_are_told_apart_by_a_later_echo() -> None:
    same = [
        _said(0, ONE, 11, ECHO_REQUEST, 1),
        _said(1, ONE, 12, ECHO_REQUEST, 1),
        _said(2, OTHER, 22, ECHO_REPLY, 1),
        _said(3, OTHER, 23, ECHO_REPLY, 1),
    ]
    assert _ids(paired(_halves([11, 12], [22, 23]), same, {})) == {(11, None), (12, None), (None, 22), (None, 23)}
    later = [*_echo(ONE, 11, 22, 5, at=30 * SECOND), *_echo(ONE, 12, 23, 6, at=31 * SECOND)]
    assert _ids(paired(_halves([11, 12], [22, 23]), [*same, *later], {})) == {(11, 22), (12, 23)}


def test_echoes_that_were_only_counted_join_their_halves_as_often_as_they_were() -> None:
    row, other = _row(11).key, _row(22).key
    (_, _, request), (_, _, reply) = _echo(ONE, 11, 22, 1)
    run = EchoRun(request, reply)
    for number in range(3):
        run.add(number * SECOND, number * SECOND + 1)
    alike = [*_echo(ONE, 11, 23, 1), *_echo(ONE, 11, 23, 2, at=30 * SECOND)]
    assert _ids(paired(_halves([11, 12], [22, 23]), alike, {row: [(other, run)]})) == {
        (11, 22),
        (12, None),
        (None, 23),
    }
    asked_back = {other: [(row, run)]}
    assert _ids(paired(_halves([11], [22, 23]), [], asked_back)) == {(11, 22), (None, 23)}


def test_only_lcp_echoes_count() -> None:
    said = [_said(0, ONE, 11, IPCP_9, 1), _said(1, OTHER, 22, IPCP_10, 1)]
    assert _ids(paired(_halves([11, 12], [22]), said, {})) == {(11, None), (12, None), (None, 22)}
