"""The tables as DataFrames."""

import pandas as pd
import pytest

from l2tpscope.views.listing import TABLES
from l2tpscope.views.tables import findings, frame_of, messages, sessions, tunnels
from tests.views.handmade import LAC, Script, analysis_of, at, good_call, hello_analysis, no_answer_analysis, whole


def test_frames_have_promised_types() -> None:
    frame = tunnels(hello_analysis())
    assert str(frame.dtypes["opened_at"]) == "datetime64[ns, UTC]"
    assert str(frame.dtypes["initiator_tunnel_id"]) == "Int64"
    assert str(frame.dtypes["gave_up"]) == "boolean"
    assert frame.loc[1, "root_cause"] == "hello-unanswered"
    assert frame.loc[1, "end_message"] == "StopCCN"


def test_unknown_ids_are_missing_not_zero() -> None:
    frame = tunnels(no_answer_analysis())
    assert frame["recipient_tunnel_id"].isna().all()
    assert list(frame["recipient_address"]) == ["198.51.100.77"] * 3


def test_messages_are_keyed_by_capture_and_frame() -> None:
    frame = messages(hello_analysis())
    assert frame.index.names == ["capture", "frame"]
    assert frame.loc[(0, 12), "retransmission_of"] == 11
    assert list(frame.index) == sorted(frame.index)
    assert frame.loc[(0, 1), "time"] == pd.Timestamp(at(0), unit="ns", tz="UTC")


def test_sessions_count_the_data_of_both_sides() -> None:
    row = sessions(analysis_of(good_call())).loc["1.1"]
    assert (row["initiator_packets"], row["recipient_octets"]) == (400, 900_000)


def test_findings_name_their_frames() -> None:
    row = findings(hello_analysis()).loc[1]
    assert (row["frame"], row["frames"]) == (11, "11 12 17")


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_keeps_its_columns(name: str) -> None:
    frame = frame_of(TABLES[name](analysis_of(whole([], [], 0, 0))))
    assert len(frame) == 0
    assert len(frame.columns) > 10


def test_a_time_beyond_what_pandas_can_hold_is_missing() -> None:
    script = Script()
    script.say(0, LAC, 1, 0, 0).time_ns = 2**70
    assert messages(analysis_of(whole([script.tunnel], [], 1, 1)))["time"].isna().all()
