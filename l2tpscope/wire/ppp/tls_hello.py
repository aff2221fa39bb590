"""The hellos of TLS: the version that is offered or chosen, and the server that is meant."""

from typing import NamedTuple

from l2tpscope.wire.ppp.reading import Reading
from l2tpscope.wire.text import printable

VERSIONS = {0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1", 0x0303: "TLS 1.2", 0x0304: "TLS 1.3"}
_RANDOM = 32
_SERVER_NAME, _SUPPORTED_VERSIONS = 0, 43
_RFC = "5246 7.4.1"


class Hello(NamedTuple):
    """`version` is the highest that a client offers, or the one that the server chose; None where the octets end.

    `server_name` is what the client calls the server (RFC 6066 3), escaped; `cipher` what the server chose.
    """

    version: int | None
    server_name: str = ""
    cipher: int | None = None

    @property
    def told(self) -> str:
        """As in "TLS 1.2 for radius.example"."""
        version = "" if self.version is None else VERSIONS.get(self.version, f"0x{self.version:04x}")
        server_name = f" for {self.server_name}" if self.server_name else ""
        cipher = "" if self.cipher is None else f", cipher 0x{self.cipher:04x}"
        return f"{version}{server_name}{cipher}".strip()


def client_hello(body: bytes) -> Hello:
    """RFC 5246 7.4.1.2; of TLS 1.3 the versions stand in an extension (RFC 8446 4.2.1)."""
    reading = Reading(body, 0, _RFC)
    version = reading.number(2, "client_version")
    reading.take(_RANDOM, "random")
    for width in (1, 2, 1):  # session_id, cipher_suites, compression_methods, each after its length
        reading.take(reading.number(width, "length") or 0, "list")
    extensions = _extensions(reading)
    listed = extensions.get(_SUPPORTED_VERSIONS, b"")[1:]
    offered = [int.from_bytes(listed[at : at + 2], "big") for at in range(0, len(listed) - 1, 2)]
    known = [number for number in offered if number in VERSIONS]
    return Hello(max(known) if known else version, _server_name(extensions.get(_SERVER_NAME, b"")))


def server_hello(body: bytes) -> Hello:
    """RFC 5246 7.4.1.3."""
    reading = Reading(body, 0, _RFC)
    version = reading.number(2, "server_version")
    reading.take(_RANDOM, "random")
    reading.take(reading.number(1, "length") or 0, "session_id")
    cipher = reading.number(2, "cipher_suite")
    reading.take(1, "compression_method")
    chosen = _extensions(reading).get(_SUPPORTED_VERSIONS, b"")
    return Hello(int.from_bytes(chosen, "big") if len(chosen) == 2 else version, cipher=cipher)  # noqa: PLR2004


def _extensions(reading: Reading) -> dict[int, bytes]:
    """By type; none where the hello ends before them."""
    reading.take(2, "length")
    found: dict[int, bytes] = {}
    while not reading.is_done:
        type_ = reading.number(2, "type")
        value = reading.take(reading.number(2, "length") or 0, "extension")
        if type_ is not None:
            found.setdefault(type_, value)
    return found


def _server_name(value: bytes) -> str:
    """The first name of the list: its length, its type, the length of the name."""
    length = int.from_bytes(value[3:5], "big")
    return printable(value[5 : 5 + length])
