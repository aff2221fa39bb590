"""The four tables in brief: the columns for which a terminal of 80 columns has room, named by their headings."""

from l2tpscope.conversation.addresses import address_of
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.model import Ending, Session, Side, Transmission
from l2tpscope.views.describe import describe, label
from l2tpscope.views.ends import known_as
from l2tpscope.views.subscriber import authentication_words, exchange_of, user_of
from l2tpscope.views.table import Column, Kind, Value

NUMBER, TEXT, INSTANT = Kind.NUMBER, Kind.TEXT, Kind.INSTANT
INITIATOR, RECIPIENT = Side.INITIATOR, Side.RECIPIENT


def _outcome(cause: str | None, state: str, end: Ending | None) -> str:
    """The cause of a failure, else how it ended, else its state."""
    if cause is not None or end is None:
        return cause or state
    codes = "/".join(str(code) for code in (end.result_code, end.error_code) if code is not None)
    return f"{state}: {end.message} {codes}".rstrip() if end.message else state


def _place(sent: Transmission) -> str:
    return sent.session.index if sent.session else str(sent.tunnel.index)


def _repeats(sent: Transmission) -> Value:
    other = sent.retransmission_of or sent.duplicate_of
    return other.ref.frame if other else None


def _authentication(session: Session) -> str | None:
    exchange = exchange_of(session)
    return authentication_words(exchange) if exchange is not None else None


def _packets(session: Session) -> str:
    return "/".join(str(session.sent[side].packets) for side in (INITIATOR, RECIPIENT))


PHASES = {"authentication": "auth"}
"""Shorter words for phases, where they are long."""
TUNNELS = (
    Column("no", NUMBER, "index", lambda row: row.tunnel.index),
    Column("tunnel", TEXT, "name", lambda row: row.tunnel.name),
    Column("to", TEXT, "address of the recipient", lambda row: known_as(row.tunnel, RECIPIENT)),
    Column("ses", NUMBER, "sessions", lambda row: len(row.tunnel.sessions)),
    Column("msg", NUMBER, "distinct messages", lambda row: row.counts.messages),
    Column("again", NUMBER, "retransmissions", lambda row: row.counts.retransmissions),
    Column("outcome", TEXT, "cause, end or state", lambda row: _outcome(row.cause, row.tunnel.state, row.tunnel.end)),
)
SESSIONS = (
    Column("no", TEXT, "index", lambda row: row.session.index),
    Column("user", TEXT, "the name that the client gave", lambda row: user_of(row.session)),
    Column("auth", TEXT, "how it proved that, and what came of it", lambda row: _authentication(row.session)),
    Column("PPP", TEXT, "furthest phase that completed", lambda row: PHASES.get(row.session.phase, row.session.phase)),
    Column("address", TEXT, "of the client", lambda row: address_of(row.session.link, client_of(row.session))),
    Column("data", TEXT, "packets of initiator/recipient", lambda row: _packets(row.session)),
    Column("outcome", TEXT, "cause, end or state", lambda row: _outcome(row.cause, row.session.state, row.session.end)),
)
MESSAGES = (
    Column("frame", NUMBER, "number", lambda sent: sent.ref.frame),
    Column("time", INSTANT, "since the first frame", lambda sent: sent.time_ns),
    Column("in", TEXT, "tunnel or session", _place),
    Column("", TEXT, "direction", lambda sent: "→" if sent.sender is INITIATOR else "←"),
    Column("type", TEXT, "name", label),
    Column("Ns", NUMBER, "Ns", lambda sent: sent.message.ns),
    Column("Nr", NUMBER, "Nr", lambda sent: sent.message.nr),
    Column("again", NUMBER, "frame that it repeats", _repeats),
    Column("acked", NUMBER, "frame", lambda sent: sent.acknowledged_by.ref.frame if sent.acknowledged_by else None),
    Column("says", TEXT, "in one line", lambda sent: describe(sent.message)),
)
FINDINGS = (
    Column("no", NUMBER, "index", lambda row: row[0]),
    Column("severity", TEXT, "severity", lambda row: row[1].severity.value),
    Column("rule", TEXT, "rule", lambda row: row[1].rule),
    Column("in", TEXT, "session or tunnel", lambda row: row[1].session or (row[1].tunnel and str(row[1].tunnel))),
    Column("frame", NUMBER, "first evidence", lambda row: row[1].evidence[0].ref.frame if row[1].evidence else None),
    Column("summary", TEXT, "what happened", lambda row: row[1].summary),
)
