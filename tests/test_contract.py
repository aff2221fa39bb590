"""The JSON agrees with itself: sums, states and references, for every sample capture and every case of the rules."""

import json
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from l2tpscope.analysis import read
from l2tpscope.render.as_json import json_text, schema
from tests.rules.ladder.play import capture_of
from tests.samples import NAMES, analysed

CASES = sorted((Path(__file__).parent / "rules" / "cases").rglob("*.ladder"))
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()))

Written = dict[str, Any]


@pytest.fixture(params=[*NAMES, *CASES], ids=lambda source: source if isinstance(source, str) else source.stem)
def written(request: pytest.FixtureRequest) -> Written:
    source: str | Path = request.param
    analysis = analysed(source) if isinstance(source, str) else read(BytesIO(capture_of(source.read_text())))
    whole: Written = json.loads(json_text(analysis))
    return whole


def test_the_json_agrees_with_itself(written: Written) -> None:
    VALIDATOR.validate(written)
    assert sum(written["counts"].values()) == 2 * written["counts"]["frames"], "each frame is of one kind"
    check_findings(written)
    for attempt in written["attempts"]:
        check_attempt(attempt, written["findings"])
    users = {attempt["session"]: attempt["user"] for attempt in written["attempts"]}
    for tunnel in written["tunnels"]:
        check_messages(tunnel)
        check_ends(tunnel)
        for session in tunnel["sessions"]:
            if session["ppp"] is not None:
                check_ppp(session["ppp"])
                assert session["ppp"]["user"] == users.get(session["index"], session["ppp"]["user"])


def check_findings(written: Written) -> None:
    findings, attempts = written["findings"], written["attempts"]
    places = Counter((finding["rule"], finding["tunnel"]) for finding in findings)
    assert all(count == 1 for count in places.values()), "one finding per rule and tunnel"
    named = {attempt["root_cause"] for attempt in attempts}
    for number, finding in enumerate(findings, 1):
        assert finding["index"] == number
        assert finding["root_cause"] == (number in named)
        assert finding["evidence"]
        assert set(finding["attempts"]) <= {attempt["index"] for attempt in attempts}
        assert all(finding[key] for key in ("summary", "cause", "remedy", "reference"))
    assert (
        written["verdict"]["findings"] | Counter(finding["severity"] for finding in findings)
        == (written["verdict"]["findings"])
    )


def check_attempt(attempt: Written, findings: list[Written]) -> None:
    idle = attempt["session"] is None and attempt["reached"] == "tunnel"
    fell_short = not attempt["succeeded"] and attempt["ended"] != "pending" and not idle
    assert attempt["failed"] == (fell_short or attempt["ended"] == "dropped")
    assert attempt["failed"] == (attempt["root_cause"] is not None)
    if attempt["failed"]:
        assert attempt["index"] in findings[attempt["root_cause"] - 1]["attempts"]


def check_messages(tunnel: Written) -> None:
    control, messages = tunnel["control"], tunnel["messages"]
    assert control["transmissions"] == control["messages"] + control["retransmissions"]
    assert control["transmissions"] + control["duplicates"] + control["zlb"] == len(messages)
    places = [(message["capture"], message["frame"]) for message in messages]
    assert len(set(places)) == len(places)
    for message in messages:
        assert None in (message["retransmission_of"], message["duplicate_of"])
        assert (message["acknowledged_by"] is None) == (message["acknowledged_after"] is None)
        if message["type"] == "ZLB":
            assert (message["retransmission_of"], message["acknowledged_by"], message["avps"]) == (None, None, [])


def check_ppp(ppp: Written) -> None:
    sides = (ppp["client"], {"initiator": "recipient", "recipient": "initiator"}[ppp["client"]])
    for name, side in zip(("address", "peer_address"), sides, strict=True):
        given = ppp["ipcp"] and ppp["ipcp"][side]["options"].get("IP-Address")
        assert ppp[name] == (given if given != "0.0.0.0" else None)  # noqa: S104 - no server binds
    for protocol in filter(None, (ppp["lcp"], ppp["ipcp"], ppp["ipv6cp"], ppp["ccp"], *ppp["others"])):
        own = [protocol[side] for side in sides]
        assert all(one["retransmissions"] <= one["requests"] for one in own)
        assert protocol["opened_at"] is not None or {one["state"] for one in own} != {"opened"}
    echo = ppp["echo"]
    assert (echo["sent"], echo["answered"]) == tuple(
        sum(echo[side][key] for side in sides) for key in ("sent", "answered")
    )
    assert (ppp["terminated_by"] is None) == (ppp["terminated_at"] is None)
    for one in ppp["authentication"]:
        assert (one["frame"] is None) == (one["result"] == "refused")
        assert one["code"] is None or one["result"] != "success"


def check_ends(tunnel: Written) -> None:
    assert tunnel["beginning_seen"] or tunnel["opened_at"] is None
    for one in (tunnel, *tunnel["sessions"]):
        end = one["end"]
        assert (one["state"] in {"closed", "dead"}) == (end is not None) == (one["ended_at"] is not None)
        assert end is None or (end["message"] is None) == (end["frame"] is None)
