"""A FIFO, standard input or an interface is opened, ended, and watched itself."""

import os
from pathlib import Path

import pytest

from l2tpscope.errors import UnreadableCapture
from l2tpscope.live.programs import Wanted
from l2tpscope.live.source import InterfaceSource, PipeSource
from tests.live.networks import needs_network


def test_a_fifo_is_opened_before_anybody_writes(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    source = PipeSource(str(fifo))
    source.stop()
    assert source.pipe.peek(1) == b""
    source.end()
    source.end()
    assert source.notices() == []


@pytest.mark.parametrize(("name", "why"), [("none", "no such file"), (".", "a directory")])
def test_what_is_no_fifo_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(UnreadableCapture, match=why):
        PipeSource(str(tmp_path / name))


@needs_network
def test_an_unknown_interface_is_refused() -> None:
    with pytest.raises(UnreadableCapture, match="no such interface"):
        InterfaceSource(Wanted("nosuch0", "udp"), None)


@needs_network
def test_a_filter_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableCapture, match="does not understand it"):
        InterfaceSource(Wanted("lo", "udpport"), None)


@needs_network
def test_a_link_without_vlan_tags_gets_the_plain_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("l2tpscope.live.source.lacks_vlan", lambda _: True)
    source = InterfaceSource(Wanted("lo", "no filter"), "udp port 1701")
    source.stop()
    source.end()
    assert source.trouble is None
    assert source.dropped == 0
