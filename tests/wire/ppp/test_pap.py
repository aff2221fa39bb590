"""PAP."""

import pytest

from l2tpscope.wire.ppp.numbers import PAP
from l2tpscope.wire.ppp.packet import decode_ppp
from l2tpscope.wire.ppp.pap import Pap, PapVerdict
from tests.wire.ppp.building import packet

REQUEST = b"\x04erin\x0bmarmalade-4"


def test_a_request_has_a_name_and_a_password_that_is_not_shown() -> None:
    found = decode_ppp(PAP, packet(1, REQUEST))
    assert (found.name, found.said) == ("PAP Authenticate-Request", Pap(b"erin", b"marmalade-4"))
    assert found.lines() == (("peer ID", "erin"), ("password", "masked (11 octets)"))
    assert found.defects == ()


def test_both_may_be_empty() -> None:
    assert decode_ppp(PAP, packet(1, b"\0\0")).said == Pap(b"", b"")


@pytest.mark.parametrize(("code", "success"), [(2, True), (3, False)])
@pytest.mark.parametrize(("body", "message"), [(b"\x05Hello", "Hello"), (b"\0", ""), (b"", ""), (b"\x02Hello", "He")])
def test_a_reply_has_a_message(code: int, success: bool, body: bytes, message: str) -> None:  # noqa: FBT001
    found = decode_ppp(PAP, packet(code, body))
    assert (found.said, found.defects) == (PapVerdict(success, message), ())
    assert found.lines() == ((("message", message),) if message else ())


def test_a_message_that_is_longer_than_the_packet_is_a_defect() -> None:
    found = decode_ppp(PAP, packet(3, b"\x09no"))
    assert found.said == PapVerdict(success=False, message="no")
    assert [(defect.offset, defect.text) for defect in found.defects] == [(5, "Message has 2 of 9 octets")]


@pytest.mark.parametrize("length", [0, 1, 3, 5, 9, 250])
def test_lengths_that_lie_leave_no_name(length: int) -> None:
    found = decode_ppp(PAP, packet(1, bytes((length,)) + REQUEST[1:]))
    assert isinstance(found.said, Pap)
    assert found.said.peer_id is None
    assert [defect.offset for defect in found.defects] == [4]
    assert "marm" not in str(found.lines())


def test_a_password_that_the_snap_length_cut_is_no_defect() -> None:
    whole = packet(1, REQUEST)
    for left in range(len(whole)):
        found = decode_ppp(PAP, whole[:left], len(whole) - left)
        assert found.defects == ()
        assert "marm" not in str(found.lines())
    assert decode_ppp(PAP, whole[:-5], 5).said == Pap(b"erin", b"marmal")


def test_unknown_codes_say_nothing() -> None:
    assert decode_ppp(PAP, packet(9, REQUEST)).said is None
