"""A card with all that the page says of it."""

from dataclasses import replace

from l2tpscope.capture.block import FrameRef
from l2tpscope.rules.finding import Evidence
from l2tpscope.views.cards import grouped
from l2tpscope.views.told import FILTERED_FRAMES, MEMBERS, told
from tests.views.handmade import analysis_of, hello_analysis, no_answer_analysis, stated


def test_a_single_finding_has_one_filter_and_no_members() -> None:
    analysis = hello_analysis()
    one = told(analysis, grouped(analysis)[0])
    assert one.filters == ((0, "frame.number in {11, 12, 17}"),)
    assert (one.number, one.all_filters, one.members, one.hidden) == (1, (), (), 0)


def test_a_group_names_its_members_and_has_a_filter_for_all() -> None:
    analysis = no_answer_analysis()
    group = told(analysis, grouped(analysis)[0])
    assert [(member.number, member.tunnel) for member in group.members] == [(1, 1), (2, 2), (3, 3)]
    assert group.filters == ((0, "frame.number in {1, 5}"),)
    assert group.all_filters == ((0, "frame.number in {1, 5, 6, 10, 11, 15}"),)


def test_a_large_group_is_cut_and_says_so() -> None:
    whole = no_answer_analysis()
    many = tuple(stated("x", "X.", 10 * number, 10 * number + 1) for number in range(1, 1 + FILTERED_FRAMES))
    group = told(analysis_of(whole.conversation, many), grouped(analysis_of(whole.conversation, many))[0])
    assert (len(group.members), group.hidden) == (MEMBERS, FILTERED_FRAMES - MEMBERS)
    assert group.all_filters == ()


def test_frames_that_show_the_same_are_told_together_in_the_order_of_the_finding() -> None:
    analysis = hello_analysis()
    why = {11: "HELLO", 12: "again", 17: "again"}
    evidence = tuple(Evidence(FrameRef(0, frame), why[frame]) for frame in (12, 11, 17))
    found = replace(analysis.findings[0], evidence=(*evidence, Evidence(FrameRef(1, 4), "again")))
    shown = told(analysis_of(analysis.conversation, (found,)), grouped(analysis_of(analysis.conversation, (found,)))[0])
    assert [(one.why, [ref.frame for ref in one.refs]) for one in shown.evidence] == [
        ("again", [12, 17]),
        ("HELLO", [11]),
        ("again", [4]),
    ]
