"""Tunnel secrets held against what the ends of real tunnels sent."""

from pathlib import Path

import pytest

from l2tpscope.analysis import read
from l2tpscope.conversation.model import Tunnel
from l2tpscope.rules.tun_secret_mismatch import tun_secret_mismatch
from l2tpscope.secrets.known import Secrets, TunnelSecret
from tests.samples import FOLDER

TRUE, OTHER = b"tun-secret-42", b"tun-secret-43"


def tunnel_of(name: str, *secrets: bytes) -> Tunnel:
    known = Secrets(tuple(TunnelSecret(None, None, secret) for secret in secrets))
    return read(Path(FOLDER / name), secrets=known).conversation.tunnels[0]


def proofs(name: str, *secrets: bytes) -> list[str]:
    return [end.proof for end in tunnel_of(name, *secrets).ends.values()]


def test_both_ends_of_a_tunnel_that_came_up_are_verified() -> None:
    assert proofs("tunnel-auth-ok.pcapng", TRUE) == ["verified", "verified"]
    assert proofs("tunnel-auth-ok.pcapng", OTHER, TRUE) == ["verified", "verified"]


def test_another_secret_is_wrong_and_without_one_nothing_is_said() -> None:
    assert proofs("tunnel-auth-ok.pcapng", OTHER) == ["wrong-secret", "wrong-secret"]
    assert proofs("tunnel-auth-ok.pcapng") == ["unchecked", "unchecked"]


@pytest.mark.parametrize("name", ["tunnel-auth-mismatch.pcap", "l2tpns-wrong-secret.pcap"])
def test_the_finding_says_which_end_has_another_secret(name: str) -> None:
    for secret, words in (
        (TRUE, "answered with the secret you gave, so initiator"),
        (OTHER, "with another secret than"),
    ):
        known = Secrets((TunnelSecret(None, None, secret),))
        found = list(tun_secret_mismatch(read(FOLDER / name, secrets=known).conversation))
        assert words in found[0].summary
        assert secret.decode() not in found[0].summary
    (silent, *_) = tun_secret_mismatch(read(FOLDER / name).conversation)
    assert "you gave" not in silent.summary


def test_a_secret_for_another_peer_proves_nothing() -> None:
    known = Secrets((TunnelSecret("somebody-else", None, TRUE),))
    tunnel = read(FOLDER / "tunnel-auth-ok.pcapng", secrets=known).conversation.tunnels[0]
    assert [end.proof for end in tunnel.ends.values()] == ["unchecked", "unchecked"]
