"""The ladder as a table."""

from l2tpscope.render.ladder_html import ladder_fragment
from l2tpscope.views.ladder import ladder
from tests.views.handmade import hello_analysis


def test_each_message_is_a_row_that_can_be_linked_to() -> None:
    analysis = hello_analysis()
    html = ladder_fragment(ladder(analysis, analysis.conversation.tunnels[0]))
    assert html.startswith("<table")
    assert '<tr id="f0-1"' in html
