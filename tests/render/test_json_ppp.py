"""PPP of a session in the JSON."""

import json
from io import BytesIO
from typing import Any

import jsonschema

from l2tpscope.analysis import read
from l2tpscope.render.as_json import json_text, schema
from l2tpscope.render.json_ppp import option_of, options_of
from l2tpscope.wire.ppp.options import PppOption
from tests.rules.ladder.play import capture_of
from tests.samples import analysed

CALL = "0 setup\n0.1 call\n20 close\nend 60\n"


def written(script: str) -> dict[str, Any]:
    whole = json.loads(json_text(read(BytesIO(capture_of(f"A case.\n{script}\nexpect: nothing\n")))))
    jsonschema.validate(whole, json.loads(schema()), cls=jsonschema.Draft202012Validator)
    found: dict[str, Any] = whole
    return found


def ppp_in(script: str) -> dict[str, Any]:
    ppp: dict[str, Any] = written(script)["tunnels"][0]["sessions"][0]["ppp"]
    return ppp


def test_a_session_without_ppp_control_frames_has_none() -> None:
    assert ppp_in("0 setup\n0.1 icall\nend 60") is None


def test_a_protocol_that_was_never_captured_is_null() -> None:
    ppp = ppp_in(CALL)
    assert (ppp["ipv6cp"], ppp["ccp"], ppp["others"]) == (None, None, [])
    assert ppp["lcp"]["opened_at"] < ppp["ipcp"]["opened_at"]


def test_options_are_those_that_the_other_acknowledged() -> None:
    ppp = ppp_in(
        "0 setup\n0.1 icall\n+0.1 --> LCP ConfReq id=1\n+0.1 <-- LCP ConfAck\n+0.1 <-- LCP ConfReq id=9\nend 60"
    )
    assert ppp["lcp"]["initiator"]["options"] == {"MRU": 1500, "Magic-Number": "0xa1a1a1a1"}
    assert ppp["lcp"]["recipient"]["options"] == {}
    assert (ppp["lcp"]["initiator"]["state"], ppp["lcp"]["recipient"]["state"]) == ("ack-rcvd", "ack-sent")


def test_an_option_without_a_value_is_true_and_one_sent_twice_is_the_first() -> None:
    pfc = PppOption(7, "PFC", b"", "", 4)
    assert option_of(pfc) is True
    mrus = (PppOption(1, "MRU", b"\5\xdc", "1500", 4, 1500), PppOption(1, "MRU", b"\5\x78", "1400", 8, 1400))
    assert options_of((*mrus, pfc)) == {"MRU": 1500, "PFC": True}
    assert option_of(PppOption(3, "IP-Address", bytes(4), "0.0.0.0", 4, 0)) == "0.0.0.0"  # noqa: S104 - no server binds


def test_the_client_is_the_side_that_proves_who_it_is() -> None:
    ppp = ppp_in(CALL)
    assert (ppp["client"], ppp["user"]) == ("initiator", "user")
    assert (ppp["address"], ppp["peer_address"]) == ("10.0.0.2", "10.0.0.1")
    (exchange,) = ppp["authentication"]
    assert (exchange["protocol"], exchange["authenticator"], exchange["result"]) == ("CHAP-MD5", "recipient", "success")
    assert (exchange["password_verified"], exchange["reply_time"]) == (None, 0.01)


def test_the_user_of_an_attempt_is_that_of_its_session() -> None:
    (attempt,) = written(CALL)["attempts"]
    assert attempt["user"] == "user"
    assert written("0,1,3,7,15 --> SCCRQ\nend 60")["attempts"][0]["user"] is None


def test_who_terminates_and_why_is_told() -> None:
    ppp = ppp_in('0 setup\n0.1 call\n20 <-- LCP TermReq "Bye"\n+0.1 --> LCP TermAck\nend 60')
    assert (ppp["terminated_by"], ppp["termination_reason"]) == ("recipient", "Bye")
    windows = ppp_in("0 setup\n0.1 call\n20 <-- LCP TermReq hex=1a2b3c4d003ccd74000002b3\nend 60")
    assert windows["termination_windows_error"] == 691
    assert windows["termination_reason"].startswith("691 AUTHENTICATION_FAILURE")
    still_up = ppp_in("0 setup\n0.1 call\nend 60")
    assert (still_up["terminated_by"], still_up["termination_reason"], still_up["terminated_at"]) == (None, None, None)


def test_echoes_are_counted_together_and_by_side() -> None:
    echoes = "20 --> LCP EchoReq id=1\n+0.02 <-- LCP EchoRep id=1\n25,30 <-- LCP EchoReq id=2\n"
    echo = ppp_in(f"0 setup\n0.1 call\n{echoes}end 60")["echo"]
    assert (echo["sent"], echo["answered"], echo["rtt_median"]) == (3, 1, 0.02)
    assert (echo["initiator"]["last_unanswered"], echo["recipient"]["last_unanswered"]) == (0, 2)


def test_a_rejected_protocol_names_the_side_that_rejected_it() -> None:
    rejected = "0 setup\n0.1 call\n+0.1 --> CCP ConfReq id=3\n+0.1 <-- LCP ProtRej hex=80fd01030004\nend 60"
    assert ppp_in(rejected)["ccp"]["rejected_by"] == "recipient"


def test_rejected_options_and_requests_sent_again_are_told() -> None:
    rejecting = "+0.1 --> IPCP ConfReq id=1 hex=810600000000\n+0.1 <-- IPCP ConfRej id=1 hex=810600000000\n"
    again = "2,5 --> IPCP ConfReq id=2\n"
    own = ppp_in(f"0 setup\n0.1 icall\n{rejecting}{again}end 60")["ipcp"]["initiator"]
    assert (own["rejected"], own["options"], own["requests"]) == (["Primary-DNS"], {}, 3)
    assert own["retransmissions"] == 1


def test_a_name_server_is_told_once_it_is_acknowledged() -> None:
    ppp = json.loads(json_text(analysed("chap-md5-ok.pcap")))["tunnels"][0]["sessions"][0]["ppp"]
    assert ppp["dns"] == ["10.99.0.1", "10.99.0.2"]
    assert ppp["last_phase"] == "network"
