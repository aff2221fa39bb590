"""Passwords, and what helps to find one, are planted everywhere in a capture; no command prints them anywhere."""

import json
import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from l2tpscope.wire.encode import encode_avp, encode_control, encode_data
from tests.cli.runs import run
from tests.floods import call, error, ip, pcap, udp

SECRET = b"Sw0rdfish-4711-Xyzzy-Plugh-0815-Quux"
ENOUGH = 6
"""So many octets of it in a row would help somebody."""
CHALLENGE, RESPONSE, CALLED, PROXY_CHALLENGE, PROXY_RESPONSE = 11, 13, 21, 31, 33
ICCN = 12


def iccn(avps: bytes) -> bytes:
    return encode_control(ICCN, tunnel_id=200, session_id=20, ns=4, nr=2, avps=avps)


def spoilt(message: bytes, at: int, octets: bytes) -> bytes:
    return message[:at] + octets + message[at + len(octets) :]


def ppp(protocol: int, code: int, body: bytes) -> bytes:
    return struct.pack(">HHBBH", 0xFF03, protocol, code, 7, 4 + len(body)) + body


def pap(peer_id: int = 5) -> bytes:
    return ppp(0xC023, 1, bytes((peer_id,)) + b"alice" + bytes((len(SECRET),)) + SECRET)


def chap(size: int = len(SECRET)) -> bytes:
    return ppp(0xC223, 2, bytes((size,)) + SECRET + b"alice")


SPEED = encode_avp(24, b"\0\0\0\1")
PROXY = iccn(SPEED + encode_avp(PROXY_RESPONSE, SECRET))
MESSAGES = {
    "secret AVPs": iccn(b"".join(encode_avp(type_, SECRET) for type_ in (CHALLENGE, RESPONSE, PROXY_CHALLENGE, 33))),
    "hidden AVPs": iccn(b"".join(encode_avp(type_, SECRET, hidden=True) for type_ in (CALLED, 9, 999))),
    "a hidden AVP that runs past the end": spoilt(iccn(encode_avp(999, SECRET, hidden=True)), 20, b"\xc0\xff"),
    "after an AVP that is too short": spoilt(PROXY, 20, b"\x80\x03"),
    "beyond the Length of the header": spoilt(PROXY, 2, b"\0\x1e"),
    "header bits that no control message has": spoilt(PROXY, 0, b"\x8a\x02"),
    "PAP": encode_data(200, 20, pap()),
    "PAP without address and control": encode_data(200, 20, pap()[2:], ns=4, length=True, offset=6),
    "PAP of an unknown session": encode_data(777, 20, pap()),
    "PAP whose peer ID is too long": encode_data(200, 20, pap(250)),
    "PAP whose peer ID reaches into the password": encode_data(200, 20, pap(30)),
    "PAP whose peer ID is too short": encode_data(200, 20, pap(1)),
    "PAP that was rejected": encode_data(200, 20, ppp(0xC021, 8, b"\xc0\x23" + pap()[4:])),
    "SPAP": encode_data(200, 20, ppp(0xC027, 1, SECRET)),
    "CHAP": encode_data(200, 20, chap()),
    "CHAP of no length": encode_data(200, 20, chap(0)),
    "CHAP that is too long": encode_data(200, 20, chap(250)),
    "MS-CHAPv2 Success": encode_data(200, 20, ppp(0xC223, 3, b"S=" + SECRET)),
    "EAP-MD5": encode_data(200, 20, ppp(0xC227, 2, b"\4\x20" + SECRET)),
    "EAP-MSCHAPv2": encode_data(200, 20, ppp(0xC227, 1, b"\x1a\3" + SECRET)),
    "EAP-MSCHAPv2 Response": encode_data(200, 20, ppp(0xC227, 2, b"\x1a\2\7\0\x3b\x24" + SECRET + b"alice")),
    "EAP-MSCHAPv2 Success": encode_data(200, 20, ppp(0xC227, 1, b"\x1a\3\7\0\x2dS=" + SECRET)),
    "EAP-GTC, which sends the password as it is": encode_data(200, 20, ppp(0xC227, 2, b"\6" + SECRET)),
    "EAP-OTP": encode_data(200, 20, ppp(0xC227, 2, b"\5" + SECRET)),
    "EAP of a method without a name": encode_data(200, 20, ppp(0xC227, 2, b"\xc8" + SECRET)),
    "EAP of a vendor": encode_data(200, 20, ppp(0xC227, 2, b"\xfe\0\1\x37\0\0\0\1" + SECRET)),
    "EAP that was rejected": encode_data(200, 20, ppp(0xC021, 8, b"\xc2\x27\2\1\0\x29\6" + SECRET)),
    "CHAP that was rejected": encode_data(200, 20, ppp(0xC021, 8, b"\xc2\x23" + chap()[4:])),
    "MS-CHAPv2 Success after an identifier that leaked": encode_data(200, 20, ppp(0xC223, 3, b"\7S=" + SECRET)),
    "a change of password": encode_data(200, 20, ppp(0xC223, 7, SECRET)),
    "L2TPv3 control": encode_control(1, tunnel_id=0, ns=0, nr=0, version=3, avps=encode_avp(59, b"\1" + SECRET[:16])),
    "L2TPv3 data": b"\0\3\0\0\0\0\0\x09" + pap(),
    "L2TPv3 data with a cookie": b"\0\3\0\0\0\0\0\x09Cook" + pap(),
    "L2F": bytes.fromhex("000102000500070040") + pap(),
}


