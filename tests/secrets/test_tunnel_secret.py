"""Tunnel secret: the Challenge Responses that daemons sent, with the secrets that they were configured with."""

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.secrets.tunnel_secret import SCCCN, SCCRP, challenge_response, verify_challenge_response
from l2tpscope.wire.message import ControlMessage
from tests.secrets.observed import control_messages

SCCRQ = 1
CHALLENGE, RESPONSE = 11, 13
OF_THE_LNS, OF_THE_LAC = b"tun-secret-42", b"tun-secret-43"


def first(name: str, type_: int) -> ControlMessage:
    return next(message for message in control_messages(name) if message.type == type_)


def value(message: ControlMessage, type_: int) -> bytes:
    avp = message.avp(type_)
    assert avp is not None
    return avp.value


def proves(name: str, asked: int, answered: int, secret: bytes) -> bool:
    """Whether the response in a message of this type answers the challenge in the other with this secret."""
    challenge = value(first(name, asked), CHALLENGE)
    return verify_challenge_response(answered, secret, challenge, value(first(name, answered), RESPONSE))


def test_both_daemons_answer_with_the_secret_that_they_share() -> None:
    for name in ("tunnel-auth-ok.pcapng", "random-vector.pcap"):
        assert proves(name, SCCRQ, SCCRP, OF_THE_LNS), name
        assert proves(name, SCCRP, SCCCN, OF_THE_LNS), name
        assert not proves(name, SCCRQ, SCCRP, OF_THE_LAC), name
        assert not proves(name, SCCRP, SCCCN, OF_THE_LAC), name


def test_where_the_secrets_differ_the_response_proves_the_one_of_its_sender() -> None:
    for name in ("tunnel-auth-mismatch.pcap", "l2tpns-wrong-secret.pcap", "redial-storm.pcapng"):
        assert proves(name, SCCRQ, SCCRP, OF_THE_LNS), name
        assert not proves(name, SCCRQ, SCCRP, OF_THE_LAC), name


def test_the_message_type_is_part_of_the_response() -> None:
    response = challenge_response(SCCRP, OF_THE_LNS, b"challenge")
    assert verify_challenge_response(SCCRP, OF_THE_LNS, b"challenge", response)
    assert not verify_challenge_response(SCCCN, OF_THE_LNS, b"challenge", response)


@given(st.integers(0, 0xFFFF), st.binary(), st.binary(), st.binary())
def test_any_octets_prove_nothing(message_type: int, secret: bytes, challenge: bytes, response: bytes) -> None:
    assert not verify_challenge_response(message_type, secret, challenge, response)
