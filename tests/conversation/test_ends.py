"""What each end says of itself, its role, and what it looks like."""

from tests.conversation.played import tunnel_of


def test_host_and_vendor_names_windows_and_roles_are_read() -> None:
    tunnel = tunnel_of(
        '0 --> SCCRQ host=lac-one vendor="xelerance.com" rws=8\n+0.1 <-- SCCRP host=bras\n+0.1 --> SCCCN\n'
        "+0.1 <-- ZLB\n1 icall\nend 60"
    )
    lac = tunnel.initiator
    assert (lac.host_name, lac.vendor_name, lac.receive_window_size) == ("lac-one", "xelerance.com", 8)
    assert (lac.role, tunnel.recipient.role) == ("LAC", "LNS")
    assert lac.implementation == "xl2tpd"
    assert "xelerance.com" in lac.implementation_why


def test_without_a_call_nobody_knows_who_is_lac() -> None:
    tunnel = tunnel_of("0 setup\nend 60")
    assert (tunnel.initiator.role, tunnel.recipient.role) == (None, None)


def test_a_challenge_response_is_a_proof_that_nobody_checked() -> None:
    tunnel = tunnel_of("0 --> SCCRQ challenge\n+0.1 <-- SCCRP response\n+0.1 --> SCCCN\n+0.1 <-- ZLB\nend 60")
    assert tunnel.initiator.challenged
    assert (tunnel.initiator.proof, tunnel.recipient.proof) == ("none", "unchecked")
