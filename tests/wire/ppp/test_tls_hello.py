"""Hellos of TLS."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.wire.ppp.tls_hello import Hello, client_hello, server_hello


def extension(type_: int, value: bytes) -> bytes:
    return type_.to_bytes(2, "big") + len(value).to_bytes(2, "big") + value


def with_extensions(*extensions: bytes) -> bytes:
    body = b"".join(extensions)
    return len(body).to_bytes(2, "big") + body


NAME = b"radius.example"
SERVER_NAME = extension(0, b"\0\x11\0\0\x0e" + NAME)
CLIENT = b"\3\3" + bytes(32) + b"\4sess" + b"\0\4\xc0\x2f\0\x2f" + b"\1\0"
SERVER = b"\3\3" + bytes(32) + b"\0" + b"\x13\1" + b"\0"


def test_a_client_offers_a_version_and_names_the_server() -> None:
    found = client_hello(CLIENT + with_extensions(extension(10, b"\0\2\0\x17"), SERVER_NAME))
    assert found == Hello(0x0303, "radius.example")
    assert found.told == "TLS 1.2 for radius.example"


def test_the_versions_in_an_extension_count_more_than_the_old_field() -> None:
    offered = extension(43, b"\6\x5a\x5a\3\4\3\3")
    assert client_hello(CLIENT + with_extensions(offered)).version == 0x0304
    assert server_hello(SERVER + with_extensions(extension(43, b"\3\4"))).told == "TLS 1.3, cipher 0x1301"


def test_a_hello_may_have_no_extensions() -> None:
    assert client_hello(CLIENT) == Hello(0x0303)
    assert server_hello(SERVER) == Hello(0x0303, cipher=0x1301)
    assert client_hello(b"\3") == Hello(None)
    assert Hello(0x7F1C).told == "0x7f1c"
    assert Hello(None).told == ""


@given(st.binary(max_size=90))
def test_any_octets_are_taken(body: bytes) -> None:
    assert client_hello(body).told.isprintable()
    assert client_hello(CLIENT + body).told.isprintable()
    assert server_hello(body).told.isprintable()
