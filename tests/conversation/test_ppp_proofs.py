"""Passwords held against what real clients and servers proved, by every protocol that the samples hold."""

from io import BytesIO

import pytest

from l2tpscope.analysis import read
from l2tpscope.conversation.link import Exchange
from l2tpscope.secrets.known import Secrets, User
from l2tpscope.secrets.mschap import nt_response
from tests.rules.ladder.play import capture_of
from tests.samples import FOLDER

TRUE, USED = b"wonderland-7", b"wonderland-8"


def exchanges(name: str, *passwords: bytes, user: bytes = b"alice") -> list[Exchange]:
    known = Secrets((), tuple(User(user, password) for password in passwords))
    (session,) = [s for t in read(FOLDER / name, secrets=known).conversation.tunnels for s in t.sessions]
    assert session.link is not None
    return session.link.exchanges


def verdicts(name: str, *passwords: bytes, user: bytes = b"alice") -> list[tuple[str, bool | None, bool | None]]:
    return [(e.protocol, e.verified, e.proved) for e in exchanges(name, *passwords, user=user)]


@pytest.mark.parametrize(
    ("name", "protocol", "proved"),
    [
        ("pap-ok.pcap", "PAP", None),
        ("chap-md5-ok.pcap", "CHAP-MD5", None),
        ("mschapv1-ok.pcap", "MS-CHAPv1", None),
        ("clean-call.pcap", "MS-CHAPv2", True),
        ("eap-md5-ok.pcap", "EAP-MD5", None),
        ("softether-clean.pcap", "MS-CHAPv2", True),
    ],
)
def test_the_right_password_is_verified_and_another_one_is_not(name: str, protocol: str, proved: bool | None) -> None:  # noqa: FBT001 - a parameter
    assert verdicts(name, TRUE) == [(protocol, True, proved)]
    assert verdicts(name, b"no", TRUE, user=b"*") == [(protocol, True, proved)]
    assert verdicts(name, USED) == [(protocol, False, None if proved is None else False)]
    assert verdicts(name, TRUE, user=b"bob") == [(protocol, None, None)]


@pytest.mark.parametrize(
    "name",
    [
        "pap-wrong-password.pcap",
        "chap-md5-wrong-password.pcap",
        "wrong-password.pcapng",
        "eap-md5-wrong-password.pcap",
        "softether-wrong-password.pcap",
    ],
)
def test_of_a_refused_client_the_password_tells_whose_fault_it_is(name: str) -> None:
    assert [(e.result, e.verified) for e in exchanges(name, TRUE)] == [("failure", False)]
    assert [(e.result, e.verified) for e in exchanges(name, USED)] == [("failure", True)]


def test_a_second_attempt_answers_the_challenge_that_the_failure_brought() -> None:
    first, second, peer = bytes(range(16)), bytes(range(16, 32)), bytes(16)
    wrong = peer + bytes(8) + nt_response(peer, first, b"alice", USED) + b"\0"
    right = peer + bytes(8) + nt_response(peer, second, b"alice", TRUE) + b"\0"
    failure = f"E=691 R=1 C={second.hex().upper()} V=3 M=once more"
    script = f"""A case.
0 setup
0.1 icall
0.2 <-- LCP ConfReq id=1
0.21 --> LCP ConfReq id=1
0.22 --> LCP ConfAck
0.23 <-- LCP ConfAck
0.3 <-- CHAP Challenge id=1 hex=10{first.hex()}6c6e73
0.4 --> CHAP Response id=1 hex=31{wrong.hex()}616c696365
0.5 <-- CHAP Failure id=1 "{failure}"
0.6 --> CHAP Response id=2 hex=31{right.hex()}616c696365
0.7 <-- CHAP Success id=2 "M=welcome"
expect: nothing
"""
    known = Secrets((), (User(b"alice", TRUE),))
    (session,) = read(BytesIO(capture_of(script)), secrets=known).conversation.tunnels[0].sessions
    assert session.link is not None
    assert [(e.result, e.verified) for e in session.link.exchanges] == [("failure", False), ("success", True)]


def test_what_the_snap_length_cut_proves_nothing() -> None:
    assert [e.verified for e in exchanges("snaplen-96.pcap", TRUE, user=b"*")] == [None]
