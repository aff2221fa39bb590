"""Bodies of LCP packets without options."""

import pytest

from l2tpscope.wire.ppp.link import Echo, Identification, Reject, Terminate, TimeRemaining, Vendor
from l2tpscope.wire.ppp.numbers import CCP, IPCP, LCP
from l2tpscope.wire.ppp.packet import Said, decode_ppp
from l2tpscope.wire.ppp.reading import Lines
from tests.wire.ppp.building import packet

WINDOWS = "691 AUTHENTICATION_FAILURE: wrong user name or password, or the authentication protocol is not permitted"


@pytest.mark.parametrize(
    ("protocol", "code", "body", "said", "lines"),
    [
        (LCP, 5, b"User request", Terminate("User request"), (("reason", "User request"),)),
        (CCP, 5, b"No compression negotiated", Terminate("No compression negotiated"), None),
        (LCP, 6, b"", Terminate(""), ()),
        (LCP, 5, "1a2b3c4d003ccd74000002b3", Terminate(WINDOWS, 691), (("Windows error", WINDOWS),)),
        (LCP, 5, b"\x1b[31m\0", Terminate("\\x1b[31m"), (("reason", "\\x1b[31m"),)),
        (LCP, 7, "0c070008deadbeef", Reject(12, "LCP Identification", bytes.fromhex("0c070008deadbeef")), None),
        (IPCP, 7, "4d070004", Reject(77, "IPCP code 77", bytes.fromhex("4d070004")), None),
        (LCP, 8, "80fd01010004", Reject(0x80FD, "CCP", bytes.fromhex("01010004")),
         (("rejected", "CCP"), ("rejected packet", "masked (4 octets)"))),
        (LCP, 8, "00570101", Reject(0x57, "IPv6", b"\1\1"), None),
        (LCP, 9, "deadbeef", Echo(0xDEADBEEF, b""), (("magic number", "0xdeadbeef"),)),
        (LCP, 10, "000000004d61", Echo(0, b"Ma"), (("magic number", "0x00000000"), ("data", "2 octets"))),
        (LCP, 11, "00000001", Echo(1, b""), None),
        (LCP, 12, b"\0\0\0\1MSRASV5.20", Identification(1, "MSRASV5.20"),
         (("magic number", "0x00000001"), ("text", "MSRASV5.20"))),
        (LCP, 13, b"\0\0\0\1\0\0\0\x3cbye", TimeRemaining(1, 60, "bye"),
         (("magic number", "0x00000001"), ("time remaining", "60 s"), ("text", "bye"))),
        (LCP, 0, "00000001 00000c 05 aa", Vendor(1, b"\0\0\x0c", 5, b"\xaa"),
         (("magic number", "0x00000001"), ("OUI", "00:00:0c"), ("kind", "5"), ("data", "1 octets"))),
    ],
)  # fmt: skip
def test_bodies_are_read(protocol: int, code: int, body: str | bytes, said: Said, lines: Lines | None) -> None:
    found = decode_ppp(protocol, packet(code, body))
    assert (found.said, found.defects) == (said, ())
    assert lines is None or found.lines() == lines


@pytest.mark.parametrize(
    ("code", "body", "said", "text"),
    [
        (7, "", Reject(None, "nothing", b""), "the rejected packet is missing"),
        (8, "80", Reject(None, "nothing", b""), "Rejected-Protocol has 1 of 2 octets"),
        (9, "dead", Echo(None, b""), "Magic-Number has 2 of 4 octets"),
        (13, "0000000100", TimeRemaining(1, None, ""), "Seconds-Remaining has 1 of 4 octets"),
        (0, "0000000100000c", Vendor(1, b"\0\0\x0c", None, b""), "Kind has 0 of 1 octets"),
    ],
)
def test_bodies_that_end_too_early_are_defects(code: int, body: str, said: Said, text: str) -> None:
    found = decode_ppp(LCP, packet(code, body))
    assert found.said == said
    assert [defect.text for defect in found.defects] == [text]
    assert all(value.isprintable() for _, value in found.lines())


def test_a_rejected_password_is_not_shown() -> None:
    found = decode_ppp(LCP, packet(8, b"\xc0\x23" + packet(1, b"\x05alice\x05wicca")))
    assert "wicca" not in str(found.lines())
    assert found.lines()[0] == ("rejected", "PAP")
