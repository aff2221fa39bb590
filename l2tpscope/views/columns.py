"""The columns of the four tables; their names and kinds are promised to scripts."""

from collections.abc import Callable
from typing import Any

from l2tpscope.conversation.addresses import address_of, dns_of
from l2tpscope.conversation.callers import client_of
from l2tpscope.conversation.model import Ending, Session, Side, Transmission, Tunnel
from l2tpscope.rules.finding import Finding
from l2tpscope.views.describe import describe, label
from l2tpscope.views.ends import known_as
from l2tpscope.views.subscriber import exchange_of, user_of
from l2tpscope.views.table import Column, Kind, Value

NUMBER, MEASURE, TEXT, INSTANT, FLAG = Kind.NUMBER, Kind.MEASURE, Kind.TEXT, Kind.INSTANT, Kind.FLAG
INITIATOR, RECIPIENT = Side.INITIATOR, Side.RECIPIENT
SECOND = 1_000_000_000


def _seconds(ns: int | None) -> float | None:
    return None if ns is None else ns / SECOND


def _ending(of: Callable[[Any], Ending | None]) -> tuple[Column, ...]:
    """The columns about an end, of a tunnel or a session."""

    def part(take: Callable[[Ending], Value]) -> Callable[[Any], Value]:
        def value(item: Any) -> Value:  # noqa: ANN401 - a row of either table
            end = of(item)
            return None if end is None else take(end)

        return value

    return (
        Column("ended_at", INSTANT, "when it ended", part(lambda end: end.time_ns)),
        Column("end_from", TEXT, "the side that ended it", part(lambda end: end.sender.value if end.sender else None)),
        Column("end_message", TEXT, "StopCCN or CDN; none where it just died", part(lambda end: end.message)),
        Column("end_result_code", NUMBER, "result code (RFC 2661 4.4.2)", part(lambda end: end.result_code)),
        Column("end_error_code", NUMBER, "error code", part(lambda end: end.error_code)),
        Column("end_error_message", TEXT, "error message as sent", part(lambda end: end.error_message)),
        Column("gave_up", FLAG, "the sender had given up on its peer", part(lambda end: end.gave_up)),
    )


def _end_columns(side: Side) -> tuple[Column, ...]:
    """The columns about one end of a tunnel."""
    name = side.value
    return (
        Column(f"{name}_address", TEXT, f"address of the {name}", lambda row: known_as(row.tunnel, side)),
        Column(f"{name}_port", NUMBER, "its port", lambda row: _port(row.tunnel, side)),
        Column(f"{name}_tunnel_id", NUMBER, "the tunnel ID it assigned", lambda row: row.tunnel.ends[side].tunnel_id),
        Column(f"{name}_role", TEXT, "LAC or LNS", lambda row: row.tunnel.ends[side].role),
        Column(f"{name}_host_name", TEXT, "its Host Name", lambda row: row.tunnel.ends[side].host_name),
        Column(f"{name}_vendor_name", TEXT, "its Vendor Name", lambda row: row.tunnel.ends[side].vendor_name),
        Column(f"{name}_implementation", TEXT, "best guess", lambda row: row.tunnel.ends[side].implementation),
    )


def _port(tunnel: Tunnel, side: Side) -> int | None:
    addresses = tunnel.ends[side].addresses
    return addresses[0].port if addresses else None


TUNNELS = (
    Column("index", NUMBER, "1-based, by first frame", lambda row: row.tunnel.index),
    Column("name", TEXT, "ADDRESS:ID of the initiator", lambda row: row.tunnel.name),
    Column("version", NUMBER, "1 L2F, 2, 3", lambda row: row.tunnel.version),
    Column("transport", TEXT, "udp or ip", lambda row: row.tunnel.transport),
    Column("encrypted", FLAG, "carried in ESP", lambda row: row.tunnel.encrypted),
    *_end_columns(INITIATOR),
    *_end_columns(RECIPIENT),
    Column("state", TEXT, "of both sides together", lambda row: row.tunnel.state),
    Column("beginning_seen", FLAG, "its set-up is in the capture", lambda row: row.tunnel.beginning_seen),
    Column("opened_at", INSTANT, "SCCRQ", lambda row: row.tunnel.opened_ns),
    Column("established_at", INSTANT, "SCCCN", lambda row: row.tunnel.established_ns),
    *_ending(lambda row: row.tunnel.end),
    Column("sessions", NUMBER, "sessions in it", lambda row: len(row.tunnel.sessions)),
    Column("messages", NUMBER, "distinct control messages, ZLB apart", lambda row: row.counts.messages),
    Column("transmissions", NUMBER, "messages and retransmissions", lambda row: row.counts.transmissions),
    Column("retransmissions", NUMBER, "sent again", lambda row: row.counts.retransmissions),
    Column("duplicates", NUMBER, "captured again", lambda row: row.counts.duplicates),
    Column("zlb", NUMBER, "acknowledgments without a message", lambda row: row.counts.zlb),
    Column("unacknowledged", NUMBER, "never acknowledged", lambda row: row.counts.unacknowledged),
    Column("out_of_order", NUMBER, "after a later one", lambda row: row.counts.out_of_order),
    Column("not_captured", NUMBER, "sent, not captured", lambda row: row.counts.not_captured),
    Column("rtt_min", MEASURE, "seconds", lambda row: _seconds(row.counts.round_trips.least_ns)),
    Column("rtt_median", MEASURE, "seconds", lambda row: _seconds(row.counts.round_trips.median_ns)),
    Column("rtt_max", MEASURE, "seconds", lambda row: _seconds(row.counts.round_trips.most_ns)),
    Column("failed_calls", NUMBER, "failed attempts in it", lambda row: row.failed),
    Column("root_cause", TEXT, "rule of the first failed attempt's cause", lambda row: row.cause),
    Column("capture", NUMBER, "0-based, of its first control frame", lambda row: _first_ref(row.tunnel, 0)),
    Column("frame", NUMBER, "1-based, its first control frame", lambda row: _first_ref(row.tunnel, 1)),
)


