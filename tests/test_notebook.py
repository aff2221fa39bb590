"""What `import l2tpscope` gives to people who work in Python."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import l2tpscope
from l2tpscope.errors import UsageError

SAMPLE = Path(__file__).parent.parent / "sample_captures" / "lns-restarted.pcap"


@pytest.fixture(scope="module")
def reading() -> l2tpscope.Reading:
    """A capture with two tunnels, three calls and a restart between."""
    return l2tpscope.read(SAMPLE)


def test_the_tables_are_dataframes(reading: l2tpscope.Reading) -> None:
    assert list(reading.tunnels["name"]) == ["192.0.2.10:19628", "192.0.2.10:59284"]
    assert len(reading.sessions) == 3
    assert reading.findings["rule"].iloc[0] == "td-peer-restart"
    assert (0, 80) in reading.messages.index


def test_the_report_is_written_where_it_is_wanted(reading: l2tpscope.Reading, tmp_path: Path) -> None:
    page = reading.report(tmp_path / "new" / "out.html").read_text(encoding="utf-8")
    assert "td-peer-restart" in page


def test_the_json_is_that_of_analyze(reading: l2tpscope.Reading) -> None:
    assert json.loads(reading.to_json())["schema"] == "l2tpscope/1"


def test_several_captures_and_file_objects_are_read() -> None:
    with SAMPLE.open("rb") as stream:
        assert len(l2tpscope.read([stream]).tunnels) == 2


def test_a_reading_says_in_one_line_what_came_of_it(reading: l2tpscope.Reading) -> None:
    told = repr(reading)
    assert "2 tunnels, 3 calls, 2 failed. " in told
    assert "\n" not in told
    assert "td-peer-restart" in reading._repr_html_()


def test_a_tunnel_is_found_by_either_of_its_names_and_by_its_number(reading: l2tpscope.Reading) -> None:
    for name in ("192.0.2.10:59284", "2", 2):
        assert repr(reading.tunnel(name)) == "<tunnel 2, 192.0.2.10:59284: established, 1 session>"
    with pytest.raises(UsageError, match="no tunnel is named '9'"):
        reading.tunnel(9)


def test_a_tunnel_shows_itself_and_knows_its_sessions(reading: l2tpscope.Reading) -> None:
    tunnel = reading.tunnel(1)
    assert "192.0.2.10:19628" in tunnel._repr_html_()
    assert list(tunnel.sessions.index) == ["1.1", "1.2"]


def test_a_ladder_is_a_picture_and_printed_it_is_text(reading: l2tpscope.Reading) -> None:
    ladder = reading.tunnel(1).ladder()
    assert ET.fromstring(ladder._repr_svg_()).tag.endswith("svg")  # noqa: S314 - our own picture
    assert re.fullmatch(r"<ladder of tunnel 1, 192\.0\.2\.10:19628: \d+ rows; print\(\) shows it>", repr(ladder))
    assert "SCCRQ" in str(ladder)
    assert repr(reading.tunnel(1).ladder("2")).startswith("<ladder of session 1.2,")


def test_a_timeline_is_a_picture_and_printed_it_is_told(reading: l2tpscope.Reading) -> None:
    for timeline, title in (
        (reading.timeline(), "2 tunnels in 2 min 11 s"),
        (reading.tunnel(1).timeline(), "Tunnel 1 · 192.0.2.10:19628"),
    ):
        assert ET.fromstring(timeline._repr_svg_()).tag.endswith("svg")  # noqa: S314 - our own picture
        assert timeline._repr_png_().startswith(b"\x89PNG")
        assert repr(timeline) == f"<timeline: {title}; print() tells it>"
        assert "tunnel" in str(timeline).lower()
