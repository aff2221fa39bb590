"""MPPE: option and header."""

import pytest

from l2tpscope.wire.ppp.mppe import SUPPORTED_BITS, MppeHeader, mppe_header


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("01000040", "stateless, 128-bit"),
        ("010000e1", "stateless, 128-bit, 56-bit, 40-bit, MPPC"),
        ("00000001", "MPPC"),
        ("00000010", "obsolete (D)"),
        ("02000020", "40-bit, 0x02000000"),
        ("00000000", "nothing"),
    ],
)
def test_the_bits_have_words(value: str, text: str) -> None:
    assert SUPPORTED_BITS.text(bytes.fromhex(value)) == text


def test_the_header_of_a_frame_is_read() -> None:
    assert mppe_header(bytes.fromhex("9005aa")) == MppeHeader(
        flushed=True, restarted=False, compressed=False, encrypted=True, coherency_count=5
    )
    assert mppe_header(bytes.fromhex("6fff")) == MppeHeader(
        flushed=False, restarted=True, compressed=True, encrypted=False, coherency_count=0xFFF
    )
    assert mppe_header(b"\x90") is None
