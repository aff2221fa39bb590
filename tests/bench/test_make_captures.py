"""The captures to measure with hold what bench/make_captures.py says, as tshark sees it."""

import subprocess
from pathlib import Path

import pytest

import l2tpscope
from bench.make_captures import Made, write_control, write_data, write_half
from l2tpscope.conversation.model import Session

FRAMES = 8000
FIELDS = ("frame.len", "vlan.id", "ipv6.version", "l2tp.type", "l2tp.seq_bit")
Rows = list[dict[str, str]]


def _rows(tshark: str, capture: Path, *fields: str) -> Rows:
    """The fields of every frame, without what is inside PPP (random octets); fragments not put together."""
    apart = ["-o", "ip.defragment:FALSE", "--disable-protocol", "ppp"]
    told = [word for field in fields for word in ("-e", field)]
    command = [tshark, "-n", *apart, "-r", str(capture), "-T", "fields", *told]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
    return [dict(zip(fields, line.split("\t"), strict=True)) for line in lines]


def _share(rows: Rows, field: str, value: str | None = None) -> float:
    return sum(bool(row[field]) if value is None else row[field] == value for row in rows) / len(rows)


@pytest.fixture(scope="module")
def heavy(tshark: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Rows]:
    """The data-heavy capture, small."""
    path = tmp_path_factory.mktemp("heavy") / "data.pcap"
    made = write_data(path, FRAMES, "ethernet", "pcap", has_fragments=False)
    return made, _rows(tshark, path, *FIELDS)


def test_the_counts_of_a_data_heavy_capture_are_what_tshark_counts(heavy: tuple[Made, Rows]) -> None:
    made, rows = heavy
    assert (made.frames, made.control) == (len(rows), sum(row["l2tp.type"] == "1" for row in rows))
    assert made.control == FRAMES // 1000


def test_the_frames_of_a_data_heavy_capture_are_as_large_as_said(heavy: tuple[Made, Rows]) -> None:
    assert sum(int(row["frame.len"]) for row in heavy[1]) / FRAMES == pytest.approx(633, rel=0.02)


@pytest.mark.parametrize(
    ("field", "value", "share"),
    [
        ("l2tp.type", "0", 0.95),
        ("l2tp.type", "", 0.05),
        ("vlan.id", None, 0.10),
        ("ipv6.version", None, 0.06),
        ("l2tp.seq_bit", "1", 0.13),  # 14 % of the sessions, without what is foreign in them
    ],
)
def test_the_shares_of_a_data_heavy_capture_are_as_said(
    heavy: tuple[Made, Rows], field: str, value: str | None, share: float
) -> None:
    assert _share(heavy[1], field, value) == pytest.approx(share, abs=0.012)


def _packets(session: Session) -> int:
    return sum(one.packets for one in session.sent.values())


def test_the_same_octets_come_out_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_data(tmp_path / name, 1000, "sll2", "pcapng", has_fragments=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_both_interfaces_of_a_pcapng_are_used(tshark: str, tmp_path: Path) -> None:
    path = tmp_path / "data.pcapng"
    write_data(path, 1000, "ethernet", "pcapng", has_fragments=False)
    assert {row["frame.interface_id"] for row in _rows(tshark, path, "frame.interface_id")} == {"0", "1"}


@pytest.mark.parametrize("link", ["ethernet", "sll2"])
def test_nearly_every_tenth_datagram_travels_in_two_fragments(tshark: str, tmp_path: Path, link: str) -> None:
    path = tmp_path / "data.pcap"
    made = write_data(path, 2000, link, "pcap", has_fragments=True)
    rows = _rows(tshark, path, "ip.flags.mf", "ip.frag_offset", "ip.id")
    first = [row["ip.id"] for row in rows if row["ip.flags.mf"] == "1"]
    later = [row["ip.id"] for row in rows if row["ip.frag_offset"] not in {"", "0"}]
    assert first == later
    assert made.frames == len(rows)
    assert len(first) / 2000 == pytest.approx(0.09, abs=0.01)


def test_a_control_capture_holds_whole_dialogs_without_a_loss(tshark: str, tmp_path: Path) -> None:
    path = tmp_path / "control.pcap"
    made = write_control(path, 500_000)
    rows = _rows(tshark, path, "l2tp.type")
    assert (made.frames, made.control) == (len(rows), len(rows))
    assert _share(rows, "l2tp.type", "1") == 1
    assert path.stat().st_size == pytest.approx(500_000, rel=0.01)


def test_data_and_control_are_halves_of_ten_thousand_frames(tshark: str, tmp_path: Path) -> None:
    path = tmp_path / "half.pcap"
    made = write_half(path, 10_000)
    rows = _rows(tshark, path, "l2tp.type")
    assert (made.frames, made.control) == (10_000, 5000)
    assert sum(row["l2tp.type"] == "1" for row in rows) == 5000


def test_data_belongs_to_the_calls_that_the_messages_set_up(tmp_path: Path) -> None:
    path = tmp_path / "data.pcap"
    write_half(path, 4000)
    tunnels = l2tpscope.read(path).analysis.conversation.tunnels
    both = [one for tunnel in tunnels for one in tunnel.sessions if one.beginning_seen and _packets(one)]
    assert len(both) > 20
