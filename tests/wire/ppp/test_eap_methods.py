"""Names of the methods of EAP."""

from l2tpscope.wire.ppp.eap_methods import METHODS, OVER_TLS, method_name


def test_methods_have_names() -> None:
    assert [method_name(number) for number in (4, 13, 25, 26, 99)] == [
        "MD5-Challenge",
        "TLS",
        "PEAP",
        "MSCHAPv2",
        "method 99",
    ]


def test_names_are_unique_and_methods_over_tls_are_known() -> None:
    assert len(set(METHODS.values())) == len(METHODS)
    assert METHODS.keys() >= OVER_TLS
