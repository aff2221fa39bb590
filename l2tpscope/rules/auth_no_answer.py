"""The rule auth-no-answer."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import counted, end_called, seconds
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import how_closed, of_trial, user
from l2tpscope.rules.trials import Trial, trials
from l2tpscope.rules.waiting import waited_ns


def auth_no_answer(conversation: Conversation) -> Iterator[Finding]:
    """The user's name and password are sent, and no verdict comes.

    What it means:
    The authenticator is busy or waits for its RADIUS server, which is down, slow, or waits for a second factor; or the
    response is lost behind this capture point.
    What to do:
    Check that the authenticator reaches its RADIUS server (address, port, shared secret, time-outs of both) and that
    it answers within a few seconds. If the challenge is repeated although it was answered, look whether the data of the
    call reaches the authenticator.
    Harmless when:
    The verdict comes in the end and the call succeeds.
    Look-alikes:
    - data-plane-dead: LCP echoes are not answered, either
    - auth-pap-nak, auth-chap-failure: the call is cleared at once instead of a verdict
    - path-loss: other messages are lost as well
    Reference: RFC 1994 4.2; RFC 1334 2.2.1
    """
    for trial in trials(conversation, auth_no_answer):
        yield of_trial(auth_no_answer, conversation, trial, _summary(trial), Confidence.LIKELY)


def _summary(trial: Trial) -> str:
    exchange, tunnel = trial.exchange, trial.session.tunnel
    waited = seconds(waited_ns(trial.session, trial.link, exchange))
    who = f"{user(exchange)} ({exchange.protocol}, session {trial.session.index})"
    late = "; its verdict came when its peer had given up" if exchange.verdict is not None else ""
    return (
        f"No verdict from {end_called(tunnel, exchange.authenticator)} on {who} within {waited}, after"
        f" {counted(len(exchange.responses), 'response')}"
        f"{_asked_again(trial)}{late}{how_closed(trial)}"
    )


def _asked_again(trial: Trial) -> str:
    """A challenge that is repeated after its response shows that the response does not arrive, or is ignored."""
    first = trial.exchange.responses[0].frame.time_ns
    again = sum(said.frame.time_ns > first for said in trial.exchange.challenges)
    if not again or not trial.exchange.protocol.startswith(("CHAP", "MS-CHAP")):
        return ""
    return f"; it repeated its challenge {counted(again, 'time')} although it was answered here"