def _first_ref(tunnel: Tunnel, part: int) -> int | None:
    return tunnel.transmissions[0].ref[part] if tunnel.transmissions else None


def _data_columns(side: Side) -> tuple[Column, ...]:
    """The columns about data that one side sent in a session."""
    name = side.value
    return (
        Column(f"{name}_packets", NUMBER, "data messages it sent", lambda row: row.session.sent[side].packets),
        Column(f"{name}_octets", NUMBER, "L2TP payload it sent", lambda row: row.session.sent[side].octets),
        Column(f"{name}_missing", NUMBER, "gaps in its Ns", lambda row: row.session.sent[side].missing),
        Column(f"{name}_reordered", NUMBER, "out of order by Ns", lambda row: row.session.sent[side].reordered),
        Column(f"{name}_duplicated", NUMBER, "twice by Ns", lambda row: row.session.sent[side].duplicated),
    )


def _of_exchange(name: str) -> Callable[[Any], Value]:
    def value(row: Any) -> Value:  # noqa: ANN401 - a SessionRow
        found: Value = getattr(exchange_of(row.session), name, None)
        return found

    return value


def _terminator(session: Session) -> str | None:
    end = session.link.termination if session.link is not None else None
    return end.sender.value if end is not None else None


def _termination_reason(session: Session) -> str | None:
    end = session.link.termination if session.link is not None else None
    return (end.reason or None) if end is not None else None


PPP = (
    Column("user", TEXT, "the name that the client gave last", lambda row: user_of(row.session)),
    Column("authentication", TEXT, "by which it proved that: PAP, CHAP-MD5, MS-CHAPv2, ...", _of_exchange("protocol")),
    Column("authentication_result", TEXT, "success, failure, unanswered, refused", _of_exchange("result")),
    Column("authentication_code", NUMBER, "E= of an MS-CHAP Failure", _of_exchange("code")),
    Column("address", TEXT, "of the client, by IPCP", lambda row: address_of(row.session.link, client_of(row.session))),
    Column(
        "peer_address",
        TEXT,
        "of the other side",
        lambda row: address_of(row.session.link, client_of(row.session).other),
    ),
    Column(
        "dns",
        TEXT,
        "name servers given to the client",
        lambda row: " ".join(dns_of(row.session.link, client_of(row.session))) or None,
    ),
    Column("terminated_by", TEXT, "sender of the first LCP Terminate-Request", lambda row: _terminator(row.session)),
    Column("termination_reason", TEXT, "what it gave as the reason", lambda row: _termination_reason(row.session)),
)
SESSIONS = (
    Column("index", TEXT, '"2.1": the first session of tunnel 2', lambda row: row.session.index),
    Column("tunnel", NUMBER, "index of the tunnel", lambda row: row.session.tunnel.index),
    Column("tunnel_name", TEXT, "name of the tunnel", lambda row: row.session.tunnel.name),
    Column(
        "initiator_session_id", NUMBER, "assigned by the tunnel's initiator", lambda row: row.session.ids[INITIATOR]
    ),
    Column("recipient_session_id", NUMBER, "assigned by its recipient", lambda row: row.session.ids[RECIPIENT]),
    Column("call", TEXT, "incoming or outgoing", lambda row: row.session.call),
    Column("requester", TEXT, "the side that asked", lambda row: row.session.requester and row.session.requester.value),
    Column("call_serial_number", NUMBER, "as sent", lambda row: row.session.serial),
    Column("state", TEXT, "of both sides together", lambda row: row.session.state),
    Column("beginning_seen", FLAG, "its set-up is in the capture", lambda row: row.session.beginning_seen),
    Column("phase", TEXT, "the furthest PPP phase that completed", lambda row: row.session.phase),
    *PPP,
    Column("opened_at", INSTANT, "ICRQ or OCRQ", lambda row: row.session.opened_ns),
    Column("established_at", INSTANT, "ICCN or OCCN", lambda row: row.session.established_ns),
    *_ending(lambda row: row.session.end),
    *_data_columns(INITIATOR),
    *_data_columns(RECIPIENT),
    Column("failed", FLAG, "its call failed", lambda row: row.failed),
    Column("root_cause", TEXT, "rule of the cause", lambda row: row.cause),
)


