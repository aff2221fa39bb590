"""Silent refusals: a verdict of PAP or CHAP, or the end of the call that some LNSs send in its place."""

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence
from l2tpscope.rules.trial_words import how_closed, milliseconds, refused, standing, user
from l2tpscope.rules.trials import Trial
from l2tpscope.rules.waiting import waited_ns


def refused_or_cleared(conversation: Conversation, trial: Trial) -> tuple[str, Confidence]:
    """The summary of a refusal, and how sure it is: stated by a verdict, or likely where the end follows a response."""
    if trial.exchange.verdict is not None:
        return refused(conversation, trial) + how_closed(trial), Confidence.STATED
    exchange = trial.exchange
    waited = milliseconds(waited_ns(trial.session, trial.link, exchange))
    return (
        f"{end_called(trial.session.tunnel, exchange.authenticator)} ended session {trial.session.index} {waited} after"
        f" the response of {user(exchange)} by {exchange.protocol}, without a verdict: it most likely refused it"
        f"{how_closed(trial)}{standing(conversation, exchange)}"
    ), Confidence.LIKELY
