"""What findings say of a frame becomes its comments, with the number that it had."""

from dataclasses import replace

from l2tpscope.capture.block import FrameRef
from l2tpscope.rules.comments import comments_on
from tests.samples import analysed

NAME = "tunnel-auth-mismatch.pcap"


def test_each_frame_with_evidence_says_which_it_was_and_what_it_shows() -> None:
    analysis = analysed(NAME)
    comments = comments_on(analysis.findings, analysis.conversation.captures)
    assert comments.keys() == {ref for finding in analysis.findings for ref, _ in finding.evidence}
    finding = analysis.findings[0]
    ref, why = finding.evidence[0]
    assert f"[frame {ref.frame}] {finding.rule}: {why}" in comments[ref]


def test_of_several_captures_the_comment_names_one() -> None:
    analysis = analysed(NAME)
    (facts,) = analysis.conversation.captures
    comments = comments_on(analysis.findings[:1], [facts, replace(facts, path="b.pcap")])
    (ref, why), *_ = analysis.findings[0].evidence
    assert comments[ref][0] == f"[frame {ref.frame} of {facts.path}] {analysis.findings[0].rule}: {why}"
    assert ref.capture == FrameRef(0, 1).capture
