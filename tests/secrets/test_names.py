"""Names: with and without domain and realm."""

from l2tpscope.secrets.names import forms_of, without_domain, without_realm


def test_a_plain_name_has_one_form() -> None:
    assert forms_of(b"alice") == (b"alice",)


def test_a_name_as_sent_comes_before_its_shorter_forms() -> None:
    assert forms_of(b"BIGCO\\alice@isp.example") == (
        b"BIGCO\\alice@isp.example",
        b"alice@isp.example",
        b"BIGCO\\alice",
        b"alice",
    )


def test_the_last_backslash_and_the_last_at_sign_count() -> None:
    assert without_domain(b"A\\B\\alice") == b"alice"
    assert without_realm(b"alice@home@isp") == b"alice@home"


def test_a_realm_alone_is_a_name() -> None:
    assert without_realm(b"@isp") == b"@isp"


def test_an_empty_name_is_one() -> None:
    assert forms_of(b"") == (b"",)
