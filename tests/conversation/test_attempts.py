"""Every try for a call is an attempt; how far it came and whether it failed."""

import pytest

from l2tpscope.conversation.model import Attempt
from tests.conversation.played import played


def attempts(script: str) -> list[Attempt]:
    """All attempts of the script."""
    return played(script).attempts


@pytest.mark.parametrize(
    ("script", "reached", "ended", "failed"),
    [
        ("0 setup\n0.1 call\n9 close\nend 60", "network", "normal", False),
        ("0 setup\n0.1 call\nend 60", "network", "still-up", False),
        ("0 setup\n0.1 icall\n1,4,7 --> LCP ConfReq\nend 60", "session", None, True),
        ("0 setup\n0.1 icall\n1,4,7 --> LCP ConfReq\nend 10", "session", "pending", False),
        ("0 setup\n0.1 icall\nend 60", "session", "still-up", False),
        ("0 setup\n0.1 icall\n9 --> CDN result=1\n+0.1 <-- ZLB\nend 60", "session", "normal", False),
        ("0 setup\n0.1 icall\n1 <-- CDN result=1\n+0.1 --> ZLB\nend 60", "session", None, True),
        ("0 setup\n1 --> ICRQ\n+0.1 <-- CDN result=4\n+0.1 --> ZLB\nend 60", "tunnel", None, True),
        ("0,1,3,7,15 --> SCCRQ\nend 90", None, None, True),
        ("0,1,3 --> SCCRQ\nend 4", None, "pending", False),
        ("0 setup\nend 60", "tunnel", "still-up", False),
        ("0 setup\n5 stop\nend 60", "tunnel", "normal", False),
        ("0 setup\n0.1 call\n9 <-- StopCCN result=6\n+0.1 --> ZLB\nend 60", "network", "dropped", True),
        ("0 setup\n0.1 call\n9 <-- CDN result=2/6\n+0.1 --> ZLB\nend 60", "network", "dropped", True),
        ("0 setup\n0.1 call\n9,10,12,16,24 --> HELLO\n40 --> StopCCN result=1\nend 99", "network", "dropped", True),
        (
            '0 setup\n0.1 call\n9 <-- LCP TermReq "Link inactive"\n+0.1 <-- CDN result=1\nend 60',
            "network", "dropped", True,
        ),
        (
            '0 setup\n0.1 call\n9 <-- LCP TermReq "User request"\n+0.1 <-- CDN result=1\nend 60',
            "network", "normal", False,
        ),
        (
            "0 setup\n0.1 call\n9 <-- LCP TermReq hex=b2b2b2b2003ccd74000002e6\n+0.1 <-- CDN result=1\nend 60",
            "network", "dropped", True,
        ),
        (
            "0 setup\n0.1 call\n9 --> LCP TermReq hex=a1a1a1a1003ccd7400000000\n+0.1 --> CDN result=1\nend 60",
            "network", "normal", False,
        ),
    ],
)  # fmt: skip
def test_an_attempt_says_how_far_it_came(script: str, reached: str | None, ended: str | None, failed: bool) -> None:  # noqa: FBT001
    (attempt,) = attempts(script)
    assert (attempt.reached, attempt.ended, attempt.failed) == (reached, ended, failed)


def test_each_call_of_a_tunnel_is_an_attempt() -> None:
    script = "0 setup\n1 call\n5 hangup\n6 call s=2\n9 close s=2\nend 60"
    assert [a.session.index for a in attempts(script) if a.session] == ["1.1", "1.2"]


def test_the_loser_of_a_tie_is_no_attempt() -> None:
    script = (
        "0 --> SCCRQ tie=0000000000000009\n[b]\ninitiator at=198.51.100.20:1701\nrecipient at=192.0.2.10:1701\n"
        "0.01 --> SCCRQ tie=0000000000000001\n+0.1 <-- SCCRP\n+0.1 --> SCCCN\n+0.1 <-- ZLB\n1 call\nend 90"
    )
    assert [(a.tunnel.index, a.failed) for a in attempts(script)] == [(2, False)]


def test_a_call_whose_peer_is_asked_in_vain_was_dropped() -> None:
    script = "0 setup\n0.1 call\n10,20,30,40 --> LCP EchoReq\nend 60"
    assert [a.ended for a in attempts(script)] == ["dropped"]


def test_a_call_was_dropped_whose_user_is_refused_when_challenged_again() -> None:
    again = "9 <-- CHAP Challenge id=9\n9.1 --> CHAP Response id=9\n9.2 <-- CHAP {} id=9\n9.3 <-- CDN result=1\nend 60"
    assert [a.ended for a in attempts("0 setup\n0.1 call\n" + again.format("Failure"))] == ["dropped"]
    assert [a.ended for a in attempts("0 setup\n0.1 call\n" + again.format("Success"))] == ["normal"]
