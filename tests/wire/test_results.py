"""Result codes, error codes and causes."""

import pytest

from l2tpscope.wire import results
from l2tpscope.wire.message import Avp
from l2tpscope.wire.results import Result, cdn_text, disconnect_text, error_text, result_of, stopccn_text


def avp(value: bytes, *, hidden: bool = False) -> Avp:
    return Avp(0, 1, mandatory=True, hidden=hidden, value=value, offset=12)


@pytest.mark.parametrize(
    ("octets", "result"),
    [
        ("0006", Result(6, None, None)),
        ("00020006", Result(2, 6, None)),
        ("00010000476f6f64627965", Result(1, 0, "Goodbye")),
        ("0003000000000000", Result(3, 0, None)),
        ("000300006e6f0000", Result(3, 0, "no")),
        ("000200", Result(2, None, None)),
        ("0100", Result(1, None, None, byte_swapped=True)),
        ("01000000", Result(1, 0, None, byte_swapped=True)),
        ("02000600", Result(2, 6, None, byte_swapped=True)),
        ("0101", Result(257, None, None)),
        ("0000", Result(0, None, None)),
        ("", Result(None, None, None)),
        ("00", Result(None, None, None)),
    ],
)
def test_a_result_code_is_read_at_each_length_and_in_either_octet_order(octets: str, result: Result) -> None:
    assert result_of(avp(bytes.fromhex(octets))) == result


def test_a_hidden_result_code_says_nothing() -> None:
    assert result_of(avp(b"\0\1", hidden=True)) == Result(None, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (stopccn_text(2, 6), "general error, which the error code names: a generic vendor-specific error occurred"),
        (stopccn_text(6), "the requester is being shut down"),
        (stopccn_text(6, 0), "the requester is being shut down"),
        (stopccn_text(5, 1), f"{results.STOPCCN_RESULTS[5][0]}: highest version supported 1"),
        (stopccn_text(99), "unassigned result code 99"),
        (cdn_text(4), "call failed: facilities are lacking at the moment"),
        (cdn_text(2, 77), "call disconnected for the reason that the error code names: unassigned error code 77"),
        (cdn_text(30, 1), f"{results.CDN_RESULTS[30][0]}: bit rates do not match"),
        (cdn_text(None), "no result code"),
        (disconnect_text(3, 1), "normal disconnection by LCP Terminate-Request (the peer sent it)"),
        (disconnect_text(5, 0), "LCP timed out"),
        (disconnect_text(999, 0), "unassigned disconnect code 999"),
    ],
)
def test_codes_have_words(text: str, words: str) -> None:
    assert text == words


def test_an_error_code_of_zero_speaks_only_where_it_is_asked_for() -> None:
    assert error_text(1, 0) is None
    assert error_text(2, 0) == "no general error"
    assert error_text(2, None) is None


def test_the_tables_hold_every_code_of_the_rfcs() -> None:
    assert set(results.STOPCCN_RESULTS) == set(range(9))
    assert set(results.CDN_RESULTS) == set(range(32)) - {29}
    assert set(results.GENERAL_ERRORS) == set(range(13))
    assert set(results.DISCONNECT_CAUSES) == set(range(21))
    assert {code for code, _ in results.DISCONNECT_DIRECTIONS} == {3, 4, 12, 15, 16, 19, 20}
    assert {16, 17, 31, 34, 41, 102, 127} <= set(results.Q931_CAUSES)
