"""The rule auth-rechallenge-fail."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called, seconds
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import how_closed, of_trial, user, verdict_words
from l2tpscope.rules.trials import Trial, trials


def auth_rechallenge_fail(conversation: Conversation) -> Iterator[Finding]:
    """A user who had been accepted was refused when the authenticator asked again.

    What it means:
    The authenticator repeats its challenge during the call (pppd: chap-interval; Cisco: ppp timeout authentication),
    and this time the response was refused or never came: the password was changed, the RADIUS server says something
    else now, or the client does not answer a second challenge.
    What to do:
    Turn the repeated challenges off, or find out why the same name is refused now: a password changed meanwhile, a
    limit of sessions, another RADIUS server.
    Harmless when:
    The account was closed on purpose.
    Look-alikes:
    - td-idle-or-session-timeout: the call ends at a round time without a new challenge
    - auth-mschap-691: refused at the first challenge already
    Reference: RFC 1994 2
    """
    for trial in trials(conversation, auth_rechallenge_fail):
        confidence = Confidence.STATED if trial.exchange.verdict is not None else Confidence.DEDUCED
        yield of_trial(auth_rechallenge_fail, conversation, trial, _summary(trial), confidence)


def _summary(trial: Trial) -> str:
    exchange = trial.exchange
    earlier = [one for one in trial.link.exchanges if one.result == "success" and one.verdict is not None]
    since = exchange.frames[0].time_ns - earlier[0].verdict.frame.time_ns if earlier and earlier[0].verdict else 0
    name = user(exchange if exchange.peer_name is not None or not earlier else earlier[0])
    words = verdict_words(exchange)
    outcome = f"was refused{f' ({words})' if words else ''}" if exchange.verdict is not None else "did not answer"
    return (
        f"{end_called(trial.session.tunnel, exchange.authenticator)} challenged again {seconds(since)} after it had"
        f" accepted {name} by {exchange.protocol} in session {trial.session.index}, who {outcome}{how_closed(trial)}"
    )
