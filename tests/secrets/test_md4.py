"""MD4 against the test suite of RFC 1320, and against OpenSSL where a block is just full."""

import pytest

from l2tpscope.secrets.md4 import md4

RFC_1320_A_5 = {
    b"": "31d6cfe0d16ae931b73c59d7e0c089c0",
    b"a": "bde52cb31de33e46245e05fbdbd6fb24",
    b"abc": "a448017aaf21d8525fc10ae87aa6729d",
    b"message digest": "d9130a8164549fe818874806e1c7014b",
    b"abcdefghijklmnopqrstuvwxyz": "d79e1c308aa5bbcdeea8ed63df412da9",
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789": "043f8582f241db351ce627e153e7f0e4",
    b"1234567890" * 8: "e33b4ddc9c38f2199c3e7b164fcc0536",
}

# openssl dgst -provider legacy -md4
BY_LENGTH = {
    55: "c889c81dd86c4d2e025778944ea02881",
    56: "d5f9a9e9257077a5f08b0b92f348b0ad",
    63: "7ea3da77432d44c323671097d1348fc8",
    64: "52f5076fabd22680234a3fa9f9dc5732",
    65: "330e377bf231f3cacfecc2c182fe7e5b",
    119: "e65dd227ccef97fa1d34d70189120f76",
    120: "b03ddbd470b47c013e0c7ab2ddd763db",
    128: "cb4a20a561558e29460190c91dced59f",
}


@pytest.mark.parametrize("message", RFC_1320_A_5)
def test_the_test_suite_of_the_rfc_passes(message: bytes) -> None:
    assert md4(message).hex() == RFC_1320_A_5[message]


@pytest.mark.parametrize("length", BY_LENGTH)
def test_a_message_that_just_fills_its_blocks_is_padded_rightly(length: int) -> None:
    assert md4(b"a" * length).hex() == BY_LENGTH[length]
