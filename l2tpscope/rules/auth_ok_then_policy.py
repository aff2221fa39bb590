"""The rule auth-ok-then-policy."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.exchanges import closing_of
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import how_closed, milliseconds, of_trial, standing, user
from l2tpscope.rules.trials import Trial, trials


def auth_ok_then_policy(conversation: Conversation) -> Iterator[Finding]:
    """The server accepted the user and ended the call at once: a policy forbids it.

    What it means:
    Name and password are right. What follows authentication is authorisation: the user is connected already and may be
    only once, a group or network policy forbids this kind of access, a RADIUS attribute cannot be applied.
    What to do:
    Read the log of the server and of its RADIUS server for this name and moment; look for a session of the same name
    that still hangs (Simultaneous-Use), and at the policies (NPS: error 812).
    Harmless when:
    The policy is meant so.
    Look-alikes:
    - ipcp-no-address: IPCP began, and there was no address
    - ccp-mppe-required: the server asked for encryption, and the client refused
    - auth-server-proof-bad: it is the client that ends the call after the Success
    Reference: RFC 1661 3.5, 5.5
    """
    for trial in trials(conversation, auth_ok_then_policy):
        yield of_trial(auth_ok_then_policy, conversation, trial, _summary(conversation, trial), Confidence.LIKELY)


def _summary(conversation: Conversation, trial: Trial) -> str:
    exchange, closing = trial.exchange, closing_of(trial.session, trial.link)
    since = exchange.verdict.frame.time_ns if exchange.verdict is not None else 0
    waited = milliseconds(closing.time_ns - since) if closing is not None else "at once"
    return (
        f"{end_called(trial.session.tunnel, exchange.authenticator)} accepted {user(exchange)} by {exchange.protocol}"
        f" in session {trial.session.index} and ended the call {waited} later, before any network protocol"
        f"{how_closed(trial)}{standing(conversation, exchange)}"
    )
