"""The sessions of a tunnel."""

from l2tpscope.views.calls import CALLS_SHOWN, Call, Reached, calls
from tests.samples import analysed
from tests.views.handmade import LAC, Script, at, set_up, tried


def first_call(name: str) -> Call:
    return calls(analysed(name).conversation.tunnels[0])[0]


def phases_of(name: str) -> list[tuple[str, str]]:
    return [(phase.name, phase.reached.value) for phase in first_call(name).phases]


def test_each_phase_of_a_call_that_works_is_done() -> None:
    assert phases_of("clean-call.pcap") == [
        ("call", "done"), ("LCP", "done"), ("MS-CHAPv2", "done"), ("IPCP", "done"), ("IPV6CP", "done"),
    ]  # fmt: skip


def test_the_phase_that_failed_is_named() -> None:
    assert ("CHAP-MD5 failure", "failed") in phases_of("chap-md5-wrong-password.pcap")
    assert phases_of("ccp-refused.pcap")[0] == ("call", "done")


def test_a_call_that_was_never_connected_failed_there() -> None:
    refused = calls(analysed("pool-exhausted.pcap").conversation.tunnels[1])[0]
    assert refused.phases[0].reached is Reached.FAILED
    assert refused.failed
    assert "No available IP address" in refused.ending


def test_of_a_link_seen_only_at_its_end_no_phase_is_made_up() -> None:
    assert phases_of("mid-session.pcap") == []


def test_ids_user_and_data_are_told() -> None:
    call = first_call("peer-vanishes.pcap")
    assert (call.index, call.ids, call.kind) == ("1.1", "45224/4916", "incoming")
    assert call.line is not None
    assert call.line.user == "alice"
    assert call.sent == ("23 packets, 830 B, 71 bit/s", "16 packets, 622 B, 698 bit/s")


def test_of_many_sessions_the_failed_ones_are_shown() -> None:
    script = Script()
    set_up(script)
    for number in range(CALLS_SHOWN + 20):
        session = script.call(1 + number, 1001 + number)
        session.opened_ns = at(1)
    session.attempt = tried(1, script.tunnel, session, None, None)
    assert session.attempt.failed
    shown = calls(script.tunnel)
    assert len(shown) == CALLS_SHOWN
    assert shown[-1].index == session.index
    assert [call.index for call in shown][:2] == ["1.1", "1.2"]
    assert script.tunnel.sessions[0].requester is LAC
