"""The rule auth-mschap-691."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.trial_words import how_closed, of_trial, refused
from l2tpscope.rules.trials import trials


def auth_mschap_691(conversation: Conversation) -> Iterator[Finding]:
    """The user name or the password is wrong (MS-CHAP error 691).

    What it means:
    The authenticator checked the response and refuses it: the password is wrong, it knows no such user, the name has
    the wrong form (with or without its domain or realm), or the account is locked after too many tries.
    What to do:
    Type name and password anew; compare the name, as quoted here, with the user list of the authenticator or of its
    RADIUS server. If the same name failed many times, look whether the account is locked.
    Harmless when:
    The user mistyped it and the next try succeeds.
    Look-alikes:
    - auth-protocol-refused: Windows shows 691, too, where the protocol is not permitted; no Failure is sent then
    - auth-mschap-account: the password may be right, and the account is disabled or expired
    - auth-no-answer: nobody answers the response
    Reference: RFC 2759 6; RFC 2433 8
    """
    for trial in trials(conversation, auth_mschap_691):
        yield of_trial(auth_mschap_691, conversation, trial, refused(conversation, trial) + how_closed(trial))
