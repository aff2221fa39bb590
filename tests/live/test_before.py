"""What stands on the screen before anything has come."""

from l2tpscope.live.before import nothing_yet


def test_nothing_is_known_but_the_name() -> None:
    analysis = nothing_yet("eth0")
    assert [facts.path for facts in analysis.conversation.captures] == ["eth0"]
    assert analysis.conversation.counts.frames == 0
    assert (analysis.conversation.tunnels, analysis.findings) == ([], ())
