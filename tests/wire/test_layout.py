"""layout_of: headers that are not the usual twelve octets."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.encode import encode_control
from l2tpscope.wire.layout import layout_of, starts_with_message_type


@given(
    flags=st.integers(0, 0xFFF).map(lambda bits: 0x8000 | bits << 4 | 2),
    tunnel_id=st.integers(0, 65535),
    session_id=st.integers(0, 65535),
    offset=st.integers(0, 9),
)
def test_the_body_is_found_whatever_bits_are_set(flags: int, tunnel_id: int, session_id: int, offset: int) -> None:
    octets = encode_control(6, tunnel_id=tunnel_id, session_id=session_id, ns=8, nr=9, flags=flags, offset=offset)
    layout = layout_of(octets, 0)
    assert (layout.tunnel_id, layout.session_id) == (tunnel_id, session_id)
    assert (layout.ns, layout.nr) == ((8, 9) if flags & 0x0800 else (None, None))
    assert octets[layout.body_at : layout.end].hex() == "8008000000000006"


def test_the_cut_counts_only_octets_of_the_message() -> None:
    octets = encode_control(6, tunnel_id=1, ns=0, nr=0)
    layout = layout_of(octets[:16], 9)  # 5 octets beyond the Length were cut off as well
    assert layout.cut == 4
    assert [defect.text for defect in layout.defects] == ["5 octets follow the end given by Length 20"]


def test_a_message_type_is_known_by_its_header_with_any_m_bit() -> None:
    assert starts_with_message_type(bytes.fromhex("8008000000000001"), 0)
    assert starts_with_message_type(bytes.fromhex("0008000000000001"), 0)
    assert not starts_with_message_type(bytes.fromhex("c008000000000001"), 0)
    assert not starts_with_message_type(bytes.fromhex("80080000"), 0)