def frames() -> Iterator[bytes]:
    """Each message, each quoted by an ICMP error, on ports that nobody named, over IP, in fragments, and broken."""
    yield from call()
    for message in MESSAGES.values():
        yield udp(message)
        yield udp(message, port=4000)
        yield error(udp(message))
    for length in (8, 8 + len(MESSAGES["PAP"])):
        head = struct.pack(">HHHH", 4000, 5000, length, 0)
        yield error(ip(head + MESSAGES["PAP"], bytes(4), bytes(4)))
        yield ip(head + MESSAGES["PAP"], bytes(4), bytes(4))
    yield ip(bytes(4) + MESSAGES["L2TPv3 control"], bytes(4), bytes(4), protocol=115)
    yield from (ip(b"\0\0\0\x09" + cookie + pap(), bytes(4), bytes(4), protocol=115) for cookie in (b"", b"Cook"))
    whole = struct.pack(">HHHH", 1701, 1701, 8 + len(PROXY), 0) + PROXY
    for number, kept in ((500, (0, 1)), (501, (0,)), (502, (1,))):
        pieces = (whole[:56], 0x2000), (whole[56:], 7)
        yield from (ip(pieces[at][0], bytes(4), bytes(4), number=number, place=pieces[at][1]) for at in kept)
    for message in (PROXY, MESSAGES["PAP"]):
        yield spoilt(udp(message), 24, b"\0\3")
        yield spoilt(udp(message), 0, b"\x41")


FRAMES = list(frames())


@pytest.fixture(scope="module")
def capture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secrecy") / "planted.pcap"
    path.write_bytes(pcap(iter(FRAMES)))
    return path


@cache
def traces() -> list[str]:
    """What a piece of the secret looks like, as text and in hex."""
    pieces = [SECRET[at : at + ENOUGH] for at in range(len(SECRET) - ENOUGH)]
    return [piece.decode() for piece in pieces] + [piece.hex() for piece in pieces]


def found_in(printed: str) -> list[str]:
    """The traces in a text, or in the columns of a dump of octets."""
    rows = re.findall(r"^  [0-9a-f]{4}  ((?:(?:[0-9a-f]{2}|\*\*) {1,2}){1,16})", printed, re.MULTILINE)
    octets = re.sub(r"\s", "", "".join(rows))
    ascii_ = "".join(line[-16:] for line in printed.splitlines())
    return [trace for trace in traces() if trace in printed or trace in octets or trace in ascii_]


TABLES = [
    (name, "--format", f) for name in ("tunnels", "sessions", "messages", "findings") for f in ("table", "csv", "json")
]
LADDERS = [("ladder", "--all", "--format", form) for form in ("text", "html", "svg", "mermaid")]
COMMANDS = [("analyze",), ("analyze", "--json"), *LADDERS, ("report", "-o", "-"), ("timeline", "-o", "-")]


@pytest.mark.parametrize("command", [*COMMANDS, *TABLES], ids=" ".join)
def test_no_command_prints_a_secret(command: tuple[str, ...], capture: Path) -> None:
    result = run(*command, str(capture))
    assert result.exit_code == 0, result.output
    assert found_in(result.output) == []


def test_no_dump_of_a_frame_shows_a_secret(capture: Path) -> None:
    shown = {number: run("frame", str(capture), str(number)) for number in range(1, len(FRAMES) + 1)}
    assert all(result.exit_code == 0 for result in shown.values())
    assert {number: found_in(result.output) for number, result in shown.items() if found_in(result.output)} == {}


def test_ppp_that_carries_the_secret_is_told_in_every_new_output(capture: Path) -> None:
    whole = json.loads(run("analyze", "--json", "--no-messages", str(capture)).stdout)
    told = [session["ppp"] for tunnel in whole["tunnels"] for session in tunnel["sessions"] if session["ppp"]]
    protocols = {one["protocol"] for ppp in told for one in ppp["authentication"]}
    assert {"PAP", "CHAP", "EAP"} <= {re.sub("-.*", "", protocol) for protocol in protocols}
    assert any(ppp["user"] == "alice" for ppp in told)
    for command in (("analyze",), ("ladder", "--all"), ("report", "-o", "-"), ("sessions", "--format", "csv")):
        assert "alice" in run(*command, str(capture)).output, command


def test_a_secret_would_be_found(capture: Path) -> None:
    assert found_in(SECRET.decode())
    assert found_in(SECRET.hex())
    plain = "\n".join(f"  {at:04x}  {SECRET[at : at + 16].hex(' ')}  " for at in range(0, len(SECRET), 16))
    assert found_in(plain)
    assert "alice" in run("ladder", "--all", str(capture)).output
