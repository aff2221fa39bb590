"""All tunnels at a glance."""

from l2tpscope.conversation.model import Side
from l2tpscope.views.glances import glances
from tests.samples import analysed
from tests.views.handmade import hello_analysis


def test_tunnels_with_failed_calls_come_first_with_state_and_cause() -> None:
    storm = glances(analysed("redial-storm-calls.pcapng.gz"))
    assert [bool(one.failed) for one in storm.each] == sorted((bool(one.failed) for one in storm.each), reverse=True)
    (refused,) = glances(analysed("tunnel-auth-mismatch.pcap")).each
    assert (refused.state, refused.cause, refused.failed) == ("failed", "tun-secret-mismatch", 1)
    assert refused.key == "192.0.2.10:8833"


def test_what_was_up_and_died_says_so_and_since_when() -> None:
    analysis = hello_analysis()
    (dead,) = glances(analysis).each
    end = analysis.conversation.tunnels[0].end
    assert end is not None
    assert dead.since_ns == end.time_ns
    assert dead.counts.retransmissions == 5
    assert dead.state in {"failed", "died"}


def test_the_lac_stands_left_whoever_began() -> None:
    (glance,) = glances(analysed("outgoing-call.pcap")).each
    roles = [glance.tunnel.ends[side].role for side in (glance.left, glance.right)]
    assert roles == ["LAC", "LNS"]
    ids = [glance.tunnel.ends[side].tunnel_id for side in (glance.left, glance.right)]
    assert glance.ids == "/".join(map(str, ids))
    assert {glance.left, glance.right} == set(Side)


def test_a_tunnel_is_found_by_host_address_id_session_and_user() -> None:
    (glance,) = glances(analysed("wrong-password.pcapng")).each
    session = glance.tunnel.sessions[0]
    for text in (
        "lac-one",
        "lns-one",
        "198.51.100.20",
        glance.key,
        glance.ids,
        session.index,
        "alice",
        "auth-mschap-691",
    ):
        assert text in glance.words, text
    for number in session.ids.values():
        assert str(number) in glance.words
    assert "bob" not in glance.words


def test_the_heading_tells_span_frames_and_drops_and_the_tally_states() -> None:
    seen = glances(analysed("several-tunnels.pcap"))
    assert seen.heading == "02:52:37 to 02:53:08 UTC (31 s), 182 frames, drops unknown"
    assert seen.tally == "3 tunnels: 3 closed; 4 sessions"
    assert glances(analysed("redial-storm.pcapng")).heading.endswith("45 frames, 0 dropped")
