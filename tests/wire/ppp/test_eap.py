"""EAP and its methods."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.ppp.chap import Chap, ChapVerdict
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.numbers import EAP
from l2tpscope.wire.ppp.packet import PppPacket, decode_ppp
from tests.wire.ppp.building import packet

PROOF = "407A5589115FD0D6209F510FE9C04566932CDA56"
VALUE = bytes(range(16))


def decode(code: int, body: str | bytes) -> tuple[PppPacket, Eap]:
    found = decode_ppp(EAP, packet(code, body))
    assert isinstance(found.said, Eap)
    return found, found.said


@pytest.mark.parametrize(
    ("code", "body", "said"),
    [
        (1, b"\1", Eap(1, "Identity")),
        (1, b"\1Who are you?", Eap(1, "Identity", message="Who are you?")),
        (2, b"\1alice@realm", Eap(1, "Identity", identity="alice@realm")),
        (2, b"\1alice\0nas=1", Eap(1, "Identity", identity="alice")),
        (1, b"\2Expired", Eap(2, "Notification", message="Expired")),
        (2, b"\2", Eap(2, "Notification")),
        (2, b"\3\x19\x1a", Eap(3, "Nak", nak_methods=(25, 26))),
        (2, b"\3\0", Eap(3, "Nak", nak_methods=(0,))),
        (1, b"\4\x10" + VALUE + b"lns", Eap(4, "MD5-Challenge", chap=Chap(16, VALUE, "lns"))),
        (1, b"\5otp-md5 499", Eap(5, "OTP", message="otp-md5 499")),
        (1, b"\6Token:", Eap(6, "GTC", message="Token:")),
        (1, b"\x0d\x20", Eap(13, "TLS", flags=0x20)),
        (2, "0dc00000123416", Eap(13, "TLS", flags=0xC0, tls_length=0x1234, tls=b"\x16")),
        (2, "190016030100", Eap(25, "PEAP", flags=0, tls=bytes.fromhex("16030100"))),
        (1, b"\x1a\1\7\0\x19\x10" + VALUE + b"lns",
         Eap(26, "MSCHAPv2", opcode=1, ms_id=7, chap=Chap(16, VALUE, "lns"))),
        (2, b"\x1a\2\7\0\x3b\x31" + bytes(49) + b"alice",
         Eap(26, "MSCHAPv2", opcode=2, ms_id=7, chap=Chap(49, bytes(49), "alice"))),
        (1, b"\x1a\3\7\0\x30S=" + PROOF.encode() + b" M=OK",
         Eap(26, "MSCHAPv2", opcode=3, ms_id=7,
             verdict=ChapVerdict(success=True, text="S=masked M=OK", message="OK", proof=bytes.fromhex(PROOF)))),
        (1, b"\x1a\4\7\0\x0dE=691 R=0",
         Eap(26, "MSCHAPv2", opcode=4, ms_id=7,
             verdict=ChapVerdict(success=False, text="E=691 R=0", error=691, retry=False))),
        (1, b"\x1a\3\7\0\x0dno proof",  # which may be the rest of one
         Eap(26, "MSCHAPv2", opcode=3, ms_id=7, octets=b"no proof")),
        (2, b"\x1a\3", Eap(26, "MSCHAPv2", opcode=3)),
        (2, b"\x1a\7\7\0\x09swor", Eap(26, "MSCHAPv2", opcode=7, ms_id=7, octets=b"swor")),
        (1, "fe 000137 00000021 aa", Eap(254, "expanded", vendor=(311, 33), octets=b"\xaa")),
        (2, "fe 000000 00000003 fe00000000000005 fe00001400000006",
         Eap(254, "expanded", vendor=(0, 3), nak_methods=(5, 254))),
        (3, b"", Eap()),
        (4, b"", Eap()),
    ],
)  # fmt: skip
def test_methods_are_read(code: int, body: str | bytes, said: Eap) -> None:
    found, eap = decode(code, body)
    assert (eap, found.defects) == (said, ())


@pytest.mark.parametrize(
    ("code", "body", "text"),
    [
        (1, "", "Type has 0 of 1 octets"),
        (3, "00", "1 octets after the header, none are due"),
        (1, "0d80", "TLS Message Length has 0 of 4 octets"),
        (1, "0d", "Flags has 0 of 1 octets"),
        (2, "0404aabb", "Value-Size 4, 16 is the least of a Response"),
        (1, "1a", "OpCode has 0 of 1 octets"),
        (1, "fe0001", "Vendor-Id has 2 of 3 octets"),
    ],
)
def test_what_breaks_the_format_is_a_defect(code: int, body: str, text: str) -> None:
    found, _ = decode(code, body)
    assert found.defects[0].text == text


def test_the_lines_tell_what_was_asked_for() -> None:
    assert decode(2, b"\3\x19\x1a")[0].lines() == (("method", "3 (Nak)"), ("wants instead", "PEAP, MSCHAPv2"))
    lines = dict(decode(2, "19c10000123416")[0].lines())
    assert lines == {
        "method": "25 (PEAP)",
        "flags": "length included, more fragments, version 1",
        "TLS length": "4660",
        "TLS fragment": "1 octets",
    }


def test_fragments_and_starts_are_told() -> None:
    assert [(eap.has_more, eap.is_start) for eap in (Eap(flags=0xC0), Eap(flags=0x20), Eap())] == [
        (True, False),
        (False, True),
        (False, False),
    ]


SECRET = b"swordfish-4711-xyzzy-plugh-0815-quux"


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (2, b"\4\x24" + SECRET),
        (2, b"\4\x01" + SECRET),
        (2, b"\5" + SECRET),
        (2, b"\6" + SECRET),
        (2, b"\x11" + SECRET),
        (1, b"\x1a\3\7\0\x30S=" + SECRET),
        (2, b"\x1a\2\7\0\x30\x24" + SECRET),
        (2, b"\x1a\7\7\0\x30" + SECRET),
        (2, b"\xfe\0\1\x37\0\0\0\1" + SECRET),
    ],
)
def test_no_proof_is_shown(code: int, body: bytes) -> None:
    lines = str(decode(code, body)[0].lines())
    assert "masked" in lines
    assert all(SECRET[at : at + 6].decode() not in lines for at in range(len(SECRET) - 6))


@given(st.integers(0, 255), st.binary(max_size=60))
def test_any_octets_are_taken(code: int, body: bytes) -> None:
    assert all(value.isprintable() for _, value in decode(code, body)[0].lines())
