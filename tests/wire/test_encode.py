"""encode_control, encode_avp, encode_data: the octets of RFC 2661 3.1 and 4.1, and odd ones on request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.decode import decode_data
from l2tpscope.wire.encode import encode_avp, encode_control, encode_data


def test_a_zlb_is_twelve_octets() -> None:
    assert encode_control(None, tunnel_id=1, session_id=2, ns=3, nr=4).hex() == "c802000c0001000200030004"


def test_the_message_type_comes_first_and_the_length_counts_everything() -> None:
    octets = encode_control(4, tunnel_id=1, ns=3, nr=4, avps=encode_avp(1, b"\0\6"))
    assert octets.hex() == "c802001c0001000000030004" + "8008000000000004" + "8008000000010006"


@pytest.mark.parametrize(
    ("bits", "octets"),
    [({}, "8008"), ({"mandatory": False}, "0008"), ({"hidden": True}, "c008"), ({"reserved": 15}, "bc08")],
)
def test_the_bits_of_an_avp_stand_where_the_rfc_draws_them(bits: dict[str, int], octets: str) -> None:
    assert encode_avp(9, b"\1\2", vendor_id=3561, **bits).hex() == octets + "0de900090102"  # type: ignore[arg-type]


def test_an_avp_too_long_for_its_length_field_is_refused() -> None:
    with pytest.raises(ValueError, match="1024 octets exceeds the 1023"):
        encode_avp(7, bytes(1018))


def test_a_false_length_is_written_as_asked() -> None:
    assert encode_avp(7, b"x", length=3).hex() == "800300000007" + "78"
    assert encode_control(None, tunnel_id=0, ns=0, nr=0, length=0xFFFF)[2:4] == b"\xff\xff"


@given(
    tunnel_id=st.integers(0, 65535),
    session_id=st.integers(0, 65535),
    payload=st.binary(max_size=30),
    ns=st.integers(0, 65535) | st.none(),
    length=st.booleans(),
    offset=st.integers(0, 20) | st.none(),
)
def test_a_data_message_decodes_to_what_was_encoded(  # noqa: PLR0913 - one parameter for each field
    *, tunnel_id: int, session_id: int, payload: bytes, ns: int | None, length: bool, offset: int | None
) -> None:
    octets = encode_data(tunnel_id, session_id, payload, ns=ns, nr=7, length=length, offset=offset)
    header = decode_data(octets)
    assert (header.version, header.tunnel_id, header.session_id) == (2, tunnel_id, session_id)
    assert (header.ns, header.nr) == ((ns, 7) if ns is not None else (None, None))
    assert octets[header.payload_at : header.length] == payload
    assert header.length == (len(octets) if length else None)
    assert header.defects == ()
