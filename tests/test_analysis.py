"""The pipeline: several captures as one, limits, what is unreadable, progress."""

import gc
import io
import itertools
import json
import struct
import weakref
from pathlib import Path
from typing import Any

import pytest

from l2tpscope import analysis as pipeline
from l2tpscope.analysis import read
from l2tpscope.errors import UsageError
from l2tpscope.render.as_json import json_text
from tests.samples import FOLDER, analysed

CLEAN, REFUSED = FOLDER / "clean-call.pcap", FOLDER / "tunnel-auth-mismatch.pcap"
FILE_HEADER, RECORD_HEADER = 24, 16

# What a cut between two files changes: copies on both sides of it are not seen as copies (any-interface), and fragments
# do not find each other across it (outer-fragments, fragment-loss).
CHANGED_BY_A_CUT = {"any-interface.pcap", "fragment-loss.pcap", "outer-fragments.pcap"}
PLAIN = sorted(path.name for path in FOLDER.glob("*.pcap") if path.name not in CHANGED_BY_A_CUT)


def _records(path: Path) -> tuple[bytes, list[bytes]]:
    """The file header and the records of a little-endian pcap."""
    octets = path.read_bytes()
    at, records = FILE_HEADER, []
    while at < len(octets):
        size = RECORD_HEADER + struct.unpack_from("<I", octets, at + 8)[0]
        records.append(octets[at : at + size])
        at += size
    return octets[:FILE_HEADER], records


def _parts(path: Path, cuts: list[int]) -> list[io.BytesIO]:
    head, records = _records(path)
    edges = [0, *cuts, len(records)]
    return [io.BytesIO(head + b"".join(records[a:b])) for a, b in itertools.pairwise(edges)]


def _joined(value: Any, cuts: list[int]) -> Any:  # noqa: ANN401 - any JSON
    """The JSON with frames counted through all parts, as if they were one capture."""
    if isinstance(value, list):
        return [_joined(each, cuts) for each in value]
    if not isinstance(value, dict):
        return value
    offset = [0, *cuts][value.get("capture") or 0] if isinstance(value.get("frame"), int) else 0
    frames = {"frame", "retransmission_of", "duplicate_of", "acknowledged_by"}
    kept = {key: each for key, each in value.items() if key not in {"captures", "capture"}}
    return {
        key: (each + offset if key == "frame" and each is not None else _joined(each, cuts))
        for key, each in kept.items()
        if key == "frame" or key not in frames
    }


@pytest.mark.parametrize("name", PLAIN)
def test_a_capture_in_pieces_gives_the_analysis_of_the_whole(name: str) -> None:
    path = FOLDER / name
    count = len(_records(path)[1])
    for cuts in ([count // 2], [1, count - 1], [count // 3, count // 3 + 1, 2 * count // 3]):
        pieces = json.loads(json_text(read(_parts(path, cuts))))
        assert _joined(pieces, cuts) == _joined(json.loads(json_text(analysed(name))), [])


def test_captures_are_joined_by_time_whatever_their_order() -> None:
    (early, late) = _parts(CLEAN, [50])
    whole = analysed("clean-call.pcap")
    turned = read([late, early])
    assert len(turned.conversation.tunnels) == 1
    assert turned.conversation.tunnels[0].state == whole.conversation.tunnels[0].state
    assert [finding.rule for finding in turned.findings] == [finding.rule for finding in whole.findings]


def test_a_path_a_text_and_a_stream_are_read_alike() -> None:
    texts = [json_text(read(source)) for source in (CLEAN, str(CLEAN), [CLEAN])]
    with CLEAN.open("rb") as stream:
        texts.append(json_text(read(stream)))
    assert len(set(texts)) == 1


def test_what_cannot_be_read_is_said_and_the_rest_is_numbered_without_it() -> None:
    analysis = read([FOLDER / "README.md", CLEAN, FOLDER / "none.pcap", REFUSED])
    assert len(analysis.unreadable) == 2
    assert [Path(facts.path).name for facts in analysis.conversation.captures] == [CLEAN.name, REFUSED.name]
    assert {sent.ref.capture for tunnel in analysis.conversation.tunnels for sent in tunnel.transmissions} == {0, 1}


def test_times_are_limits_with_both_ends_inside() -> None:
    tunnel = analysed("clean-call.pcap").conversation.tunnels[0]
    first, second = tunnel.transmissions[0].time_ns, tunnel.transmissions[1].time_ns
    assert read(CLEAN, until=first).conversation.counts.frames == 1
    assert read(CLEAN, since=first, until=second).conversation.counts.l2tp_control == 2
    assert read(CLEAN, since=second).conversation.counts.frames == 101


@pytest.mark.parametrize(("count", "frames"), [(1, 1), (5, 5), (102, 102), (1000, 102)])
def test_the_first_frames_alone_are_counted(count: int, frames: int) -> None:
    assert read(CLEAN, count=count).conversation.counts.frames == frames


def test_rules_are_selected_and_ignored_and_unknown_ones_refused() -> None:
    assert {finding.rule for finding in read(REFUSED, select=["tun-secret-mismatch"]).findings} == {
        "tun-secret-mismatch"
    }
    assert "tun-secret-mismatch" not in {
        finding.rule for finding in read(REFUSED, ignore=["tun-secret-mismatch"]).findings
    }
    with pytest.raises(UsageError, match="no rule is named"):
        read(REFUSED, select=["no-such-rule"])


def test_progress_counts_the_octets_that_were_scanned() -> None:
    told: list[int] = []
    read(CLEAN, progress=told.append)
    assert 0 < sum(told) <= CLEAN.stat().st_size


def test_the_collector_is_left_as_it_was() -> None:
    read(CLEAN)
    assert gc.isenabled()
    gc.disable()
    try:
        read(CLEAN)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_heavy_load_that_nobody_holds_is_freed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "HEAVY", 0)
    gone = weakref.ref(pipeline.read(CLEAN).conversation)
    pipeline.read(CLEAN)
    assert gone() is None
