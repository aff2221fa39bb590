"""Links of one multilink bundle are known by name and discriminator, and share what NCPs agreed upon."""

import pytest

from l2tpscope.conversation.model import Session
from tests.conversation.played import played

LINK = """+0.01 <-- LCP ConfReq id=1 auth=chap {mrru}
+0.01 --> LCP ConfReq id=1 {mrru}
+0.01 --> LCP ConfAck
+0.01 <-- LCP ConfAck
+0.01 <-- CHAP Challenge
+0.01 --> CHAP Response name={name}
+0.01 <-- CHAP {verdict}
"""
IPCP = "+0.01 <-- IPCP ConfReq\n+0.01 --> IPCP ConfAck\n+0.01 --> IPCP ConfReq\n+0.01 <-- IPCP ConfAck\n"


def sessions(mrru: str = "mrru", name: str = "user", verdict: str = "Success", hangup: str = "") -> list[Session]:
    """Two calls in tunnels of their own; the first has IPCP, the second is as told."""
    first = LINK.format(mrru=mrru, name="user", verdict="Success")
    second = LINK.format(mrru=mrru, name=name, verdict=verdict)
    script = f"0 setup\n0.1 icall\n{first}{IPCP}{hangup}[b]\n5 setup\n5.1 icall\n{second}end 60"
    return [session for tunnel in played(script).tunnels for session in tunnel.sessions]


def test_the_second_link_of_a_bundle_has_the_network_phase_of_the_first() -> None:
    one, two = sessions()
    assert one.link is not None
    assert two.link is not None
    assert one.link.bundle == two.link.bundle
    assert one.link.bundle == ("user", "MAC address 02:00:00:00:00:02", "", "MAC address 02:00:00:00:00:01")
    assert two.phase == "network"
    assert two.attempt is not None
    assert not two.attempt.failed


@pytest.mark.parametrize(
    "told",
    [{"mrru": ""}, {"name": "other"}, {"verdict": "Failure"}, {"hangup": "1 hangup\n"}],
    ids=["without multilink", "another user", "a user who was refused", "when the first has ended"],
)
def test_a_link_that_is_not_of_the_bundle_shares_nothing(told: dict[str, str]) -> None:
    _, two = sessions(**told)
    assert two.phase in {"lcp", "authentication"}


def test_without_multilink_there_is_no_bundle() -> None:
    assert {session.link.bundle for session in sessions(mrru="") if session.link is not None} == {None}
