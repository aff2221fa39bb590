"""Names of link types."""

from l2tpscope.capture.link_types import link_type_name


def test_link_types_have_the_names_of_libpcap() -> None:
    names = {0: "NULL", 1: "EN10MB", 9: "PPP", 12: "RAW", 50: "PPP_SERIAL", 51: "PPP_ETHER", 101: "RAW", 108: "LOOP"}
    names |= {113: "LINUX_SLL", 228: "IPV4", 229: "IPV6", 276: "LINUX_SLL2", 219: "MPLS", 4711: "LINKTYPE 4711"}
    assert {number: link_type_name(number) for number in names} == names
