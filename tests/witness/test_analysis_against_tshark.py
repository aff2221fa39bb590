"""An independent witness of the whole analysis: what `analyze --json` says of a capture is what tshark sees in it.

Everyday each sample capture is compared as it is and in one other shape; the sweep over all shapes is slow. Where
tshark 4.0 is known to be wrong or silent, the condition stands at the comparison, named as in test_faults_of_tshark:

- HIDDEN: of a hidden AVP it shows neither vendor nor type.
- SNAPPED: of an AVP that the snap length cut it shows the head; we leave it out. It puts no snapped fragments together,
  and takes the first for a whole datagram.
- FRAGMENTS: it counts the frame that completes a datagram; we count each fragment of L2TP as a frame of L2TP as well.
- SPLIT: we put fragments together within each file, not across two.
- UNSEEN: where the snap length cut off an Assigned Tunnel ID, its fields do not tell two SCCRQs apart.
"""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from l2tpscope.analysis import read
from l2tpscope.conversation.model import Conversation, Transmission
from l2tpscope.render.as_json import json_text, schema
from l2tpscope.scan.flow import FlowRow
from l2tpscope.views.clock import rfc3339
from tests.witness.shapes import SHAPES, shape_of
from tests.witness.tshark_reading import Control, Flow, reading_of

SAMPLES = Path(__file__).parent.parent.parent / "sample_captures"
CAPTURES = sorted(SAMPLES.glob("*.pcap*"))
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()))
NAMES = {
    1: "SCCRQ",
    2: "SCCRP",
    3: "SCCCN",
    4: "StopCCN",
    6: "HELLO",
    7: "OCRQ",
    8: "OCRP",
    9: "OCCN",
    10: "ICRQ",
    11: "ICRP",
    12: "ICCN",
    14: "CDN",
    15: "WEN",
    16: "SLI",
}

LINK_TYPES = {"ether": "EN10MB", "linux-sll": "LINUX_SLL", "linux-sll2": "LINUX_SLL2"}

Written = dict[str, Any]


class Compared:
    """One capture, as tshark reads it whole and as we read it in files; `begins`: the frames before each of these."""

    def __init__(self, tshark: str, whole: Path, files: list[Path]) -> None:
        self.theirs = reading_of(tshark, whole)
        analysis = read([str(file) for file in files])
        assert not analysis.unreadable
        self.conversation: Conversation = analysis.conversation
        self.ours: Written = json.loads(json_text(analysis))
        self.begins = list(accumulate((capture["frames"] for capture in self.ours["captures"]), initial=0))[:-1]

    @property
    def is_in_pieces(self) -> bool:
        """Whether it holds fragments that cannot all be put together: SNAPPED for tshark, SPLIT for us."""
        return bool(self.theirs.fragments) and bool(self.theirs.snapped or len(self.begins) > 1)

    def frame(self, number: int | None, capture: int) -> int | None:
        """A frame counted through all files."""
        return None if number is None else self.begins[capture] + number

    def messages(self) -> Iterator[tuple[Written, Written, Transmission]]:
        """Each control frame: its tunnel and itself as written, and what it was written from."""
        for tunnel, written in zip(self.conversation.tunnels, self.ours["tunnels"], strict=True):
            for sent, message in zip(tunnel.transmissions, written["messages"], strict=True):
                yield written, message, sent


def compare(tshark: str, whole: Path, files: list[Path]) -> None:
    """Everything about one capture, whole for tshark and in these files for us."""
    both = Compared(tshark, whole, files)
    VALIDATOR.validate(both.ours)
    compare_facts(both)
    compare_control(both)
    compare_ends(both)
    compare_repeats(both)
    compare_acknowledgments(both)
    compare_data(both)


