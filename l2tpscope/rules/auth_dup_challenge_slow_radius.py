"""The rule auth-dup-challenge-slow-radius."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import after, how_closed, named, of_trial, user
from l2tpscope.rules.trials import Trial, trials


def auth_dup_challenge_slow_radius(conversation: Conversation) -> Iterator[Finding]:
    """The server challenged anew before its RADIUS server had answered, and tripped over the second exchange.

    What it means:
    The authenticator sent a second challenge while the first response was still being checked; the client answered
    both. The call was ended right after the Success of the first, when the second exchange came to its end.
    What to do:
    Make the RADIUS server answer within a second, give the server more time between challenges, or update it.
    Harmless when:
    The call goes on: then the second challenge did no harm.
    Look-alikes:
    - auth-rechallenge-fail: the new challenge comes minutes after the Success
    - auth-ok-then-policy: one challenge only, and the call is ended after its Success
    Reference: RFC 1994 4.1
    """
    for trial in trials(conversation, auth_dup_challenge_slow_radius):
        exchange = trial.exchange
        frames = [named(frame) for frame in exchange.frames]
        yield of_trial(
            auth_dup_challenge_slow_radius, conversation, trial, _summary(trial), Confidence.LIKELY, frames=frames
        )


def _summary(trial: Trial) -> str:
    exchange = trial.exchange
    challenges = len({said.packet.identifier for said in exchange.challenges})
    return (
        f"{end_called(trial.session.tunnel, exchange.authenticator)} sent {challenges} different challenges to"
        f" {user(exchange)} in session {trial.session.index} before its first verdict; the call ended right after the"
        f" Success{after(exchange)}{how_closed(trial)}"
    )
