"""The rule auth-chap-failure."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.silent_refusals import refused_or_cleared
from l2tpscope.rules.trial_words import of_trial
from l2tpscope.rules.trials import trials


def auth_chap_failure(conversation: Conversation) -> Iterator[Finding]:
    """The authenticator refuses the user's CHAP response.

    What it means:
    The secrets of the two sides differ, or the authenticator knows no such user; CHAP does not say which. Some LNSs
    send no Failure and clear the call at once.
    What to do:
    Compare the secret of this name on both sides (pppd: chap-secrets, where the names of client and server must fit,
    too) and read the log of the authenticator and its RADIUS server.
    Harmless when:
    The user mistyped the password and the next try succeeds.
    Look-alikes:
    - auth-no-answer: the response is never answered
    - auth-mschap-691: MS-CHAP says with an error number what is wrong
    Reference: RFC 1994 4.2
    """
    for trial in trials(conversation, auth_chap_failure):
        summary, confidence = refused_or_cleared(conversation, trial)
        yield of_trial(auth_chap_failure, conversation, trial, summary, confidence)
