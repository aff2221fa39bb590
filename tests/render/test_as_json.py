"""The JSON object: its members, its order, its lines, its schema."""

import json

import jsonschema
import pytest

from l2tpscope.render.as_json import json_chunks, json_text, schema
from tests.samples import analysed

MEMBERS = [
    *("schema", "version", "captures", "counts", "tunnels", "ike", "esp", "attempts"),
    *("findings", "rule_failures", "verdict"),
]


def test_the_members_stand_in_the_order_of_the_document() -> None:
    assert list(json.loads(json_text(analysed("clean-call.pcap")))) == MEMBERS


def test_the_schema_is_one_and_refuses_what_it_does_not_know() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    whole = json.loads(json_text(analysed("clean-call.pcap")))
    validator.validate(whole)
    for part in (whole, whole["tunnels"][0], whole["tunnels"][0]["messages"][0], whole["tunnels"][0]["end"]):
        part["surprise"] = 1
        assert not validator.is_valid(whole)
        del part["surprise"]
    whole["tunnels"][0]["messages"][0]["time"] = "2026-11-21T02:24:34Z"
    assert not validator.is_valid(whole)


def test_each_message_has_a_line_to_itself() -> None:
    whole = json_text(analysed("clean-call.pcap"))
    lines = [line for line in whole.splitlines() if line.startswith('{"capture":0,"frame":')]
    assert len(lines) == len(json.loads(whole)["tunnels"][0]["messages"])


def test_it_comes_in_pieces_that_are_small_however_many_messages_there_are() -> None:
    assert max(map(len, json_chunks(analysed("redial-storm.pcapng")))) < 10_000


def test_without_messages_the_lists_are_empty_and_the_counts_stay() -> None:
    whole = json.loads(json_text(analysed("clean-call.pcap"), messages=False))
    (tunnel,) = whole["tunnels"]
    assert tunnel["messages"] == []
    assert tunnel["control"]["zlb"] == 7


@pytest.mark.parametrize("name", ["clean-call.pcap", "loss60.pcap", "redial-storm-calls.pcapng.gz"])
def test_references_lead_to_what_they_name(name: str) -> None:
    whole = json.loads(json_text(analysed(name)))
    sessions = {session["index"] for tunnel in whole["tunnels"] for session in tunnel["sessions"]}
    for attempt in whole["attempts"]:
        assert whole["tunnels"][attempt["tunnel"] - 1]["index"] == attempt["tunnel"]
        assert attempt["session"] is None or attempt["session"] in sessions
        assert (attempt["root_cause"] is not None) == attempt["failed"]
        if attempt["failed"]:
            finding = whole["findings"][attempt["root_cause"] - 1]
            assert finding["root_cause"]
            assert attempt["index"] in finding["attempts"]
    assert whole["verdict"]["failed"] == sum(attempt["failed"] for attempt in whole["attempts"])
