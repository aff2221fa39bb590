"""Secrets: which of them fit a tunnel or a name, in which order, and that their text shows none."""

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.secrets.known import Secrets, TunnelSecret, User


def tunnel(secret: bytes, host: str | None = None, network: str | None = None) -> TunnelSecret:
    return TunnelSecret(host, ipaddress.ip_network(network) if network else None, secret)


SECRETS = Secrets(
    tunnels=(
        tunnel(b"any"),
        tunnel(b"wide", network="192.0.0.0/16"),
        tunnel(b"near", network="192.0.2.0/24"),
        tunnel(b"exact", network="192.0.2.10/32"),
        tunnel(b"host", host="LAC-one"),
        tunnel(b"host and network", host="lac-one", network="192.0.2.0/24"),
        tunnel(b"host and address", host="lac-one", network="192.0.2.10/32"),
        tunnel(b"six", network="2001:db8::/32"),
        tunnel(b"any", host="lns-one"),
        tunnel(b"other any"),
    ),
    users=(
        User(b"*", b"of all"),
        User(b"alice", b"new"),
        User(b"alice", b"old"),
        User(b"alice@isp", b"with realm"),
        User(b"BIGCO\\alice", b"with domain"),
    ),
)


def test_the_most_specific_secrets_of_a_tunnel_come_first() -> None:
    found = SECRETS.tunnel_secrets(["lac-one", "lns-two"], ["198.51.100.20", "192.0.2.10"])
    assert found == (
        b"host and address",
        b"host and network",
        b"host",
        b"exact",
        b"near",
        b"wide",
        b"any",
        b"other any",
    )


def test_only_what_is_for_any_fits_a_tunnel_of_strangers() -> None:
    assert SECRETS.tunnel_secrets(["stranger"], ["203.0.113.1"]) == (b"any", b"other any")
    assert SECRETS.tunnel_secrets([], []) == (b"any", b"other any")


def test_both_conditions_of_an_entry_must_hold() -> None:
    found = SECRETS.tunnel_secrets(["lac-one"], ["203.0.113.1"])
    assert found == (b"host", b"any", b"other any")


def test_a_secret_that_fits_twice_is_tried_once_and_early() -> None:
    assert SECRETS.tunnel_secrets(["LNS-ONE"], []) == (b"any", b"other any")


def test_ipv6_is_compared_with_ipv6() -> None:
    assert SECRETS.tunnel_secrets([], ["2001:db8::7"]) == (b"six", b"any", b"other any")


def test_what_is_no_address_fits_no_network() -> None:
    assert SECRETS.tunnel_secrets([], ["", "?", "192.0.2"]) == (b"any", b"other any")


def test_the_passwords_of_the_name_as_sent_come_first_and_those_of_all_last() -> None:
    assert SECRETS.passwords(b"alice") == (b"new", b"old", b"of all")
    assert SECRETS.passwords(b"BIGCO\\alice") == (b"with domain", b"new", b"old", b"of all")
    assert SECRETS.passwords(b"alice@isp") == (b"with realm", b"new", b"old", b"of all")
    assert SECRETS.passwords(b"OTHER\\alice@isp") == (b"with realm", b"new", b"old", b"of all")
    assert SECRETS.passwords(b"bob") == (b"of all",)
    assert SECRETS.passwords(b"Alice") == (b"of all",)


def test_no_secrets_fit_nothing() -> None:
    assert Secrets().passwords(b"alice") == ()
    assert Secrets().tunnel_secrets(["lac-one"], ["192.0.2.10"]) == ()


@given(st.binary(), st.text(), st.text())
def test_any_name_host_and_address_has_an_answer(name: bytes, host: str, address: str) -> None:
    assert SECRETS.passwords(name)[-1] == b"of all"
    assert SECRETS.tunnel_secrets([host], [address])[-1] == b"other any"


def test_no_text_of_secrets_shows_one() -> None:
    secrets = Secrets((tunnel(b"Sw0rdfish", host="lac-one"),), (User(b"alice", b"Sw0rdfish"),))
    for shown in (secrets, secrets.tunnels, secrets.users, [secrets]):
        assert "w0rdfis" not in f"{shown!r} {shown!s} {shown}"
    assert repr(secrets) == "Secrets(tunnels: 1, users: 1)"
