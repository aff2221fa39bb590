"""The octets of each message of a ladder script: what its words ask for, else what an ordinary daemon sends."""

from collections.abc import Callable

from l2tpscope.wire.encode import encode_avp, encode_control
from tests.rules.ladder.script import Rung

TYPES = {
    "SCCRQ": 1,
    "SCCRP": 2,
    "SCCCN": 3,
    "StopCCN": 4,
    "HELLO": 6,
    "OCRQ": 7,
    "OCRP": 8,
    "OCCN": 9,
    "ICRQ": 10,
    "ICRP": 11,
    "ICCN": 12,
    "CDN": 14,
    "WEN": 15,
    "SLI": 16,
}
# (attribute type, octets) in the order in which they are sent; the functions below add what depends on the end
ORDINARY: dict[str, tuple[tuple[int, bytes], ...]] = {
    "SCCRQ": ((2, b"\x01\x00"), (3, b"\x00\x00\x00\x03"), (4, b"\x00\x00\x00\x00"), (6, b"\x06\x90")),
    "SCCRP": ((2, b"\x01\x00"), (3, b"\x00\x00\x00\x03"), (4, b"\x00\x00\x00\x00"), (6, b"\x06\x90")),
    "ICRQ": ((18, b"\x00\x00\x00\x00"),),
    "ICCN": ((24, b"\x05\xf5\xe1\x00"), (19, b"\x00\x00\x00\x01")),
    "OCRQ": (
        (16, b"\x00\x00\x25\x80"),
        (17, b"\x05\xf5\xe1\x00"),
        (18, b"\x00\x00\x00\x01"),
        (19, b"\x00\x00\x00\x01"),
        (21, b"5551000"),
    ),
    "OCCN": ((24, b"\x05\xf5\xe1\x00"), (19, b"\x00\x00\x00\x01")),
    "WEN": ((34, bytes(26)),),
    "SLI": ((35, bytes(10)),),
}
TUNNEL_ASSIGNED = {"SCCRQ", "SCCRP", "StopCCN"}
SESSION_ASSIGNED = {"ICRQ", "ICRP", "OCRQ", "OCRP", "CDN"}
SERIAL = {"ICRQ", "OCRQ"}


def control(rung: Rung, ids: tuple[int, int], header: tuple[int, int], numbers: tuple[int, int], host: str) -> bytes:
    """A control message: `ids` its sender assigned (tunnel, session), `header` the header says, `numbers` Ns and Nr."""
    avps = b"" if rung.name == "ZLB" else _avps(rung, ids, host)
    type_ = None if rung.name == "ZLB" else _type(rung.name)
    return encode_control(
        type_,
        tunnel_id=int(rung.word("tunnel") or header[0]),
        session_id=int(rung.word("session") or header[1]),
        ns=numbers[0],
        nr=numbers[1],
        avps=avps,
        version=3 if rung.has("v3") else 2,
        flags=int(rung.word("flags"), 16) if rung.word("flags") else None,
        offset=int(rung.word("offset", "0")),
    )


def _type(name: str) -> int:
    return int(name.removeprefix("TYPE ")) if name.startswith("TYPE ") else TYPES[name]


def _avps(rung: Rung, ids: tuple[int, int], host: str) -> bytes:
    left_out = {int(value) for key, value in rung.words if key == "without"}
    found = [(type_, value) for type_, value in _plain(rung, ids, host) if type_ not in left_out]
    octets = encode_avp(36, bytes(range(16))) if rung.has("rv") else b""
    return octets + b"".join(encode_avp(type_, value) for type_, value in found) + _odd(rung)


def _plain(rung: Rung, ids: tuple[int, int], host: str) -> list[tuple[int, bytes]]:
    found = _named(rung)
    name = rung.name
    result = _result(rung) if name in {"StopCCN", "CDN"} else None
    if result is not None:
        found.append((1, result))
    own = [(type_, value) for type_, value in ORDINARY.get(name, ()) if type_ not in dict(found)]
    if name in {"SCCRQ", "SCCRP"}:
        own.append((7, (rung.word("host") or host).encode()))
    assigned = rung.word("assigned")
    if name in TUNNEL_ASSIGNED:
        own.append((9, int(assigned or ids[0]).to_bytes(2, "big")))
    elif name in SESSION_ASSIGNED:
        own.append((14, int(assigned or ids[1]).to_bytes(2, "big")))
    if name in SERIAL:
        own.append((15, int(rung.word("serial", "1")).to_bytes(4, "big")))
    return own + found


def _named(rung: Rung) -> list[tuple[int, bytes]]:
    """AVPs that have a word of their own."""
    return [(type_, octets(value)) for key, value in rung.words if key in WORDS for type_, octets in (WORDS[key],)]


def _cause(value: str) -> bytes:
    """`code/control protocol/direction` (RFC 3145 2.1)."""
    code, protocol, direction = (int(part) for part in value.split("/"))
    return code.to_bytes(2, "big") + protocol.to_bytes(2, "big") + bytes([direction])


WORDS: dict[str, tuple[int, Callable[[str], bytes]]] = {
    "vendor": (8, str.encode),
    "rws": (10, lambda value: int(value).to_bytes(2, "big")),
    "version": (2, lambda value: bytes(int(part) for part in value.split("."))),
    "tie": (5, lambda value: bytes.fromhex(value).rjust(8, b"\0")),
    "challenge": (11, lambda _: bytes(range(1, 17))),
    "response": (13, lambda _: bytes(range(101, 117))),
    "called": (21, str.encode),
    "cause": (46, _cause),
    "q931": (12, lambda value: int(value).to_bytes(2, "big") + b"\x00"),
}


def _result(rung: Rung) -> bytes | None:
    if not rung.has("result"):
        return None
    order = "little" if rung.has("swapped") else "big"
    codes = rung.word("result").split("/")
    text = rung.word("text")
    if text and len(codes) == 1:
        codes.append("0")
    return b"".join(int(code).to_bytes(2, order) for code in codes) + text.encode()  # type: ignore[arg-type]


def _odd(rung: Rung) -> bytes:
    octets = b""
    for key, value in rung.words:
        if key in {"avp", "opt", "hidden"}:
            name, _, digits = value.partition("=")
            vendor, _, type_ = name.rpartition("/")
            octets += encode_avp(
                int(type_),
                bytes.fromhex(digits),
                vendor_id=int(vendor or 0),
                mandatory=key != "opt",
                hidden=key == "hidden",
            )
    return octets