def compare_facts(both: Compared) -> None:
    theirs, captures, counts = both.theirs, both.ours["captures"], both.ours["counts"]
    assert counts["frames"] == len(theirs.times_ns) == sum(capture["frames"] for capture in captures)
    assert sum(counts.values()) == 2 * counts["frames"]  # each frame is of one kind
    for (begin, end), capture in zip(pairwise([*both.begins, len(theirs.times_ns)]), captures, strict=True):
        times = theirs.times_ns[begin:end]
        assert capture["first_time"] == (rfc3339(min(times)) if times else None)
        assert capture["last_time"] == (rfc3339(max(times)) if times else None)
    assert sum(capture["octets"] for capture in captures) == theirs.octets
    assert sum(capture["snapped_frames"] for capture in captures) == theirs.snapped
    assert counts["l2tp_control"] == len(theirs.control)
    assert counts["icmp"] == len(theirs.quotes)
    if not both.is_in_pieces:
        incomplete = len(set(theirs.fragments) - theirs.completed)  # FRAGMENTS
        assert counts["l2tp_data"] == sum(theirs.packets.values()) + incomplete


def compare_control(both: Compared) -> None:
    ours = {
        both.frame(message["frame"], message["capture"]) or 0: (message, sent) for _, message, sent in both.messages()
    }
    assert sorted(ours) == [message.frame for message in both.theirs.control]
    for message in both.theirs.control:
        assert line_of(*ours[message.frame]) == line_by_tshark(message), message.frame
        avps = list(map(avp_line, ours[message.frame][0]["avps"]))
        shown = list(message.avps())
        assert avps == (shown[: len(avps)] if message.cut else shown), message.frame  # SNAPPED


def line_of(message: Written, sent: Transmission) -> list[object]:
    avps = message["avps"]
    results = [avp["value"] for avp in avps if avp["type"] == 1 and avp["vendor_id"] == 0 and not avp["hidden"]]
    return [
        message["time"],
        (sent.datagram.source, sent.datagram.source_port, sent.datagram.destination, sent.datagram.destination_port),
        *(message[name] for name in ("type", "ns", "nr", "tunnel_id", "session_id")),
        [(value["result"], value["error"], value["message"]) for value in results],
    ]


