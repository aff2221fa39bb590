"""Who dials in, by the call that was asked for, else by what else the capture shows."""

import pytest

from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.model import Side
from tests.conversation.played import tunnel_of

PROOF = "1.1 {} CHAP Challenge\n1.2 {} CHAP Response\n1.3 {} CHAP Success\n"


@pytest.mark.parametrize(
    ("script", "client"),
    [
        ("0.1 icall", Side.INITIATOR),
        ("0.1 <icall", Side.RECIPIENT),
        ("0.1 icall\n" + PROOF.format("-->", "<--", "-->"), Side.INITIATOR),
        ("0.1 <-- OCRQ\n0.2 --> OCRP\n0.3 --> OCCN\n0.4 <-- ZLB", Side.INITIATOR),
        ("0.1 --> OCRQ\n0.2 <-- OCRP\n0.3 <-- OCCN\n0.4 --> ZLB", Side.RECIPIENT),
    ],
    ids=["incoming", "asked for by the recipient", "that demands a proof", "outgoing", "outgoing, of the initiator"],
)
def test_the_client_is_on_the_side_of_the_lac(script: str, client: Side) -> None:
    (session,) = tunnel_of(f"0 setup\n{script}\nend 60").sessions
    assert client_of(session) is client


@pytest.mark.parametrize(("proof", "client"), [(("<--", "-->", "<--"), True), (("-->", "<--", "-->"), False)])
def test_without_the_set_up_the_one_that_proves_who_it_is_is_the_client(
    proof: tuple[str, str, str],
    client: bool,  # noqa: FBT001 - a parameter
) -> None:
    script = f"0 setup\n0.1 icall\nbegin 1\n1.0 --> HELLO\n{PROOF.format(*proof)}end 60"
    (session,) = tunnel_of(script).sessions
    assert session.requester is None
    first = session.tunnel.initiator.addresses[0].address == "192.0.2.10"
    assert first
    assert (client_of(session) is Side.INITIATOR) is client
