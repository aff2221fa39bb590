"""What Windows says in PPP."""

import pytest

from l2tpscope.wire.ppp.microsoft import IPSEC_ERRORS, RAS_ERRORS, error_words, windows_error


@pytest.mark.parametrize(
    ("octets", "error"),
    [
        ("1a2b3c4d 003ccd74 000002b3", 691),
        ("1a2b3c4d 003ccd74 000002e6", 742),
        ("1a2b3c4d 003ccd74 00000000", 0),
        ("003ccd74 003ccd74 000002b3", 691),
        ("1a2b3c4d 003ccd74 0000", None),
        ("1a2b 003ccd74 000002b3", None),
        ("55736572207265717565737400", None),
        ("", None),
    ],
)
def test_the_number_in_a_terminate_request_is_found(octets: str, error: int | None) -> None:
    assert windows_error(bytes.fromhex(octets)) == error


def test_numbers_have_names_and_meanings() -> None:
    assert error_words(720) == "720 PPP_NO_PROTOCOLS_CONFIGURED: no PPP network control protocol came up"
    assert error_words(13801) == "13801"


@pytest.mark.parametrize("number", [646, 647, 648, 649, 691, 709])
def test_the_numbers_of_ms_chap_are_among_them(number: int) -> None:
    assert number in RAS_ERRORS


def test_names_are_unique() -> None:
    assert len({name for name, _ in RAS_ERRORS.values()}) == len(RAS_ERRORS)


def test_errors_of_ike_are_told_apart_from_those_of_ras() -> None:
    assert not IPSEC_ERRORS.keys() & RAS_ERRORS.keys()
    assert len({name for name, _ in IPSEC_ERRORS.values()}) == len(IPSEC_ERRORS)
