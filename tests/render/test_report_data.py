"""What the script of the report works on."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.render.report_data import LONGEST_NAME, page_data, spans
from l2tpscope.views.report import report_page
from tests.samples import analysed
from tests.views.handmade import Script, analysis_of, no_answer_analysis, whole

hostile = st.text(st.characters(codec=None, categories=None), max_size=80)


def data_of(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(page_data(report_page(analysed(name))))


def test_a_row_holds_what_is_shown_and_what_it_is_found_by() -> None:
    data = data_of("peer-vanishes.pcap")
    (row,) = data["tunnels"]
    assert row[:6] == [1, "failed", "lac-one", "192.0.2.10, ID 29610", "lns-one", "198.51.100.20, ID 662"]
    assert row[6:8] == [1, 8]
    assert dict(zip(data["fields"], row, strict=True))["why"] == "hello-unanswered"
    assert row[13:] == ["hello-unanswered", 1, [[1, "45224/4916", "alice", "failed"]]]


def test_findings_name_the_group_that_tells_them() -> None:
    assert data_of("redial-storm.pcapng")["findings"] == [[1, [[1, 8]]], [9, [[9, 9]]]]
    assert json.loads(page_data(report_page(no_answer_analysis())))["findings"] == [[1, [[1, 3]]]]


def test_commands_name_the_file_in_which_the_frames_are() -> None:
    analysis = no_answer_analysis()
    facts = analysis.conversation.captures[0]
    for facts.path, facts.is_live, facts.kept, typed in (
        ("x y.pcap", False, None, "'x y.pcap'"),
        ("-", False, None, "CAPTURE"),
        ("eth0", True, None, "CAPTURE"),
        ("eth0", True, "kept.pcap", "kept.pcap"),
    ):
        data = json.loads(page_data(report_page(analysis)))
        assert (data["capture"], data["captures"]) == (typed, [typed])


def test_runs_of_numbers_are_spans() -> None:
    assert list(spans([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(spans([])) == []


@given(hostile)
@settings(max_examples=100, deadline=None)
def test_no_name_ends_the_script_element_or_is_without_an_end(host: str) -> None:
    script = Script()
    script.tunnel.initiator.host_name = f"</script><!--{host}"
    text = page_data(report_page(analysis_of(whole([script.tunnel], [], 1, 2))))
    assert not set(text) & set("<>&\u2028\u2029\u202e\x00")
    assert len(json.loads(text)["tunnels"][0][2]) <= LONGEST_NAME
    text.encode("utf-8")
