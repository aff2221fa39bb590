"""TUNNEL and SESSION as users write them."""

import pytest

from l2tpscope.errors import UsageError
from l2tpscope.views.selecting import session_named, tunnel_named
from tests.samples import analysed

CLEAN = "clean-call.pcap"


def test_a_tunnel_is_named_by_its_number_and_by_address_and_id_of_either_side() -> None:
    analysis = analysed(CLEAN)
    (tunnel,) = analysis.conversation.tunnels
    for name in ("1", tunnel.name, "192.0.2.10:63689", "198.51.100.20:18044"):
        assert tunnel_named(analysis, name) is tunnel


@pytest.mark.parametrize("name", ["2", "0", "192.0.2.10", "192.0.2.10:18044", "bogus", ""])
def test_a_name_that_no_tunnel_has_is_refused_and_the_known_ones_are_listed(name: str) -> None:
    with pytest.raises(UsageError, match=r"1 \(192\.0\.2\.10:63689\)"):
        tunnel_named(analysed(CLEAN), name)


def test_a_session_is_named_by_its_index_and_within_a_tunnel_by_its_number() -> None:
    analysis = analysed(CLEAN)
    (tunnel,) = analysis.conversation.tunnels
    assert session_named(analysis, "1.1") is tunnel.sessions[0]
    assert session_named(analysis, "1", tunnel) is tunnel.sessions[0]


def test_a_session_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match=r"There are 1: 1\.1"):
        session_named(analysed(CLEAN), "1.2")
    with pytest.raises(UsageError, match="There is none"):
        session_named(analysed("tunnel-auth-mismatch.pcap"), "1.1")
