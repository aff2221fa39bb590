"""What the explanations say of the errors of Windows."""

import re

import pytest

from l2tpscope.render.explained import explained
from l2tpscope.render.explained_windows import LOOK_FOR, MS_CHAP, windows_lines
from l2tpscope.render.ink import Ink
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.wire.ppp.microsoft import IPSEC_ERRORS, RAS_ERRORS


@pytest.mark.parametrize(
    "name", ["809", "Windows 809", "windows error 809", "RAS error 809", "VPN error 809", "error 809"]
)
def test_an_error_of_windows_says_where_to_look_and_which_rules_do(name: str) -> None:
    text = explained(name, Ink()) or ""
    assert text.startswith("Windows error 809: ERROR_VPN_TIMEOUT\n")
    assert "UDP 500" in text
    assert "l2tp-no-reply-plain: " in text
    assert "not what it was" in text


@pytest.mark.parametrize("name", ["E=691", "e = 691", "MS-CHAP 691", "MSCHAPv2 error 691", "691"])
def test_a_number_of_ms_chap_is_one_of_windows(name: str) -> None:
    text = explained(name, Ink()) or ""
    assert text.startswith("Windows error 691: ERROR_AUTHENTICATION_FAILURE\n")
    assert "after E=" in text
    assert "RFC 2759 6" in text


def test_errors_of_ike_have_the_name_of_their_header() -> None:
    assert (explained("13806", Ink()) or "").startswith("Windows error 13806: ERROR_IPSEC_IKE_NO_CERT\n")


@pytest.mark.parametrize("name", ["", "0", "E=0", "7", "error 7", "999999", "-691", "E=", "809x"])
def test_what_is_no_error_of_windows_is_left_to_others(name: str) -> None:
    assert windows_lines(name) is None


def test_every_number_says_what_to_look_for_at_most_once() -> None:
    numbers = [number for row in LOOK_FOR for number in row[0]]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= RAS_ERRORS.keys() | IPSEC_ERRORS.keys()
    assert set(MS_CHAP) <= set(numbers)
    assert IPSEC_ERRORS.keys() <= set(numbers)


def test_rules_to_look_for_are_called_as_rules_are() -> None:
    named = {rule for row in LOOK_FOR for rule in row[2]}
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule) for rule in named)
    assert named & {rule.name for rule in CATALOGUE}


@pytest.mark.parametrize("number", [*RAS_ERRORS, *IPSEC_ERRORS])
def test_every_error_is_explained_in_the_width_asked_for(number: int) -> None:
    text = explained(f"Windows error {number}", Ink(width=60)) or ""
    assert (number == 0) == (text == "")
    assert max(map(len, text.splitlines()), default=0) <= 60
