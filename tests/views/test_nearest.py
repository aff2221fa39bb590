"""Where a frame stands in a ladder."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.views.ladder import ladder
from l2tpscope.views.nearest import nearest
from l2tpscope.views.rows import Calm, Rung, Traffic
from tests.samples import NAMES, analysed


def test_evidence_without_a_row_of_its_own_ends_at_what_counts_it_or_at_the_message_before() -> None:
    counted = 0
    for name in NAMES:
        analysis = analysed(name)
        for finding in analysis.findings:
            if finding.tunnel is None:
                continue
            shown = ladder(analysis, analysis.conversation.tunnels[finding.tunnel - 1], limit=None)
            for item in finding.evidence:
                place, is_own = nearest(shown, item.ref)
                assert place is not None, (name, finding.rule)
                row = shown.rows[place]
                if is_own:
                    assert isinstance(row, Rung)
                    assert item.ref in (row.ref, *(one.ref for one in row.again))
                else:
                    counted += isinstance(row, Traffic | Calm)
    assert counted > 0


def test_a_frame_before_all_rows_ends_at_the_first_and_one_after_all_at_the_last_message() -> None:
    analysis = analysed("tunnel-auth-mismatch.pcap")
    shown = ladder(analysis, analysis.conversation.tunnels[0])
    assert nearest(shown, FrameRef(0, 0)) == (0, False)
    place, is_own = nearest(shown, FrameRef(0, 99_999))
    assert place is not None
    assert isinstance(shown.rows[place], Rung)
    assert not any(isinstance(row, Rung) for row in shown.rows[place + 1 :])
    assert not is_own
