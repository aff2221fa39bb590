"""The rule auth-empty-identity."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import how_closed, of_trial, user, verdict_words
from l2tpscope.rules.trials import Trial, trials


def auth_empty_identity(conversation: Conversation) -> Iterator[Finding]:
    """The caller authenticates itself without a user name, or by the name of its computer.

    What it means:
    The response has an empty name, or the account of the computer (host/name, NAME$) where a user was due. Windows does
    so where Credential Guard keeps stored MS-CHAPv2 passwords from it (Windows 11 22H2 and later), or where the wrong
    profile is used.
    What to do:
    Enter name and password anew instead of using the stored ones, or authenticate by certificate (EAP-TLS); on routers
    set the user name of the PPP client.
    Harmless when:
    The server accepts computers, or takes the name from elsewhere: then the call succeeds.
    Look-alikes:
    - auth-mschap-691: a user's name was sent, and refused
    Reference: RFC 1994 4.1; RFC 1334 2.2.1
    """
    for trial in trials(conversation, auth_empty_identity):
        yield of_trial(auth_empty_identity, conversation, trial, _summary(trial), Confidence.DEDUCED)


def _summary(trial: Trial) -> str:
    exchange = trial.exchange
    words = verdict_words(exchange)
    outcome = "was refused" if exchange.verdict is not None else "got no verdict"
    client = end_called(trial.session.tunnel, exchange.authenticator.other)
    return (
        f"{client} authenticated itself in session {trial.session.index} by {exchange.protocol} as {user(exchange)} and"
        f" {outcome}{f': {words}' if words else ''}{how_closed(trial)}"
    )
