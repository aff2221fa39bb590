"""Which secrets may fit a tunnel, and which passwords a name."""

import ipaddress

from l2tpscope.secrets.known import Network, Secrets, TunnelSecret, User


def network(text: str) -> Network:
    return ipaddress.ip_network(text)


TUNNELS = Secrets(
    (
        TunnelSecret(None, None, b"any"),
        TunnelSecret(None, network("192.0.2.0/24"), b"network"),
        TunnelSecret(None, network("192.0.2.10/32"), b"address"),
        TunnelSecret("lac-one", None, b"host"),
        TunnelSecret("lac-one", network("192.0.2.10/32"), b"both"),
        TunnelSecret("lac-two", network("192.0.2.10/32"), b"other"),
    )
)


def test_the_most_specific_secret_comes_first() -> None:
    found = TUNNELS.tunnel_secrets(["LAC-One"], ["192.0.2.10", "198.51.100.20"])
    assert found == (b"both", b"host", b"address", b"network", b"any")
    assert TUNNELS.tunnel_secrets([], ["192.0.2.11"]) == (b"network", b"any")
    assert TUNNELS.tunnel_secrets(["elsewhere"], ["2001:db8::1", "no address"]) == (b"any",)
    assert Secrets().tunnel_secrets(["lac-one"], ["192.0.2.10"]) == ()


def test_a_secret_given_twice_is_tried_once() -> None:
    twice = Secrets((TunnelSecret(None, None, b"same"), TunnelSecret("lac", None, b"same")))
    assert twice.tunnel_secrets(["lac"], []) == (b"same",)


def test_a_name_is_tried_as_sent_then_without_domain_and_realm_then_for_any() -> None:
    users = (User(b"alice", b"one"), User(b"CORP\\alice", b"two"), User(b"*", b"three"), User(b"bob", b"four"))
    known = Secrets((), users)
    assert known.passwords(b"CORP\\alice") == (b"two", b"one", b"three")
    assert known.passwords(b"alice@example.net") == (b"one", b"three")
    assert known.passwords(b"carol") == (b"three",)
    assert Secrets((), users[:2]).passwords(b"carol") == ()


def test_nothing_that_python_prints_shows_a_secret() -> None:
    known = Secrets((TunnelSecret("lac", None, b"sesame"),), (User(b"alice", b"sesame"),))
    shown = repr(known) + str(known) + repr(known.tunnels) + repr(known.users) + f"{known}"
    assert "sesame" not in shown
    assert repr(known) == "Secrets(tunnels: 1, users: 1)"
