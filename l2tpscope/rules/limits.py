"""Limits: calls that ended because their time was up, as their sender says or their round length shows."""

import re

from l2tpscope.conversation.model import SECOND, SIDES, Session
from l2tpscope.rules.lcp import MANY

IDLE = re.compile(r"\bidle|inactiv", re.IGNORECASE)
LIMIT = re.compile(
    r"\b(connect|session|online) time.{0,8}(expired|limit|exceeded|is up)|\bsession[- ]?time-?out|"
    r"\bmax(imum)? (connect|session|online) time",
    re.IGNORECASE,
)
# ERROR_IDLE_TIMEOUT of Windows (raserror.h).
IDLE_TIMEOUT = 828
# Limits that people configure (RADIUS Session-Timeout, RFC 2865 5.27), in seconds; an end within 2 s of one is no
# accident, for the call itself comes up in less.
USUAL_S, WITHIN_NS = (1800, 3600, 7200, 14400, 28800, 43200, 86400), 2 * SECOND


def stated_limit(session: Session) -> str:
    """The words of a Terminate-Request or CDN that speak of a limit of a call in service; "" where none do."""
    if session.phase != "network":
        return ""
    terminations = session.link.terminations if session.link is not None else ()
    words = [one.reason for one in terminations if _speaks(one.reason) or one.windows_error == IDLE_TIMEOUT]
    end = session.end.error_message if session.end is not None and session.end.message == "CDN" else None
    return next(iter([*words, *([end] if end and _speaks(end) else ())]), "")


def _speaks(text: str) -> bool:
    return IDLE.search(text) is not None or LIMIT.search(text) is not None


def usual_limit(session: Session) -> int | None:
    """The limit, in seconds, at which a call of a round length was ended while all worked; None where it was none."""
    end, since = session.end, session.established_ns
    if end is None or since is None or end.gave_up or end.message != "CDN" or session.phase != "network":
        return None
    lasted = end.time_ns - since
    return next((limit for limit in USUAL_S if abs(lasted - limit * SECOND) <= WITHIN_NS and _worked(session)), None)


def _worked(session: Session) -> bool:
    """Nobody gave another reason, and echoes were answered."""
    link = session.link
    if link is None or any(one.reason for one in link.terminations):
        return False
    return not (session.end and session.end.error_message) and all(
        len(link.echoes[side].unanswered) < MANY for side in SIDES
    )
