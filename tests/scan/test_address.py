"""Addresses as text."""

from l2tpscope.scan.address import address_text


def test_four_octets_are_ipv4_and_sixteen_ipv6() -> None:
    assert address_text(bytes([192, 0, 2, 1])) == "192.0.2.1"
    assert address_text(bytes.fromhex("20010db8000000000000000000000001")) == "2001:db8::1"
