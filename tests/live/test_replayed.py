"""Every sample capture is sent over an interface: live ends with what analyze says of the frames that it kept."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from l2tpscope.analysis import Analysis, Limits, read
from l2tpscope.capture.block import Frame
from l2tpscope.capture.reader import open_capture
from l2tpscope.live.filters import capture_filter
from l2tpscope.live.keeping import Keeper
from l2tpscope.live.programs import Wanted
from l2tpscope.live.source import InterfaceSource
from l2tpscope.live.watching import Watching
from l2tpscope.render.as_json import json_text
from tests.capture.building import pcap_header, pcap_record
from tests.live.networks import Network, needs_network, network, there
from tests.samples import FOLDER, NAMES, analysed

AT_ONCE = 8
"""tcpdump hands a few frames on only after a second, which so many captures wait for together."""
ENOUGH_S = 20
TCPDUMP = shutil.which("tcpdump") or "tcpdump"
ETHERNET, SLL2 = 1, 276
BY_TIME = {
    "auth-no-answer.pcap", "auth-response-lost.pcap", "auth-slow-radius.pcap", "data-one-way.pcap",
    "data-plane-dead.pcap", "ipcp-recursive-routing.pcap", "ipcp-timeout.pcap", "lcp-ack-lost.pcap",
    "lcp-echo-timeout.pcap", "lns-other-address.pcap", "loss30-fails.pcap", "nat-rebind-outside.pcap",
}  # fmt: skip
"""Why these failed shows in how long something took or did not come; sent within a millisecond, all comes at once."""


@dataclass(frozen=True)
class Replayed:
    """A capture that went over an interface.

    wanted    the frames that were to be captured
    kept      the file of those that were
    analysis  what live said at its end
    """

    wanted: list[bytes]
    kept: Path
    analysis: Analysis


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Replayed]]:
    """What came of a sample capture, by name; it is sent together with its neighbours."""
    folder, done = tmp_path_factory.mktemp("replayed"), dict[str, Replayed]()
    with network(AT_ONCE) as net:

        def of(name: str) -> Replayed:
            if name not in done:
                first = NAMES.index(name) // AT_ONCE * AT_ONCE
                done.update(_replay(net, NAMES[first : first + AT_ONCE], folder))
            return done[name]

        yield of


def _replay(net: Network, names: list[str], folder: Path) -> Iterator[tuple[str, Replayed]]:
    sent = [_as_ethernet(name, folder) for name in names]
    wanted = [[frame.octets for frame in _frames(_filtered(path))] for path in sent]
    with net.entered():
        sources = [_source(pair, len(frames)) for pair, frames in enumerate(wanted)]
        kept = [folder / f"{name}.kept" for name in names]
        for source, path in zip(sources, kept, strict=True):
            source.keep(Keeper(path))
        for pair, path in enumerate(sent):
            net.replay(path, pair)
        for name, frames, path, source in zip(names, wanted, kept, sources, strict=True):
            yield name, Replayed(frames, path, _watched(source))


def _as_ethernet(name: str, folder: Path) -> Path:
    """The frames of a sample in a file that tcpreplay can send; what was cooked gets an Ethernet header."""
    path = folder / f"{name}.sent"
    records = (pcap_record(_on_ethernet(frame)) for frame in _frames(FOLDER / name))
    path.write_bytes(pcap_header(link_type=ETHERNET) + b"".join(records))
    return path


def _on_ethernet(frame: Frame) -> bytes:
    if frame.link_type == ETHERNET:
        return frame.octets
    assert frame.link_type == SLL2
    return bytes(12) + frame.octets[:2] + frame.octets[20:]


def _filtered(path: Path) -> Path:
    out = path.with_suffix(".wanted")
    subprocess.run([TCPDUMP, "-r", str(path), "-w", str(out), capture_filter()], check=True, capture_output=True)
    return out


def _source(pair: int, count: int) -> InterfaceSource:
    return InterfaceSource(Wanted(there(pair), capture_filter(), count), None)


def _watched(source: InterfaceSource) -> Analysis:
    too_late = threading.Timer(ENOUGH_S, source.stop)
    too_late.start()
    try:
        return Watching(source, Limits(), lambda *_: None).run()
    finally:
        too_late.cancel()
        source.end()
        assert source.keeper is not None
        source.keeper.end()


@needs_network
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_frame_is_lost_changed_or_late(name: str, replayed: Callable[[str], Replayed]) -> None:
    came = replayed(name)
    assert [frame.octets for frame in _frames(came.kept)] == came.wanted


@needs_network
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_live_ends_with_what_analyze_says_of_its_file(name: str, replayed: Callable[[str], Replayed]) -> None:
    came = replayed(name)
    assert _json(came.analysis)["captures"][0]["dropped"] == 0, "as tcpdump said"
    assert _but_for_the_file(came.analysis) == _but_for_the_file(read(came.kept))


@needs_network
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_time_has_no_part_in_is_that_of_the_sample(name: str, replayed: Callable[[str], Replayed]) -> None:
    live, whole = _json(replayed(name).analysis), _json(analysed(name))
    assert _told(live) == _told(whole)
    if name not in BY_TIME:
        assert _causes(live) == _causes(whole)


@needs_network
@pytest.mark.slow
@pytest.mark.parametrize("name", ["any-interface.pcap", "clean-call.pcap", "outer-fragments.pcap"])
def test_all_interfaces_together_see_each_frame_twice_and_say_so(name: str, tmp_path: Path) -> None:
    sent, kept = _as_ethernet(name, tmp_path), tmp_path / "kept"
    wanted = [frame.octets[14:] for frame in _frames(_filtered(sent))]
    with network() as net, net.entered():
        plain = capture_filter(behind_vlan=False)
        source = InterfaceSource(Wanted("any", capture_filter(), 2 * len(wanted)), plain)
        source.keep(Keeper(kept))
        net.replay(sent)
        live = _watched(source)
    assert {frame.link_type for frame in _frames(kept)} == {SLL2}
    assert [frame.octets[20:] for frame in _frames(kept)] == [octets for octets in wanted for _ in range(2)]
    assert _but_for_the_file(live) == _but_for_the_file(read(kept))


def _json(analysis: Analysis) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(analysis))
    return found


def _but_for_the_file(analysis: Analysis) -> dict[str, Any]:
    """Without the file's name, and without what was lost, which a pcap does not say."""
    found = _json(analysis)
    (capture,) = found["captures"]
    del capture["path"], capture["dropped"]
    return found


def _told(analysis: dict[str, Any]) -> dict[str, Any]:
    """Who spoke with whom, what was said, what was tried, and how far it came."""
    tunnels = analysis["tunnels"]
    return {
        "tunnels": [tunnel["name"] for tunnel in tunnels],
        "sessions": [session["index"] for tunnel in tunnels for session in tunnel["sessions"]],
        "messages": [[(m["from"], m["type"], m["ns"], m["nr"]) for m in tunnel["messages"]] for tunnel in tunnels],
        "attempts": [
            [attempt[name] for name in ("client", "server", "tunnel", "session", "user", "reached", "succeeded")]
            for attempt in analysis["attempts"]
        ],
    }


def _causes(analysis: dict[str, Any]) -> list[str | None]:
    """The rule that names the root cause of each attempt."""
    rules = [found["rule"] for found in analysis["findings"]]
    return [rules[one["root_cause"] - 1] if one["root_cause"] else None for one in analysis["attempts"]]


def _frames(path: Path) -> list[Frame]:
    with open_capture(str(path)) as reader:
        return [frame for block in reader.blocks() for frame in reader.frames(block)]
