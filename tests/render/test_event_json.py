"""Events as JSON lines: as docs/json.md describes them."""

import json
import re
from typing import Any

import pytest

from l2tpscope.live.events import Event, Kind, Told
from l2tpscope.render.event_json import event_line, verdict_line
from tests.samples import NAMES, ROOT, analysed

MEMBERS = ["event", "time", "tunnel", "initiator", "recipient", "session"]


def _objects(name: str) -> list[dict[str, Any]]:
    return [json.loads(event_line(event)) for event in Told().news(analysed(name))]


@pytest.mark.parametrize("name", NAMES)
def test_every_event_is_one_line_with_the_same_first_members(name: str) -> None:
    for event in Told().news(analysed(name)):
        line = event_line(event)
        assert line.count(b"\n") == 1
        assert list(json.loads(line))[:6] == MEMBERS


def test_each_kind_says_what_only_it_has() -> None:
    told = {each["event"]: each for each in _objects("chap-md5-wrong-password.pcap")}
    assert told["tunnel-up"]["initiator"]["host_name"] == "lac-one"
    assert told["session-up"]["session"]["call"] == "incoming"
    assert told["ppp"]["phase"] == "lcp"
    assert told["session-end"]["end"]["message"] == "CDN"
    assert told["tunnel-end"]["end"]["error_message"] == "Goodbye!"
    assert set(told["finding"]["finding"]) >= {"rule", "severity", "confidence", "summary", "remedy", "evidence"}


def test_a_note_is_text_and_unknown_is_null() -> None:
    note = json.loads(event_line(Event(Kind.NOTE, 0, text="eth0 is down")))
    assert note == {**dict.fromkeys(MEMBERS), "event": "note", "text": "eth0 is down"}


def test_the_last_line_is_the_verdict() -> None:
    verdict = json.loads(verdict_line(analysed("tunnel-auth-mismatch.pcap")))
    assert list(verdict) == ["event", "time", "headline", "failed", "succeeded", "pending", "findings"]
    assert verdict["failed"] == 1


def test_every_kind_is_documented() -> None:
    text = (ROOT / "docs" / "json.md").read_text()
    assert [kind.value for kind in Kind if not re.search(rf"`{kind.value}`", text)] == []
