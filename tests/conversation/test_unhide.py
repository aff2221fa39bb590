"""Hidden AVPs, read with the secrets of the user, also where they name the tunnel."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.analysis import read
from l2tpscope.conversation.model import Tunnel
from l2tpscope.conversation.unhide import in_clear
from l2tpscope.render.json_tunnels import avp_of
from l2tpscope.secrets.hiding import hide, shared_key_v3
from l2tpscope.secrets.known import Secrets, TunnelSecret
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.encode import encode_avp, encode_control
from tests.rules.ladder.play import capture_of

SECRET = b"tun-secret-42"
VECTOR, OTHER_VECTOR = bytes(range(16)), bytes(range(32, 40))
KNOWN = Secrets((TunnelSecret(None, None, SECRET),))


def hidden(type_: int, value: bytes, vector: bytes = VECTOR, padding: bytes = b"", key: bytes = SECRET) -> bytes:
    return encode_avp(type_, hide(type_, key, vector, value, padding), hidden=True)


def message(*avps: bytes, version: int = 2) -> bytes:
    return encode_control(1, tunnel_id=0, ns=0, nr=0, avps=b"".join(avps), version=version)


def test_several_random_vectors_padding_and_long_values_are_read() -> None:
    long = b"a name of more than sixteen octets"
    octets = message(
        encode_avp(36, VECTOR),
        hidden(7, long, padding=bytes(9)),
        encode_avp(36, OTHER_VECTOR),
        hidden(9, b"\x10\x01", OTHER_VECTOR, bytes(20)),
    )
    shown = in_clear(decode_control(octets), [SECRET])
    assert [(avp.type, avp.value, avp.hidden, avp.unhidden) for avp in shown.avps if avp.type in (7, 9)] == [
        (7, long, False, True),
        (9, b"\x10\x01", False, True),
    ]


def test_without_the_right_secret_or_a_vector_before_it_an_avp_stays_hidden() -> None:
    octets = message(encode_avp(36, VECTOR), hidden(9, b"\x10\x01"))
    assert in_clear(decode_control(octets), [b"another", b""]) == decode_control(octets)
    assert in_clear(decode_control(octets), []) == decode_control(octets)
    without = message(hidden(9, b"\x10\x01"), encode_avp(36, VECTOR))
    assert in_clear(decode_control(without), [SECRET]) == decode_control(without)


def test_a_value_that_its_avp_cannot_have_is_no_proof_of_the_secret() -> None:
    octets = message(encode_avp(36, VECTOR), hidden(9, b"\x10\x01\x02"))
    assert in_clear(decode_control(octets), [SECRET]) == decode_control(octets)


def test_version_3_hides_with_a_key_made_of_the_secret() -> None:
    octets = message(encode_avp(36, VECTOR), hidden(61, b"\0\0\x10\x01", key=shared_key_v3(SECRET)), version=3)
    assert in_clear(decode_control(octets), [SECRET]).avp(61) is not None


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_any_octets_come_back_as_some_message(octets: bytes, secret: bytes) -> None:
    octets = b"\xc8\x02" + len(octets).to_bytes(2) + octets
    shown = in_clear(decode_control(octets), [secret])
    assert len(shown.avps) == len(decode_control(octets).avps)


def tunnels(secrets: Secrets | None) -> list[Tunnel]:
    """Both ends hide their Tunnel IDs; another tunnel between them is under way."""
    one, other = (hide(9, SECRET, VECTOR, number.to_bytes(2)).hex() for number in (100, 200))
    script = f"""A case.
0 setup
[b]
0.1 --> SCCRQ rv without=9 hidden=9={one} assigned=100
0.2 <-- SCCRP rv without=9 hidden=9={other} tunnel=100
0.3 --> SCCCN tunnel=200
0.4 <-- ZLB tunnel=100
expect: nothing
"""
    return read(BytesIO(capture_of(script)), secrets=secrets).conversation.tunnels


def test_an_unhidden_assigned_tunnel_id_is_learnt_from_the_message_itself() -> None:
    (_, blind), (_, seen) = tunnels(None), tunnels(KNOWN)
    assert seen.initiator.tunnel_id == 100
    assert seen.recipient.tunnel_id == 200
    assert seen.transmissions[0].message.avp(9) is not None
    assert blind.transmissions[0].message.avp(9) is None


def test_the_json_shows_the_value_and_that_it_was_hidden() -> None:
    first = tunnels(KNOWN)[1].transmissions[0].message
    (shown,) = [avp_of(avp, first) for avp in first.avps if avp.type == 9]
    assert (shown["hidden"], shown["value"]) == (True, 100)
    first = tunnels(None)[1].transmissions[0].message
    (shown,) = [avp_of(avp, first) for avp in first.avps if avp.type == 9]
    assert shown["hidden"] is True
    assert "64" not in str(shown["octets"])
