"""What a message holds, from what the analysis keeps of it."""

from dataclasses import replace

from l2tpscope.views.content import content_view
from l2tpscope.views.frame import FrameView
from l2tpscope.views.ladder import Ladder, ladder
from l2tpscope.views.rows import Rung
from tests.samples import analysed


def laddered(name: str) -> Ladder:
    analysis = analysed(name)
    return ladder(analysis, analysis.conversation.tunnels[0], limit=None)


def viewed(name: str, label: str) -> FrameView:
    shown = laddered(name)
    rung = next(row for row in shown.rows if isinstance(row, Rung) and row.label == label)
    return content_view(shown, rung, analysed(name).conversation.tunnels[0])


def test_a_control_message_shows_addresses_header_avps_and_octets() -> None:
    view = viewed("tunnel-auth-mismatch.pcap", "StopCCN")
    assert [part.title for part in view.parts] == [
        "Frame 4: StopCCN, initiator to recipient",
        "UDP",
        "L2TPv2 control message: StopCCN",
        "AVPs (M mandatory, H hidden)",
    ]
    assert any("Invalid challenge" in line for line in view.parts[3].lines)
    assert view.octets[:2] == b"\xc8\x02"
    assert len(view.octets) == int.from_bytes(view.octets[2:4])


def test_secrets_are_masked_in_avps_and_in_octets() -> None:
    view = viewed("tunnel-auth-mismatch.pcap", "SCCRQ")
    assert any("Challenge: masked (16 octets)" in line for part in view.parts for line in part.lines)
    assert len(view.masked) == 16
    password = viewed("pap-wrong-password.pcap", "PAP Authenticate-Request")
    assert password.masked
    assert 0 not in password.masked


def test_every_message_of_every_kind_can_be_shown() -> None:
    for name in ("lns-sigterm.pcap", "l2tpns-wrong-secret.pcap", "eap-md5-ok.pcap", "loss60.pcap"):
        shown, kinds = laddered(name), set()
        for row in shown.rows:
            if isinstance(row, Rung):
                kinds.add(row.kind)
                view = content_view(shown, row, analysed(name).conversation.tunnels[0])
                assert view.octets
                assert view.parts[0].title.startswith(f"Frame {row.ref.frame}: {row.label}")
        assert "control" in kinds


def test_repeats_are_listed_with_their_frames() -> None:
    shown = laddered("loss60.pcap")
    rung = next(row for row in shown.rows if isinstance(row, Rung) and row.again)
    told = content_view(shown, rung, analysed("loss60.pcap").conversation.tunnels[0]).parts[0].lines
    assert any(line.startswith(f"again in frame {rung.again[0].ref.frame}, ") for line in told)


def test_a_message_that_is_no_longer_kept_shows_what_the_ladder_knows() -> None:
    analysis = analysed("clean-call.pcap")
    shown = laddered("clean-call.pcap")
    rung = next(row for row in shown.rows if isinstance(row, Rung) and row.kind == "control")
    gone = replace(analysis.conversation.tunnels[0], transmissions=[])
    view = content_view(shown, rung, gone)
    assert (len(view.parts), view.octets) == (1, b"")
