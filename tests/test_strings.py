"""Strings that somebody else chose, names, texts and files, are but text in a terminal, on a page, in a spreadsheet."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from l2tpscope.render.escape import cells, formula_safe, plain
from l2tpscope.wire.encode import encode_avp, encode_control, encode_data
from tests.cli.runs import run
from tests.floods import LNS, forged, pcap, udp
from tests.test_secrecy import ppp

STRINGS = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "javascript:alert(1)"),
    *("\x1b[31mred\x1b]0;title\x07", "\x9b31m", "\u202egpj.exe", "\u2066hidden\u2069", "\ufeff\u2028\x7f\x00"),
    *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r\n=1", "%s{0}", "]]>--><!--", "\U000e0041"),
    *("e\u0301" * 30, "界" * 60, "x" * 1000),
)
FILES = (b"\x1b[31mred.pcap", "\u202egnp.pcap".encode(), b"<script>.pcap", b"new\nline.pcap", b"\xff\xfe.pcap")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
WIDTH = 80


def octets(text: str) -> bytes:
    return text.encode()[:1000]


def frames() -> Iterator[bytes]:
    """A tunnel and a call for each string, with the string wherever there is room for one."""
    for number, text in enumerate(map(octets, STRINGS), 1):
        names = encode_avp(7, text) + encode_avp(8, text) + encode_avp(2, b"\1\0") + encode_avp(3, b"\0\0\0\3")
        own, source = encode_avp(9, bytes((1, number))), forged(number)
        yield udp(encode_control(1, tunnel_id=0, ns=0, nr=0, avps=names + own), source)
        yield udp(encode_control(2, tunnel_id=256 + number, ns=0, nr=1, avps=names + own), LNS, source)
        yield udp(encode_control(3, tunnel_id=256 + number, ns=1, nr=1), source)
        texts = b"".join(encode_avp(type_, text) for type_ in (21, 22, 23, 30, 37)) + encode_avp(9, text, vendor_id=9)
        call = encode_avp(14, b"\0\x0a") + encode_avp(15, b"\0\0\0\1")
        yield udp(encode_control(10, tunnel_id=256 + number, ns=2, nr=1, avps=call + texts), source)
        yield from (udp(encode_data(256 + number, 20, frame), source) for frame in ppp_frames(text))
        causes = encode_avp(1, b"\0\2\0\6" + text) + encode_avp(46, b"\0\1\xc0\x21\1" + text)
        causes += encode_avp(12, b"\0\x10\0" + text)
        yield udp(encode_control(14, tunnel_id=256 + number, ns=3, nr=1, avps=causes + call[:8]), source)
        yield udp(encode_control(4, tunnel_id=256 + number, ns=1, nr=4, avps=causes + own), LNS, source)


def ppp_frames(text: bytes) -> Iterator[bytes]:
    yield ppp(0xC223, 1, b"\x10" + bytes(16) + text)
    yield ppp(0xC223, 4, text)
    yield ppp(0xC021, 5, text)
    yield ppp(0xC023, 1, bytes((len(text[:200]),)) + text[:200] + b"\1?")
    yield ppp(0xC023, 3, bytes((len(text[:200]),)) + text[:200])
    yield ppp(0xC021, 1, bytes((19, 2 + len(text[:200]))) + text[:200])


@pytest.fixture(scope="module")
def capture(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("strings") / "plain.pcap"
    path.write_bytes(pcap(frames()))
    return str(path)


TABLES = ("tunnels", "sessions", "messages", "findings")
TEXTS = [("analyze",), ("ladder", "--all"), *((name,) for name in TABLES)]


@pytest.mark.parametrize("colour", ["always", "never"])
@pytest.mark.parametrize("command", TEXTS, ids=" ".join)
def test_what_a_terminal_shows_is_printable_and_fits(command: tuple[str, ...], colour: str, capture: str) -> None:
    result = run(*command, "--color", colour, capture)
    assert result.exit_code == 0, result.output
    lines = COLOUR.sub("", result.stdout).split("\n")
    assert all(line.isprintable() and cells(line) <= WIDTH for line in lines)


@pytest.mark.parametrize(
    "command",
    [("analyze", "--json"), *((name, "--format", f) for name in TABLES for f in ("csv", "json", "jsonl"))],
    ids=" ".join,
)
def test_what_programs_read_is_printable_too_and_says_the_same(command: tuple[str, ...], capture: str) -> None:
    result = run(*command, capture)
    assert result.exit_code == 0, result.output
    assert all(line.isprintable() for line in result.stdout.split("\n"))
    if "csv" in command:
        cells_ = [cell for row in csv.reader(io.StringIO(result.stdout)) for cell in row]
        assert not [cell for cell in cells_ if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    elif "jsonl" in command:
        assert all(json.loads(line) for line in result.stdout.split("\n") if line)
    else:
        assert json.loads(result.stdout)


def test_no_string_is_lost_in_the_json(capture: str) -> None:
    told = json.loads(run("analyze", "--json", capture).stdout)
    names = {tunnel["initiator"]["host_name"] for tunnel in told["tunnels"]}
    assert {octets(text).decode() for text in STRINGS} <= names


class Attributes(HTMLParser):
    """Every attribute of every element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep them."""
        self.found += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]


def test_the_report_runs_its_own_script_alone_and_loads_nothing(capture: str) -> None:
    page = run("report", capture, "-o", "-").output
    parsed = Attributes()
    parsed.feed(page)
    assert {tag for tag, _, _ in parsed.found} & {"img", "iframe", "object"} == set()
    scripts = [(name, value) for tag, name, value in parsed.found if tag == "script"]
    assert scripts == [("type", "application/json"), ("id", "data"), ("", "")]
    assert not [name for _, name, _ in parsed.found if name.startswith("on")]
    assert not [value for _, name, value in parsed.found if name in {"src", "href"} and not value.startswith("#")]
    assert all(line.isprintable() for line in page.split("\n"))


@pytest.mark.parametrize("form", ["html", "svg", "mermaid"])
def test_a_ladder_holds_nothing_but_printable_text(form: str, capture: str) -> None:
    drawn = run("ladder", "--all", "--format", form, capture).output
    assert all(line.isprintable() for line in drawn.split("\n"))
    parsed = Attributes()
    parsed.feed(drawn if form != "mermaid" else "")
    assert {tag for tag, _, _ in parsed.found} & {"img", "iframe", "object", "link"} == set()
    assert not [name for _, name, _ in parsed.found if name.startswith("on") or name == "style"]
    assert not [value for _, name, value in parsed.found if name in {"src", "href"} and not value.startswith("#")]


def test_the_timeline_is_xml(capture: str) -> None:
    assert ET.fromstring(run("timeline", capture, "-o", "-").output).tag.endswith("svg")  # noqa: S314 - our own


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", [*TEXTS, ("analyze", "--json"), ("report", "-o", "-"), ("frame",)], ids=" ".join)
def test_the_name_of_a_file_is_harmless(name: bytes, command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / name.decode("utf-8", "surrogateescape")
    path.write_bytes(pcap(iter(list(frames())[:4])))
    result = run(*command, str(path), *(["3"] if command == ("frame",) else []))
    assert result.exit_code == 0, result.output
    assert all(line.isprintable() for line in result.output.split("\n"))
    assert "<script>.pcap" not in result.output or command[0] != "report"


@pytest.mark.parametrize("text", STRINGS)
@pytest.mark.parametrize(
    "command",
    [("explain", "?"), ("ladder", "-t", "?"), ("ladder", "-s", "?"), ("analyze", "--select", "?"), ("frame", "?", "1")],
    ids=" ".join,
)
def test_what_is_not_known_is_named_harmlessly(command: tuple[str, ...], text: str, capture: str) -> None:
    text = text.replace("\0", "")
    words = [text if word == "?" else word for word in command]
    options = [] if command[0] in {"explain", "frame"} else [capture]
    if command[0] in {"explain", "frame"}:
        words.insert(1, "--")
    result = run(*words, *options)
    assert result.exit_code == 2, result.output
    assert "itself failed" not in result.output
    assert all(line.isprintable() for line in result.output.split("\n"))


@pytest.mark.parametrize("name", ["AVP " + "9" * 5000, "StopCCN " + "9" * 5000, "CDN 1/" + "9" * 5000])
def test_no_number_is_too_long_to_be_asked_for(name: str, capture: str) -> None:
    assert "Nothing is named" in run("explain", name).output
    assert "Name one capture" in run("frame", capture, "9" * 5000).output


def test_a_number_beyond_the_tables_is_told_as_such() -> None:
    assert "99999" in run("explain", "AVP", "99999").output


def test_the_escapes_cover_what_is_not_printable() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert plain(every).isprintable()
    assert all(not formula_safe(plain(text)).startswith(("=", "+", "-", "@", "\t", "\r")) for text in STRINGS)
