"""What the explanations say."""

import pytest

from l2tpscope.render.explained import explained, near
from l2tpscope.render.explained_rules import rule_list
from l2tpscope.render.ink import Ink
from l2tpscope.wire.avps import AVPS
from l2tpscope.wire.messages import MESSAGES


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("StopCCN 2/6", ["2: general error", "6: a generic vendor-specific error", "RFC 2661 4.4.2"]),
        ("stopccn 1", ["1: general request to clear the control connection"]),
        ("CDN 4", ["4: call failed: facilities are lacking at the moment"]),
        ("CDN 2/4", ["4: insufficient resources"]),
        ("CDN 999", ["not assigned"]),
        ("StopCCN 2/0", ["0: no general error"]),
        ("AVP 46", ["PPP Disconnect Cause Code", "Allowed in     CDN", "RFC 3145"]),
        ("AVP 9", ["Assigned Tunnel ID", "Required in    SCCRQ, SCCRP, StopCCN", "M bit          must be 1"]),
        ("Assigned Tunnel ID", ["AVP 9"]),
        ("avp 9/3", ["Cisco AVP 3"]),
        ("AVP 60000", ["No table"]),
        ("ICRQ", ["Incoming-Call-Request", "message type 10", "Assigned Session ID (14)"]),
        ("Incoming-Call-Request", ["ICRQ"]),
        ("message 14", ["CDN", "Result 1"]),
        ("ZLB", ["uses up no Ns"]),
        ("error 7", ["try another destination"]),
        ("Q.931 16", ["normal call clearing"]),
        ("q931 cause 17", ["user busy"]),
        ("disconnect 3", ["LCP Terminate-Request"]),
        ("PPP disconnect cause 16", ["authentication failed"]),
    ],
)
def test_a_name_is_explained(name: str, says: list[str]) -> None:
    text = explained(name, Ink())
    assert text is not None
    assert all(words in text for words in says), text


@pytest.mark.parametrize("name", [*(spec.name for spec in MESSAGES.values()), *(f"AVP {t}" for v, t in AVPS if not v)])
def test_every_message_and_avp_is_explained_in_the_width_asked_for(name: str) -> None:
    text = explained(name, Ink(width=60)) or ""
    assert 0 < max(map(len, text.splitlines())) <= 60


@pytest.mark.parametrize("name", ["", "bogus", "AVP", "AVP x", "StopCCN 2/", "CDN -1", "CDN 4/5/6"])
def test_what_means_nothing_is_not_explained(name: str) -> None:
    assert explained(name, Ink()) is None


def test_misspelt_names_have_near_ones() -> None:
    assert "hello-unanswered" in near("hello-unansward")
    assert near("zzzzzzzzzz") == []


def test_the_list_of_rules_keeps_to_the_width() -> None:
    assert max(map(len, rule_list(Ink(width=70)).splitlines())) <= 70
