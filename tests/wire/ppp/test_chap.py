"""CHAP and the texts of MS-CHAP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.ppp.chap import Chap, ChapVerdict, failure_of
from l2tpscope.wire.ppp.numbers import CHAP
from l2tpscope.wire.ppp.packet import decode_ppp
from tests.wire.ppp.building import packet

VALUE = bytes(range(16))
PROOF = "407A5589115FD0D6209F510FE9C04566932CDA56"
"""RFC 2759 9.2."""


def verdict(code: int, text: bytes) -> ChapVerdict:
    said = decode_ppp(CHAP, packet(code, text)).said
    assert isinstance(said, ChapVerdict)
    return said


@pytest.mark.parametrize(
    ("code", "body", "said"),
    [
        (1, b"\x10" + VALUE + b"lns", Chap(16, VALUE, "lns")),
        (1, b"\x08" + VALUE[:8], Chap(8, VALUE[:8], "")),
        (2, b"\x10" + VALUE + b"alice", Chap(16, VALUE, "alice")),
        (2, b"\x31" + bytes(49) + b"BIGCO\\johndoe", Chap(49, bytes(49), "BIGCO\\johndoe")),
    ],
)
def test_challenges_and_responses_have_a_value_and_a_name(code: int, body: bytes, said: Chap) -> None:
    found = decode_ppp(CHAP, packet(code, body))
    assert (found.said, found.defects) == (said, ())
    assert found.lines() == (("value", f"masked ({len(said.value)} octets)"), ("name", said.name))


@pytest.mark.parametrize(
    ("code", "body", "said", "text"),
    [
        (2, b"\x04swordfish", Chap(4, b"swordfish", ""), "Value-Size 4, 16 is the least of a Response"),
        (2, b"\xfaswordfish", Chap(250, b"swordfish", ""), "Value has 9 of 250 octets"),
        (1, b"\0lns", Chap(0, b"", "lns"), "Value-Size 0"),
        (1, b"", Chap(0, b"", ""), "Value-Size has 0 of 1 octets"),
    ],
)
def test_sizes_that_lie_are_defects_and_show_no_response(code: int, body: bytes, said: Chap, text: str) -> None:
    found = decode_ppp(CHAP, packet(code, body))
    assert found.said == said
    assert [defect.text for defect in found.defects] == [text]
    assert "sword" not in str(found.lines())


C = "0123456789ABCDEF" * 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"E=691 R=1 C={C} V=3 M=Access denied", (691, True, True, 3, "Access denied")),
        (f"E=648 R=0 C={C} V=3", (648, False, True, 3, None)),
        ("E=691 R=0", (691, False, False, None, None)),
        ("E=647", (647, None, False, None, None)),
        ("VE=691 R=1 V=3", (691, True, False, 3, None)),
        ("E=691 R=0 M=R=1 V=9 C=" + C, (691, False, False, None, "R=1 V=9 C=" + C)),
        ("V=3 R=1 E=709", (709, True, False, None, None)),
        ("Authentication failed", (None, None, False, None, None)),
        ("CODE=5 and M=x", (None, None, False, None, None)),
        ("E= R=1", (None, None, False, None, None)),
        ("", (None, None, False, None, None)),
    ],
)
def test_the_parts_of_a_failure_are_found(text: str, parts: tuple[object, ...]) -> None:
    said = verdict(4, text.encode())
    assert (said.success, said.text, said.proof) == (False, text, None)
    assert (said.error, said.retry, said.has_challenge, said.version, said.message) == parts


def test_a_failure_is_shown_in_words_without_its_challenge() -> None:
    lines = dict(verdict(4, f"E=691 R=1 C={C} V=3 M=Access denied".encode()).lines())
    assert lines["error"].startswith("691 AUTHENTICATION_FAILURE: wrong user name")
    assert (lines["retry"], lines["challenge"], lines["message"]) == ("allowed", "masked (16 octets)", "Access denied")
    assert C not in str(lines)
    assert verdict(4, b"no").lines() == (("message", "no"),)


@pytest.mark.parametrize("before", ["", "\x05"])
@pytest.mark.parametrize(("after", "message"), [(" M=Welcome", "Welcome"), ("", None), (" M=", "")])
def test_a_success_has_a_proof_that_is_not_shown(before: str, after: str, message: str | None) -> None:
    found = decode_ppp(CHAP, packet(3, f"{before}S={PROOF}{after}".encode()))
    assert isinstance(found.said, ChapVerdict)
    assert (found.said.proof, found.said.message) == (bytes.fromhex(PROOF), message)
    assert found.defects == ()
    assert PROOF[:8] not in found.said.text + str(found.lines())


def test_a_proof_that_is_too_short_is_a_defect_and_is_not_shown() -> None:
    found = decode_ppp(CHAP, packet(3, f"S={PROOF[:30]} M=Welcome".encode()))
    assert [(defect.offset, defect.text) for defect in found.defects] == [(4, "S= without its 40 hexadecimal digits")]
    assert isinstance(found.said, ChapVerdict)
    assert (found.said.proof, found.said.text, found.said.message) == (None, "S=masked M=Welcome", "Welcome")


def test_a_plain_success_is_its_text() -> None:
    assert verdict(3, b"Welcome\0") == ChapVerdict(success=True, text="Welcome")


@given(st.binary(max_size=80))
def test_any_text_of_a_failure_is_taken(octets: bytes) -> None:
    said = failure_of(octets)
    assert said.text.isprintable()
    assert all(value.isprintable() for _, value in said.lines())
