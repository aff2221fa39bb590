"""Tests of trial_words: nothing that helps to find a password is said of a refusal."""

import pytest

from l2tpscope.analysis import read
from l2tpscope.conversation.link import Exchange
from l2tpscope.conversation.model import Side
from l2tpscope.rules.proof_words import password_words
from l2tpscope.secrets.known import Secrets, User
from tests.rules.test_cases import analyzed
from tests.samples import FOLDER

CHALLENGE = "00112233445566778899aabbccddeeff"
BEGIN = """A refusal.
0 setup
0.1 icall
0.2 <-- LCP ConfReq id=1 auth=mschapv2
0.21 --> LCP ConfReq id=1
0.22 --> LCP ConfAck
0.23 <-- LCP ConfAck
0.3 <-- CHAP Challenge id=7
0.4 --> CHAP Response id=7
0.5 <-- CHAP Failure id=7 "{}"
0.6 <-- CDN result=1
0.7 --> ZLB
end 60
expect: nothing
"""


@pytest.mark.parametrize("text", [f"E=691 R=0 C={CHALLENGE} V=3 M=no", f"no C={CHALLENGE}", f"R=0 C={CHALLENGE} V=3"])
def test_the_challenge_in_a_failure_is_shown_nowhere(text: str) -> None:
    findings = analyzed(BEGIN.format(text)).findings
    told = [words for found in findings for words in (found.summary, *(item.why for item in found.evidence))]
    assert any("refused" in words for words in told)
    assert not any(CHALLENGE[:8] in words for words in told)


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("wrong-password.pcapng", b"wonderland-7", "used another password than the one you gave"),
        ("wrong-password.pcapng", b"wonderland-8", "refused the right password"),
        ("pap-wrong-password.pcap", b"wonderland-7", "used another password than the one you gave"),
        ("chap-md5-wrong-password.pcap", b"wonderland-8", "refused the right password"),
        ("wrong-password.pcapng", None, None),
    ],
)
def test_the_password_that_the_user_gave_tells_whose_fault_a_refusal_is(
    name: str, password: bytes | None, words: str | None
) -> None:
    secrets = None if password is None else Secrets((), (User(b"alice", password),))
    (cause,) = [one for one in read(FOLDER / name, secrets=secrets).findings if one.root_cause]
    if words is None or password is None:
        assert "you gave" not in cause.summary
        assert "right password" not in cause.summary
    else:
        assert words in cause.summary
        assert password.decode() not in cause.summary


BY = Side.RECIPIENT


@pytest.mark.parametrize(
    ("exchange", "words"),
    [
        (Exchange("MS-CHAPv2", BY), ""),
        (Exchange("PAP", BY, verified=False), "; LAC used another password than the one you gave"),
        (
            Exchange("MS-CHAPv2", BY, "bob", verified=True, proved=False),
            "; bob's client (LAC) used the password you gave, and LNS proved another one",
        ),
        (
            Exchange("PAP", BY, "bob", result="failure", verified=True),
            "; LNS refused the right password: bob's client (LAC) used the one you gave",
        ),
        (Exchange("PAP", BY, "bob", verified=True), "; bob's client (LAC) used the password you gave"),
    ],
)
def test_each_proof_has_words_of_its_own(exchange: Exchange, words: str) -> None:
    assert password_words(exchange, "LAC", "LNS") == words
