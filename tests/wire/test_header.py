"""The bits of the headers, as RFC 2661 3.1 and 4.1 draw them."""

from l2tpscope.wire import header


def test_the_bits_of_the_first_sixteen_cover_each_bit_once() -> None:
    named = (header.T_BIT, header.L_BIT, header.S_BIT, header.O_BIT, header.P_BIT, header.VERSION_MASK)
    assert sum(named) + header.RESERVED_BITS == 0xFFFF


def test_the_bits_of_an_avp_cover_each_bit_once() -> None:
    assert header.M_BIT + header.H_BIT + header.AVP_RESERVED + header.AVP_LENGTH == 0xFFFF


def test_a_number_beyond_the_octets_is_none() -> None:
    assert [header.u16(b"\1\2\3", at) for at in (0, 1, 2, 9)] == [0x0102, 0x0203, None, None]
