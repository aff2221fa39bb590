"""A failed tunnel is saved once its failure stands, with all that is held of it, and is judged alike in its file."""

from dataclasses import replace
from pathlib import Path

import pytest

from l2tpscope.analysis import Analysis, read
from l2tpscope.conversation.frames import frames_of
from l2tpscope.live import failed as failing
from l2tpscope.live.casefile import Folder
from l2tpscope.live.events import Event, Kind
from l2tpscope.live.failed import FailedTunnels
from l2tpscope.live.held import Buffer, Held, Share
from tests.hostile import frames_of as frames_in
from tests.live.sources import at_every_chance, fed, watched
from tests.samples import NAMES, analysed
from tests.scan.frames import ethernet, ipv4, udp

SAMPLES = Path("sample_captures")
STORM = "redial-storm.pcapng"
STANDS_ALONE = ("tunnel-auth-mismatch.pcap", "chap-md5-wrong-password.pcap", "firewall-drops-1701.pcap")


def _saved(name: str, tmp_path: Path) -> tuple[list[Event], Folder]:
    events: list[Event] = []
    folder = Folder(tmp_path / "failed")
    watched(SAMPLES / name, 1, lambda news, _: events.extend(news), failed=FailedTunnels(folder))
    return [event for event in events if event.text.startswith("saved: ")], folder


@pytest.mark.parametrize("name", NAMES)
def test_each_failed_tunnel_has_a_file_and_no_other(name: str, tmp_path: Path) -> None:
    conversation, causes = analysed(name).conversation, analysed(name).root_causes
    wanted = [tunnel for tunnel in conversation.tunnels if any(a.index in causes for a in tunnel.attempts)]
    notes, folder = _saved(name, tmp_path)
    assert [event.tunnel.name for event in notes if event.tunnel is not None] == [tunnel.name for tunnel in wanted]
    assert len(list(folder.path.iterdir())) == folder.files == len(wanted)
    for event, tunnel in zip(notes, wanted, strict=True):
        path = Path(event.text.removeprefix("saved: ").partition(", ")[0])
        saved = read(path).conversation
        assert saved.counts.frames >= len(frames_of(conversation, tunnel))
        assert "no longer in memory" not in event.text
        assert tunnel.name.partition("#")[0] in {one.name.partition("#")[0] for one in saved.tunnels}


@pytest.mark.parametrize("name", STANDS_ALONE)
def test_the_file_alone_is_judged_alike_and_says_where_each_frame_was(name: str, tmp_path: Path) -> None:
    _, folder = _saved(name, tmp_path)
    whole = analysed(name)
    (path,) = folder.path.iterdir()
    saved = read(path)
    assert [one.rule for one in saved.findings if one.root_cause] == [
        one.rule for one in whole.findings if one.root_cause
    ]
    assert whole.findings[0].rule in path.name
    numbers = {f"[frame {ref.frame}]" for ref, _ in whole.findings[0].evidence}
    comments = [text for _, text in saved.conversation.captures[0].frame_comments]
    assert numbers <= {f"{text.partition(']')[0]}]" for text in comments}


def test_it_is_saved_while_the_watching_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_every_chance(monkeypatch)
    events: list[Event] = []
    folder, conversation = Folder(tmp_path), analysed(STORM).conversation
    fed(frames_in(STORM), lambda news, _: events.extend(news), failed=FailedTunnels(folder))
    notes = [event for event in events if event.text.startswith("saved: ")]
    first = next(tunnel for tunnel in conversation.tunnels if any(attempt.failed for attempt in tunnel.attempts))
    assert first.end is not None
    assert notes[0].kind is Kind.NOTE
    assert notes[0].time_ns == first.end.time_ns, "its end is final"
    assert folder.files == sum(any(a.failed for a in t.attempts) for t in conversation.tunnels)


def test_only_some_are_written_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failing, "AT_ONCE", 2)
    analysis, cases = analysed(STORM), FailedTunnels(Folder(tmp_path))
    assert len(cases.look(analysis, Held())) == 2
    assert len(cases.look(analysis, Held())) == 2
    assert cases.folder.files == 4
    cases.look(analysis, Held(), is_last=True)
    assert cases.look(analysis, Held(), is_last=True) == []


def _until(name: str, frame: int) -> Analysis:
    return read(SAMPLES / name, count=frame)


def test_a_failure_must_stand_before_it_is_believed_where_nothing_has_ended(tmp_path: Path) -> None:
    name = "data-plane-dead.pcap"  # where frames refute what was first said
    cases, files = FailedTunnels(Folder(tmp_path)), []
    for frame in range(30, 59):
        cases.look(_until(name, frame), Held())
        files.append(cases.folder.files)
    first = next(frame for frame in range(30, 59) if any(a.failed for a in _until(name, frame).conversation.attempts))
    assert files[first - 30] == 0


def test_a_failure_that_has_stood_is_saved_though_nobody_has_closed_the_tunnel(tmp_path: Path) -> None:
    analysis, cases = _until("data-plane-dead.pcap", 56), FailedTunnels(Folder(tmp_path))
    conversation = analysis.conversation
    assert [tunnel.end for tunnel in conversation.tunnels] == [None]
    saved = []
    for seconds in (0, 4, 5):
        now_ns = conversation.last_ns + seconds * 1_000_000_000
        cases.look(replace(analysis, conversation=replace(conversation, last_ns=now_ns)), Held())
        saved.append(cases.folder.files)
    assert saved == [0, 0, 1]


def test_what_is_no_longer_held_is_counted(tmp_path: Path) -> None:
    cases = FailedTunnels(Folder(tmp_path))
    (event,) = cases.look(analysed("tunnel-auth-mismatch.pcap"), Held(), is_last=True)
    assert event.text.endswith("0 frames; 5 more of it were no longer in memory")


def test_ike_between_the_two_ends_goes_with_it(tmp_path: Path) -> None:
    name, held = "tunnel-auth-mismatch.pcap", Held()
    ends = bytes([192, 0, 2, 10]), bytes([198, 51, 100, 20])
    template = frames_in(name)[0]
    held.shares[Share.IKE] = Buffer(1 << 20)
    for number, (source, destination) in enumerate((ends, ends[::-1], (ends[0], bytes(4))), 1001):
        octets = ethernet(ipv4(udp(bytes(28), 500, 500), source=source, destination=destination))
        held.shares[Share.IKE].add(template._replace(ref=template.ref._replace(frame=number), octets=octets))
    held.shares[Share.IKE].add(template._replace(ref=template.ref._replace(frame=1004), octets=b"short"))
    FailedTunnels(Folder(tmp_path)).look(analysed(name), held, is_last=True)
    (path,) = tmp_path.iterdir()
    assert read(path, ports=()).conversation.counts.frames == 2