def _frame(other: Transmission | None) -> int | None:
    return None if other is None else other.ref.frame


def _answered_after(sent: Transmission) -> float | None:
    return None if sent.acknowledged_by is None else (sent.acknowledged_by.time_ns - sent.time_ns) / SECOND


MESSAGES = (
    Column("capture", NUMBER, "0-based", lambda sent: sent.ref.capture),
    Column("frame", NUMBER, "1-based, as in Wireshark", lambda sent: sent.ref.frame),
    Column("time", INSTANT, "when it was captured", lambda sent: sent.time_ns),
    Column("tunnel", NUMBER, "index of the tunnel", lambda sent: sent.tunnel.index),
    Column("session", TEXT, "index of the session", lambda sent: sent.session.index if sent.session else None),
    Column("from", TEXT, "initiator or recipient", lambda sent: sent.sender.value),
    Column("type", TEXT, "message name, ZLB, or type N", label),
    Column("ns", NUMBER, "Ns", lambda sent: sent.message.ns),
    Column("nr", NUMBER, "Nr", lambda sent: sent.message.nr),
    Column("tunnel_id", NUMBER, "of the header", lambda sent: sent.message.tunnel_id),
    Column("session_id", NUMBER, "of the header", lambda sent: sent.message.session_id),
    Column("retransmission_of", NUMBER, "frame of the first transmission", lambda sent: _frame(sent.retransmission_of)),
    Column("duplicate_of", NUMBER, "frame that this is a copy of", lambda sent: _frame(sent.duplicate_of)),
    Column("acknowledged_by", NUMBER, "frame of the acknowledgment", lambda sent: _frame(sent.acknowledged_by)),
    Column("acknowledged_after", MEASURE, "seconds", _answered_after),
    Column("source", TEXT, "address", lambda sent: sent.datagram.source),
    Column("source_port", NUMBER, "port", lambda sent: sent.datagram.source_port),
    Column("destination", TEXT, "address", lambda sent: sent.datagram.destination),
    Column("destination_port", NUMBER, "port", lambda sent: sent.datagram.destination_port),
    Column("defects", NUMBER, "octets that break the format", lambda sent: len(sent.message.defects)),
    Column("irregularities", NUMBER, "legal octets at an illegal moment", lambda sent: len(sent.irregularities)),
    Column("text", TEXT, "what it says, in one line", lambda sent: describe(sent.message)),
)


def _first(finding: Finding, part: int) -> int | None:
    return finding.evidence[0].ref[part] if finding.evidence else None


FINDINGS = (
    Column("index", NUMBER, "1-based, worst first", lambda row: row[0]),
    Column("severity", TEXT, "fatal, drop, degraded, posture, info", lambda row: row[1].severity.value),
    Column("rule", TEXT, "name of the rule", lambda row: row[1].rule),
    Column("confidence", TEXT, "stated, deduced, likely, possible", lambda row: row[1].confidence.value),
    Column("root_cause", FLAG, "some failed attempt names it", lambda row: row[1].root_cause),
    Column("attempts", NUMBER, "attempts that it concerns", lambda row: len(row[1].attempts)),
    Column("tunnel", NUMBER, "index of the tunnel", lambda row: row[1].tunnel),
    Column("session", TEXT, "index of the session", lambda row: row[1].session),
    Column("occurrences", NUMBER, "how often", lambda row: row[1].occurrences),
    Column("capture", NUMBER, "0-based, of the first evidence", lambda row: _first(row[1], 0)),
    Column("frame", NUMBER, "1-based, of the first evidence", lambda row: _first(row[1], 1)),
    Column(
        "frames", TEXT, "all frames of evidence", lambda row: " ".join(str(one.ref.frame) for one in row[1].evidence)
    ),
    Column("summary", TEXT, "what happened", lambda row: row[1].summary),
    Column("cause", TEXT, "the most likely reason", lambda row: row[1].cause),
    Column("remedy", TEXT, "what to do", lambda row: row[1].remedy),
    Column("reference", TEXT, "RFC and section", lambda row: row[1].reference),
)
