"""The rule auth-pap-nak."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.silent_refusals import refused_or_cleared
from l2tpscope.rules.trial_words import of_trial
from l2tpscope.rules.trials import trials


def auth_pap_nak(conversation: Conversation) -> Iterator[Finding]:
    """The authenticator refuses the user's name and password (PAP).

    What it means:
    The password is wrong or the authenticator knows no such user; PAP does not say which, beyond its text. Some LNSs
    send no Authenticate-Nak and clear the call at once.
    What to do:
    Compare name and password with what the authenticator has (pppd: pap-secrets or the system's accounts) and read its
    log and that of its RADIUS server.
    Harmless when:
    The user mistyped the password and the next try succeeds.
    Look-alikes:
    - auth-no-answer: the request is never answered
    - auth-protocol-refused: no password was sent at all
    Reference: RFC 1334 2.2.2
    """
    for trial in trials(conversation, auth_pap_nak):
        summary, confidence = refused_or_cleared(conversation, trial)
        yield of_trial(auth_pap_nak, conversation, trial, summary, confidence)
