"""What `import l2tpscope` gives to people who work in Python."""

import json
from pathlib import Path

import pytest

import l2tpscope

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
