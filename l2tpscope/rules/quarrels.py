"""Quarrels: options of LCP that one side asks for and the other refuses, each time (RFC 1661 4.6)."""

from collections import Counter
from typing import NamedTuple

from l2tpscope.conversation.link import Asked, Negotiator
from l2tpscope.conversation.model import SIDES, Side
from l2tpscope.rules.lcp import Failed, windows_said

# RFC 1661 4.6: Max-Failure, the Configure-Naks before "configuration is not converging", SHOULD default to 5.
NAKS_MANY = 5
# RFC 1661 5.4: the next request "MUST NOT include any of the options listed in the message"; asked for again twice.
REJECTS_MANY = 3
NOT_CONVERGING = 732
# Rules of their own: MRU is lcp-mru-problem, Authentication-Protocol auth-protocol-refused.
ELSEWHERE = frozenset({1, 3})


class Quarrel(NamedTuple):
    """An option that one side asked for and the other refused, each time."""

    side: Side
    name: str
    asked: list[Asked]


def quarrel_in(failed: Failed) -> Quarrel | None:
    """The first option on which a negotiation broke down; None where there is none."""
    stated = windows_said(failed, NOT_CONVERGING) is not None
    for side in SIDES:
        name, asked = _most_refused(failed.lcp.sides[side])
        enough = REJECTS_MANY if any(one.is_rejected for one in asked) else NAKS_MANY
        if asked and (stated or len(asked) >= enough):
            return Quarrel(side, name, asked)
    return None


def _most_refused(own: Negotiator) -> tuple[str, list[Asked]]:
    refused = Counter(o.type for asked in own.requests for o in asked.refused if o.type not in ELSEWHERE)
    for type_, _ in refused.most_common(1):
        asked = [one for one in own.requests if one.refusal(type_) is not None and one.option(type_) is not None]
        return next((o.name for one in asked for o in one.refused if o.type == type_), ""), asked
    return "", []


def wishes(quarrel: Quarrel) -> tuple[str, str]:
    """In words, what was asked for last, and what the Nak wanted instead."""
    latest = quarrel.asked[-1]
    told = (
        next((o.text for o in options if o.name == quarrel.name), "") for options in (latest.options, latest.refused)
    )
    return next(told), next(told)
