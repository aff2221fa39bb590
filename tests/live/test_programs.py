"""The capture program is found and begun; why it cannot begin, or ends too soon, is said in a sentence with advice."""

import os
import time
from pathlib import Path

import pytest

from l2tpscope.errors import UnreadableCapture
from l2tpscope.live.programs import Program, Wanted, breakdown, interfaces, is_up, lacks_vlan, refusal

WANTED = Wanted("lo", "udp port 1701")
NO_RIGHT = "tcpdump: lo: You don't have permission to perform this capture on that device\n(socket: Operation ...)"


def test_the_interfaces_of_this_machine_are_known() -> None:
    assert "lo" in [name for name, _ in interfaces()]
    assert is_up("any")
    assert not is_up("nosuch0")


@pytest.mark.parametrize(
    ("said", "must_say"),
    [
        (NO_RIGHT, ("no right", "sudo setcap", "tcpdump")),
        (
            "tcpdump: can't parse filter expression: syntax error",
            ("does not understand", "syntax error", "pcap-filter"),
        ),
        ("tcpdump: lo: No such device exists\n(No such device exists)", ("down", "ip link set lo up")),
        ("tcpdump: lo: That device is not up", ("down", "ip link set lo up")),
        ("tcpdump: something else", ("cannot capture there", "something else")),
        ("", ("ended without a word",)),
    ],
)
def test_a_refusal_says_what_to_do(said: str, must_say: tuple[str, ...]) -> None:
    sentence = refusal(WANTED, "tcpdump", said)
    assert all(words in sentence for words in must_say)
    assert "\n" not in sentence


def test_an_unknown_interface_is_answered_with_those_there_are() -> None:
    sentence = refusal(Wanted("eth9x", ""), "tcpdump", "tcpdump: eth9x: No such device exists")
    assert sentence.startswith("eth9x: there is no such interface; choose one: ")
    assert "lo" in sentence
    assert "any" in sentence


def test_an_end_before_its_time_is_told_from_the_last_words() -> None:
    said = "tcpdump: listening on lo, link-type\ntcpdump: pcap_loop: The interface disappeared\n0 packets received"
    assert "is gone" in breakdown(WANTED, "tcpdump", said)
    assert breakdown(WANTED, "tcpdump", "12 packets captured") == "lo: tcpdump ended before its time"
    assert lacks_vlan("tcpdump: no VLAN support for Linux cooked v1")


def test_without_a_program_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(UnreadableCapture, match="neither tcpdump nor dumpcap"):
        Program(WANTED)


def _script(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda asked, **_: str(program) if asked == name else None)


def test_dumpcap_stands_in_for_tcpdump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _script(tmp_path, "dumpcap", 'echo "$@"; echo "Packets received/dropped on interface x: 5/3" >&2', monkeypatch)
    program = Program(Wanted("x", "udp", 7))
    assert program.pipe.peek(200).split() == b"-i x -q -s 0 -B 32 -f udp -w - -c 7".split()
    assert program.end() == 3
    assert program.has_ended


def test_what_the_program_has_lost_is_asked_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("l2tpscope.live.programs.ASKED_EVERY_NS", 0)
    says = "echo '1 packet captured' >&2; echo '41 packets dropped by kernel' >&2"
    _script(tmp_path, "tcpdump", f'trap "{says}" USR1; echo go; while :; do sleep 0.05; done', monkeypatch)
    program = Program(WANTED)
    assert program.pipe.peek(2) == b"go"
    deadline = time.monotonic() + 10
    while program.dropped() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    assert program.dropped() == 41
    os.kill(program._process.pid, 9)
    assert program.has_failed
    assert program.end() == 41
