"""Where tshark 4 is wrong or silent about L2TP: octets by the RFC, what it makes of them, and what we do.

Each test is a condition under which a difference from tshark is no mistake of ours; if tshark mends a fault, its test
fails and the exception goes.
"""

import subprocess
from pathlib import Path

import pytest

from l2tpscope.wire.avps import name_of, value_of
from l2tpscope.wire.decode import Kind, decode_control, kind_of
from l2tpscope.wire.encode import encode_avp, encode_control, encode_data
from l2tpscope.wire.messages import ICRQ, OCRQ, SCCRQ, STOPCCN
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.numbers import EAP, LCP
from l2tpscope.wire.ppp.packet import decode_ppp
from l2tpscope.wire.results import result_of, stopccn_text
from tests.wire.ppp.building import packet
from tests.witness.tshark_columns import Row, rows_of, write_capture

HOST_NAME, ASSIGNED_SESSION_ID, RANDOM_VECTOR, EXTENDED_VENDOR_ID, RX_MINIMUM_BPS = 7, 14, 36, 58, 40


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    return tmp_path / "made.pcap"


def read(tshark: str, capture: Path, octets: bytes) -> Row:
    (row,) = rows_of(tshark, write_capture(capture, [octets]), display="frame")
    return row


def shown(tshark: str, capture: Path, octets: bytes) -> str:
    """The L2TP part of tshark's tree as text."""
    command = [tshark, "-n", "-r", str(write_capture(capture, [octets])), "-O", "l2tp"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_it_does_not_say_which_avp_is_hidden(tshark: str, capture: Path) -> None:
    body = encode_avp(RANDOM_VECTOR, bytes(16)) + encode_avp(ASSIGNED_SESSION_ID, bytes(16), hidden=True)
    octets = encode_control(ICRQ, tunnel_id=1, ns=2, nr=1, avps=body)
    row = read(tshark, capture, octets)
    assert row["l2tp.avp.hidden"] == ["0", "0", "1"]
    assert row["l2tp.avp.type"] == ["0", "36"]
    assert [avp.type for avp in decode_control(octets).avps] == [0, 36, 14]


def test_it_does_not_know_l2f(tshark: str, capture: Path) -> None:
    octets = bytes.fromhex("1001010700000005000bff")
    assert read(tshark, capture, octets)["l2tp.version"] == []
    assert kind_of(octets) is Kind.L2F


def test_it_reads_no_avps_without_the_l_bit(tshark: str, capture: Path) -> None:
    octets = encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, avps=encode_avp(HOST_NAME, b"lac"), flags=0x8802)
    row = read(tshark, capture, octets)
    assert (row["l2tp.type"], row["l2tp.avp.type"]) == (["1"], [])
    assert [avp.type for avp in decode_control(octets).avps] == [0, HOST_NAME]


def test_it_names_a_stopccn_result_as_a_cdn_result_if_the_message_type_comes_late(tshark: str, capture: Path) -> None:
    body = encode_avp(1, b"\0\6") + encode_avp(0, bytes([0, STOPCCN]))
    octets = encode_control(None, tunnel_id=1, ns=2, nr=1, avps=body)
    assert "Invalid destination (6)" in shown(tshark, capture, octets)
    message = decode_control(octets)
    assert message.type == STOPCCN
    assert stopccn_text(result_of(message.avps[0]).result) == "the requester is being shut down"


def test_it_loses_the_rest_of_a_message_behind_an_extended_vendor_id(tshark: str, capture: Path) -> None:
    body = encode_avp(EXTENDED_VENDOR_ID, bytes.fromhex("00000137 0001 61626364"), mandatory=False)
    octets = encode_control(SCCRQ, tunnel_id=0, ns=0, nr=0, avps=body + encode_avp(HOST_NAME, b"lac"))
    assert "Malformed Packet" in shown(tshark, capture, octets)
    assert str(HOST_NAME) not in read(tshark, capture, octets)["l2tp.avp.type"]
    avps = decode_control(octets).avps
    assert value_of(avps[1]) == {"vendor_id": 311, "type": 1, "value": "61626364"}
    assert value_of(avps[2]) == "lac"


def test_it_is_silent_about_octets_after_the_length(tshark: str, capture: Path) -> None:
    octets = encode_control(6, tunnel_id=1, ns=2, nr=1) + b"\1\2\3"
    text = shown(tshark, capture, octets)
    assert "Malformed" not in text
    assert "Expert Info" not in text
    assert decode_control(octets).defects[0].text == "3 octets follow the end given by Length 20"


def test_it_has_no_names_for_the_avps_of_rfc_3301_and_some_others(tshark: str, capture: Path) -> None:
    octets = encode_control(OCRQ, tunnel_id=1, ns=2, nr=1, avps=encode_avp(RX_MINIMUM_BPS, bytes(4), mandatory=False))
    assert f"Unknown ({RX_MINIMUM_BPS}) AVP" in shown(tshark, capture, octets)
    assert name_of(0, RX_MINIMUM_BPS) == "Rx Minimum BPS"


def test_it_loses_the_options_behind_a_reporting_period(tshark: str, capture: Path) -> None:
    octets = packet(1, "0408c025000003e8 010405dc")
    payload = encode_data(5, 6, b"\xff\3\xc0\x21" + octets)
    (row,) = rows_of(tshark, write_capture(capture, [payload]), ("lcp.opt.type",))
    assert row["lcp.opt.type"] == ["4"]
    assert [option.text for option in decode_ppp(LCP, octets).options] == ["LQR every 10 s", "1500"]


def test_of_a_nak_of_eap_it_shows_the_first_method_alone(tshark: str, capture: Path) -> None:
    octets = packet(2, b"\3\x19\x1a")
    payload = encode_data(5, 6, b"\xff\3\xc2\x27" + octets)
    (row,) = rows_of(tshark, write_capture(capture, [payload]), ("eap.desired_type",))
    assert row["eap.desired_type"] == ["25"]
    assert decode_ppp(EAP, octets).said == Eap(3, "Nak", nak_methods=(25, 26))
