"""The folder of failed tunnels: safe names, one of each, limits that are said once, trouble that is said once."""

import io
import re
from pathlib import Path

import pytest

from l2tpscope.analysis import read
from l2tpscope.errors import UsageError
from l2tpscope.live import casefile
from l2tpscope.live.casefile import Casefile, Folder, failures, what_failed
from tests.hostile import frames_of
from tests.samples import analysed
from tests.scan.frames import A6, B6, SCCRQ, ethernet, ipv6, pcap, udp

REFUSED = "tunnel-auth-mismatch.pcap"


def _written(folder: Folder, file: Casefile, name: str = REFUSED, frames: slice = slice(None)) -> str | None:
    analysis = analysed(name)
    return folder.write(file, analysis.conversation.tunnels[0], analysis, frames_of(name)[frames], {})


def test_a_file_is_named_by_time_ends_id_and_cause(tmp_path: Path) -> None:
    folder, file = Folder(tmp_path / "a" / "b"), Casefile()
    assert _written(folder, file) is None
    assert file.path is not None
    assert file.path.name == "20261121T022434Z_192.0.2.10_198.51.100.20_8833_tun-secret-mismatch.pcapng"
    assert (folder.files, folder.octets) == (1, file.path.stat().st_size)
    assert read(file.path).conversation.captures[0].comments == (
        what_failed(analysed(REFUSED).conversation.tunnels[0], analysed(REFUSED)),
    )


def test_names_are_safe_and_tell_equals_apart(tmp_path: Path) -> None:
    frames = [ethernet(ipv6(udp(SCCRQ), source=A6, destination=B6))] * 2
    analysis = read(io.BytesIO(pcap(frames, step_ns=40_000_000_000)))
    folder, files = Folder(tmp_path), (Casefile(), Casefile())
    for file in files:
        folder.write(file, analysis.conversation.tunnels[0], analysis, [], {})
    names = [file.path.name for file in files if file.path is not None]
    assert names[0].startswith("20231114T221320Z_2001-db8-1_2001-db8-2_unknown_")
    assert names[1] == names[0].replace(".pcapng", "_2.pcapng")
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in names)


def test_a_file_written_anew_keeps_its_name_and_what_is_no_longer_in_memory(tmp_path: Path) -> None:
    folder, file = Folder(tmp_path), Casefile()
    _written(folder, file, frames=slice(0, 3))
    first = file.path
    _written(folder, file, frames=slice(1, 5))
    assert file.path == first
    assert folder.files == 1
    assert first is not None
    assert read(first).conversation.counts.frames == 5
    assert len(file.frames) == 5
    assert folder.octets == first.stat().st_size
    _written(folder, file)
    assert len(file.frames) == read(first).conversation.counts.frames == len(frames_of(REFUSED))


def test_limits_are_kept_and_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casefile, "MOST_FILES", 1)
    folder, file = Folder(tmp_path), Casefile()
    assert folder.takes(file)
    _written(folder, file)
    assert folder.takes(file), "what is there may be written anew"
    assert not folder.takes(Casefile())
    assert "1 files" in (folder.full() or "")
    assert folder.full() is None
    monkeypatch.setattr(casefile, "MOST_OCTETS", folder.octets)
    assert not folder.takes(file)


def test_what_cannot_be_written_is_told_once_and_leaves_the_rest(tmp_path: Path) -> None:
    folder, file = Folder(tmp_path / "x"), Casefile()
    _written(folder, file)
    folder.path = tmp_path / "gone"
    told = _written(folder, Casefile())
    assert told is not None
    assert "cannot be saved (No such file or directory)" in told
    assert _written(folder, Casefile()) is None
    assert folder.trouble is not None
    assert folder.files == 1


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="cannot be made"):
            Folder(path)


def test_failures_are_the_root_causes_first() -> None:
    analysis = analysed("lns-restarted.pcap")
    tunnel = next(one for one in analysis.conversation.tunnels if any(a.failed for a in one.attempts))
    assert failures(tunnel, analysis)[0].root_cause
    assert failures(analysed("clean-call.pcap").conversation.tunnels[0], analysed("clean-call.pcap")) == []
