"""Tunnels, messages and sessions in the JSON."""

import json
from typing import Any

import pytest

from l2tpscope.render.as_json import json_text
from l2tpscope.render.json_tunnels import avp_of, rtt_of
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.encode import encode_avp, encode_control
from tests.samples import NAMES, analysed


def _tunnels(name: str) -> list[dict[str, Any]]:
    tunnels: list[dict[str, Any]] = json.loads(json_text(analysed(name)))["tunnels"]
    return tunnels


def test_a_refused_tunnel_says_who_ended_it_and_how() -> None:
    (tunnel,) = _tunnels("tunnel-auth-mismatch.pcap")
    assert tunnel["end"] == {
        "from": "initiator",
        "message": "StopCCN",
        "result_code": 2,
        "error_code": 6,
        "error_message": "Invalid challenge authentication",
        "frame": 4,
        "capture": 0,
        "gave_up": False,
        "byte_swapped": False,
    }


def test_a_side_that_never_spoke_has_the_address_that_it_was_spoken_to_at() -> None:
    tunnel = _tunnels("firewall-drops-1701.pcap")[0]
    assert (tunnel["recipient"]["address"], tunnel["recipient"]["port"]) == ("198.51.100.20", 1701)
    assert tunnel["recipient"]["addresses_seen"] == []
    assert tunnel["recipient"]["tunnel_id"] is None


@pytest.mark.parametrize("name", NAMES)
def test_the_counts_of_a_tunnel_add_up_to_its_messages(name: str) -> None:
    for tunnel in _tunnels(name):
        control, messages = tunnel["control"], tunnel["messages"]
        assert control["transmissions"] + control["duplicates"] + control["zlb"] == len(messages)
        assert control["messages"] + control["retransmissions"] == control["transmissions"]
        again = [message for message in messages if message["retransmission_of"] is not None]
        assert control["retransmissions"] == len(again)


@pytest.mark.parametrize("name", NAMES)
def test_a_repeated_message_names_an_earlier_frame_of_the_same_kind_and_sender(name: str) -> None:
    for tunnel in _tunnels(name):
        frames = {message["frame"]: message for message in tunnel["messages"]}
        for message in tunnel["messages"]:
            assert None in (message["retransmission_of"], message["duplicate_of"])
            earlier = frames.get(message["retransmission_of"] or message["duplicate_of"])
            if earlier is not None:
                assert earlier["frame"] < message["frame"]
                assert [earlier[key] for key in ("from", "type", "ns")] == [
                    message[key] for key in ("from", "type", "ns")
                ]


def test_octets_of_a_secret_are_stars_and_its_value_is_masked() -> None:
    message = decode_control(encode_control(12, tunnel_id=1, ns=0, nr=0, avps=encode_avp(33, b"swordfish")))
    shown = avp_of(message.avps[1], message)
    assert shown["octets"] == "**" * 9
    assert "swordfish" not in json.dumps(shown)


def test_a_result_code_is_an_object_of_three() -> None:
    (tunnel,) = _tunnels("tunnel-auth-mismatch.pcap")
    (value,) = [avp["value"] for avp in tunnel["messages"][3]["avps"] if avp["name"] == "Result Code"]
    assert {key: value[key] for key in ("result", "error", "message")} == {
        "result": 2,
        "error": 6,
        "message": "Invalid challenge authentication",
    }


def test_round_trip_times_are_null_without_a_sample() -> None:
    assert rtt_of([None]) == {"min": None, "median": None, "max": None, "samples": 0}
    shown = rtt_of([3_000_000_000, None, 1_000_000_000, 2_000_000_000])
    assert shown == {"min": 1.0, "median": 2.0, "max": 3.0, "samples": 3}
