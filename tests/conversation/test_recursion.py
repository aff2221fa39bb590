"""A call that swallows itself: whose address it is, what stays unanswered, and whether for good."""

import pytest

from l2tpscope.conversation.model import Side
from l2tpscope.conversation.recursion import recursion
from tests.conversation.dialled import OPEN, session_of

GIVEN = "+0.1 <-- IPCP ConfReq id=2 addr=198.51.100.20\n+0.1 --> IPCP ConfAck\n"
ASKED = "31,61,91 <-- LCP EchoReq id=1\n"
IPCP_OPEN = OPEN + GIVEN + "+0.1 --> IPCP ConfReq id=3\n+0.1 <-- IPCP ConfAck\n"


def test_the_address_of_the_tunnels_end_inside_and_silence_from_then_on() -> None:
    found = recursion(session_of(IPCP_OPEN + ASKED))
    assert found is not None
    assert (found.address, found.holder, found.owner) == ("198.51.100.20", Side.RECIPIENT, Side.RECIPIENT)
    assert (len(found.asked), found.lasted_ns, found.for_good) == (3, 60 * 10**9, True)


def test_the_end_of_the_call_is_no_sign_of_life() -> None:
    found = recursion(session_of(IPCP_OPEN + ASKED + "110 --> LCP TermReq id=9\n+0.1 <-- LCP TermAck id=9\n"))
    assert found is not None
    assert found.for_good


@pytest.mark.parametrize("later", ["110 --> LCP EchoRep id=1\n", "110 --> DATA 1\n"])
def test_what_is_heard_later_ends_the_silence(later: str) -> None:
    found = recursion(session_of(IPCP_OPEN + ASKED + later))
    assert found is not None
    assert not found.for_good


@pytest.mark.parametrize(
    "script",
    [
        OPEN + ASKED,
        IPCP_OPEN.replace("198.51.100.20", "10.0.0.9") + ASKED,
        IPCP_OPEN + "31,61 <-- LCP EchoReq id=1\n",
        IPCP_OPEN + "31 <-- LCP EchoReq id=1\n+0.1 --> LCP EchoRep id=1\n61 <-- LCP EchoReq id=2\n",
    ],
    ids=["no IPCP", "another address", "few requests", "answered"],
)
def test_all_else_is_none(script: str) -> None:
    assert recursion(session_of(script)) is None
