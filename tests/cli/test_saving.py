"""Saving one tunnel."""

from pathlib import Path

import pytest

from l2tpscope.analysis import read
from l2tpscope.capture.picked import picked
from l2tpscope.cli.saving import save_tunnel
from l2tpscope.conversation.frames import frames_of
from tests.samples import FOLDER

SEVERAL = FOLDER / "several-tunnels.pcap"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_saved_reads_back_as_the_same_tunnel() -> None:
    analysis = read(SEVERAL)
    tunnel = analysis.conversation.tunnels[1]
    said = save_tunnel(analysis, tunnel, lambda refs: picked([str(SEVERAL)], refs))
    (saved,) = Path("saved").iterdir()
    number = tunnel.initiator.tunnel_id
    assert saved.name == f"several-tunnels-{tunnel.initiator.addresses[0].address}-{number}.pcapng"
    assert said.startswith(f"Saved: {saved}, ")
    again = read(saved)
    assert [one.name for one in again.conversation.tunnels] == [tunnel.name]
    (alone,) = again.conversation.tunnels
    assert [sent.message.type for sent in alone.transmissions] == [sent.message.type for sent in tunnel.transmissions]


def test_frames_of_evidence_say_of_what() -> None:
    refused = FOLDER / "tunnel-auth-mismatch.pcap"
    analysis = read(refused)
    save_tunnel(analysis, analysis.conversation.tunnels[0], lambda refs: picked([str(refused)], refs))
    (facts,) = read(Path("saved/tunnel-auth-mismatch-192.0.2.10-8833.pcapng")).conversation.captures
    assert any("tun-secret-mismatch" in text for _, text in facts.frame_comments)


def test_nothing_is_written_over_and_what_is_gone_is_told() -> None:
    analysis = read(SEVERAL)
    tunnel = analysis.conversation.tunnels[0]
    whole = save_tunnel(analysis, tunnel, lambda refs: picked([str(SEVERAL)], refs))
    assert "no longer there" not in whole
    count = len(frames_of(analysis.conversation, tunnel))
    few = save_tunnel(analysis, tunnel, lambda refs: picked([str(SEVERAL)], sorted(refs)[:3]))
    assert "_2.pcapng, 3 frames; " in few
    assert few.endswith(" of it are no longer there")
    assert int(few.split("; ")[1].split()[0]) >= count - 3
    assert len(list(Path("saved").iterdir())) == 2


def test_a_name_from_the_wire_cannot_leave_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = read(SEVERAL)
    monkeypatch.setattr("l2tpscope.cli.saving.stem_of", lambda _: "../../../etc/x\x1b")
    said = save_tunnel(analysis, analysis.conversation.tunnels[0], lambda refs: picked([str(SEVERAL)], refs))
    assert said.startswith("Saved: saved/etc-x")
    assert [path.parent for path in Path().rglob("*.pcapng")] == [Path("saved")]
