"""frame: one frame of a capture."""

from pathlib import Path

import pytest

from tests.cli.runs import CLEAN, REFUSED, run, started


def test_a_frame_is_decoded_with_its_octets() -> None:
    shown = run("frame", REFUSED, "4").stdout
    assert "L2TPv2 control message: StopCCN" in shown
    assert "Result Code: result 2, error 6, message Invalid" in " ".join(shown.split())
    assert "  0000  " in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_the_capture_can_be_named_by_an_option_or_piped() -> None:
    shown = run("frame", REFUSED, "4").stdout
    assert run("frame", "-r", REFUSED, "4").stdout == shown
    assert started("frame", "-", "4", stdin=Path(REFUSED).read_bytes()).stdout.decode() == shown


def test_a_frame_that_is_not_there_is_refused_with_how_many_there_are() -> None:
    ended = run("frame", CLEAN, "103")
    assert ended.exit_code == 2
    assert "holds 102 frames" in ended.stderr


@pytest.mark.parametrize("arguments", [[], [CLEAN], [CLEAN, "0"], [CLEAN, "x"], [CLEAN, "1", "2"]])
def test_anything_but_a_capture_and_a_number_is_wrong_usage(arguments: list[str]) -> None:
    assert run("frame", *arguments).exit_code == 2


def test_every_fragment_shows_the_datagram_that_it_is_part_of() -> None:
    shown = [run("frame", "sample_captures/outer-fragments.pcap", str(number)).stdout for number in range(1, 95)]
    whole = [text for text in shown if "reassembled from the fragments" in text]
    assert len(whole) >= 2
    assert all("Octets of the reassembled payload" in text for text in whole)
