"""The rule auth-mschap-account."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.trial_words import how_closed, of_trial, refused
from l2tpscope.rules.trials import trials


def auth_mschap_account(conversation: Conversation) -> Iterator[Finding]:
    """The account may not log on: its hours, its expiry, its state or its rights forbid it.

    What it means:
    The authenticator states that the account is restricted to other hours (646), disabled (647), that its password has
    expired (648), that it may not dial in (649), or that the password could not be changed (709).
    What to do:
    Correct the account in the directory behind the authenticator; for 648 log on once where the password can be
    changed.
    Harmless when:
    The account is meant to be closed, or the password is changed in the same call, which then goes on.
    Look-alikes:
    - auth-mschap-691: the name or the password is wrong
    Reference: RFC 2759 6; RFC 2433 8
    """
    for trial in trials(conversation, auth_mschap_account):
        yield of_trial(auth_mschap_account, conversation, trial, refused(conversation, trial) + how_closed(trial))
