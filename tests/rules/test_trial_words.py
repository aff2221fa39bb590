"""Tests of trial_words: nothing that helps to find a password is said of a refusal."""

import pytest

from tests.rules.test_cases import analyzed

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