def avp_line(avp: Written) -> tuple[object, ...]:
    named = (None, None) if avp["hidden"] else (avp["vendor_id"], avp["type"])  # HIDDEN
    return (*named, avp["mandatory"], avp["hidden"], 6 + len(avp["octets"]) // 2)


def line_by_tshark(message: Control) -> list[object]:
    name = "type ?" if message.type is None else NAMES.get(message.type, f"type {message.type}")
    return [
        rfc3339(message.time_ns),
        message.ends,
        "ZLB" if message.is_zlb else name,
        *(message.ns, message.nr, message.tunnel_id, message.session_id),
        list(message.results()),
    ]


def compare_ends(both: Compared) -> None:
    """What each side said of itself, where it first said it, and from where it was seen to speak."""
    by_frame = {message.frame: message for message in both.theirs.control}
    heard: dict[tuple[int, str], list[Control]] = {}
    for tunnel, message, _ in both.messages():
        frame = both.frame(message["frame"], message["capture"]) or 0
        heard.setdefault((tunnel["index"], message["from"]), []).append(by_frame[frame])
    for tunnel in both.ours["tunnels"]:
        for side in ("initiator", "recipient"):
            if messages := heard.get((tunnel["index"], side)):
                compare_end(tunnel[side], messages)


def compare_end(end: Written, messages: list[Control]) -> None:
    seen = list(dict.fromkeys((message.ends[0], message.ends[1]) for message in messages))
    assert [(at["address"], at["port"]) for at in end["addresses_seen"]] == seen
    assert (end["address"], end["port"]) == seen[0]
    introductions = [message for message in messages if message.type in {1, 2}]
    for column in ("host_name", "vendor_name"):
        said = [text for message in introductions for text in message.row[f"l2tp.avp.{column}"]]
        assert end[column] == (said[0] if said else None)


def compare_repeats(both: Compared) -> None:
    duplicates: dict[int, int | None] = {}
    retransmissions: dict[int, int | None] = {}
    unseen = {message.frame for message in both.theirs.control if message.names_no_tunnel}  # UNSEEN
    for _, message, sent in both.messages():
        frame = both.frame(message["frame"], message["capture"]) or 0
        assert message["duplicate_of"] == (sent.duplicate_of.ref.frame if sent.duplicate_of else None)
        if sent.duplicate_of:
            duplicates[frame] = both.frame(sent.duplicate_of.ref.frame, sent.duplicate_of.ref.capture)
        if sent.retransmission_of and frame not in unseen:
            first = sent.retransmission_of.ref
            retransmissions[frame] = both.frame(first.frame, first.capture)
    assert duplicates == both.theirs.duplicate_of
    assert retransmissions == both.theirs.retransmission_of


def compare_acknowledgments(both: Compared) -> None:
    """The first frame of the peer, after a message, whose Nr is beyond its Ns; the numbers are tshark's."""
    by_frame = {message.frame: message for message in both.theirs.control}
    for tunnel in both.ours["tunnels"]:
        sent = [(by_frame[both.frame(each["frame"], each["capture"]) or 0], each) for each in tunnel["messages"]]
        for place, (message, written) in enumerate(sent):
            peers = (peer for peer, other in sent[place + 1 :] if other["from"] != written["from"])
            found = next((peer for peer in peers if 0 < (peer.nr - message.ns) & 0xFFFF < 0x8000), None)
            if message.is_zlb or found is None:
                assert (written["acknowledged_by"], written["acknowledged_after"]) == (None, None), message.frame
                continue
            assert written["acknowledged_by"] in {found.frame - begin for begin in both.begins}, message.frame
            assert written["acknowledged_after"] == pytest.approx((found.time_ns - message.time_ns) / 1e9, abs=1e-12)


def compare_data(both: Compared) -> None:
    """Packets and payload octets by addresses and IDs, and what of them the sessions are said to have carried."""
    packets: Counter[Flow] = Counter()
    octets: Counter[Flow] = Counter()
    for row in rows_of(both.conversation):
        flow = Flow(row.key.source, row.key.destination, row.key.tunnel_id, row.key.session_id)
        packets[flow] += row.packets
        octets[flow] += row.octets
    if not both.is_in_pieces:
        assert packets == both.theirs.packets
        assert octets == both.theirs.payload_octets
    for tunnel, written in zip(both.conversation.tunnels, both.ours["tunnels"], strict=True):
        for session, told in zip(tunnel.sessions, written["sessions"], strict=True):
            for side, count in session.sent.items():
                assert told["data"][side]["packets"] == sum(row.packets for row in count.rows)
                assert told["data"][side]["octets"] == sum(row.octets for row in count.rows)
                ids = {(row.key.tunnel_id, row.key.session_id) for row in count.rows}
                assert ids <= {(tunnel.ends[side.other].tunnel_id, session.ids[side.other])}


def rows_of(conversation: Conversation) -> Iterator[FlowRow]:
    """Every flow: of sessions, of tunnels without a session for it, of no tunnel."""
    for tunnel in conversation.tunnels:
        for session in tunnel.sessions:
            for count in session.sent.values():
                yield from count.rows
        yield from tunnel.orphans
    yield from conversation.strays


def test_the_facts_of_a_capture_are_those_of_capinfos(tshark: str) -> None:
    program = shutil.which("capinfos", path=Path(tshark).parent)
    assert program is not None
    command = [program, "-T", "-r", "-N", "-B", "-E", "-t", "-c", "-d", *map(str, CAPTURES)]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for capture, line in zip(CAPTURES, table.splitlines(), strict=True):
        _, form, link_type, frames, octets = line.split("\t")
        facts = read(capture).conversation.captures[0]
        assert facts.format in form
        assert facts.link_types == (LINK_TYPES[link_type],)
        assert (facts.frames, facts.octets) == (int(frames), int(octets))


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: path.name)
def test_the_analysis_says_what_tshark_sees(tshark: str, capture: Path) -> None:
    compare(tshark, capture, [capture])


@pytest.mark.parametrize("capture", CAPTURES[::2], ids=lambda path: path.name)
def test_the_analysis_says_what_tshark_sees_in_another_shape(tshark: str, tmp_path: Path, capture: Path) -> None:
    shape = list(SHAPES)[CAPTURES[::2].index(capture) % len(SHAPES)]
    compare(tshark, *shape_of(capture, shape, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_the_analysis_says_what_tshark_sees_in_every_shape(tshark: str, tmp_path: Path, shape: str) -> None:
    for capture in CAPTURES:
        folder = tmp_path / capture.name
        folder.mkdir()
        compare(tshark, *shape_of(capture, shape, folder))
