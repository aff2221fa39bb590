"""The rule data-unknown-session."""

from collections.abc import Iterator

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import SECOND, Conversation, Tunnel
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.scan.flow import FlowRow

# What was under way when a session ended may still arrive (RFC 2661 5.6 clears it at once, the network does not).
TRAIL_NS = 2 * SECOND
# pppd sends its last Terminate-Requests 3 s apart, also after the tunnel has gone.
FAREWELL_PACKETS, FAREWELL_NS = 4, 10 * SECOND


def data_unknown_session(conversation: Conversation) -> Iterator[Finding]:
    """Data messages go on for a session that has ended or never was.

    What it means:
    One side keeps sending into a session that was cleared, or with IDs that nobody assigned: it did not notice the end
    (half-open, after a restart or a lost CDN), or its IDs are wrong. The receiver throws the data away.
    What to do:
    Clear the tunnel on the sending side, and switch HELLO on there so that it notices by itself next time.
    Harmless when:
    It lasts no longer than two seconds after the end, or is only the last PPP Terminate-Request.
    Look-alikes:
    - tun-stale-id: control messages, too, go to a tunnel that the receiver does not know
    - a capture that begins after the set-up: then the session is not unknown, its set-up is
    Reference: RFC 2661 5.6, 5.7
    """
    for tunnel in conversation.tunnels:
        unknown = [*tunnel.orphans, *_after_the_end(tunnel)]
        ends = _ends(tunnel) if unknown else {}
        senders = {row.key.source for row in tunnel.orphans}
        if tunnel.end is None and not ends and senders >= {row.key.destination for row in tunnel.orphans}:
            continue  # its set-up was lost, as _lingers says of each row: most of a large capture, at one glance
        rows = [row for row in unknown if _lingers(tunnel, row, ends, senders)]
        yield from [_finding(tunnel, rows)] if rows else []


def _after_the_end(tunnel: Tunnel) -> Iterator[FlowRow]:
    """Flows that began only after their session had ended."""
    for session in tunnel.talking:
        rows = [row for count in session.sent.values() for row in count.rows]
        yield from (row for row in rows if session.end is not None and row.first_ns > session.end.time_ns)


def _ends(tunnel: Tunnel) -> dict[int, int]:
    """When the first session of each ID ended."""
    ends: dict[int, int] = {}
    for number, end in ((number, s.end) for s in tunnel.sessions if s.end is not None for number in s.ids.values()):
        if number is not None and end is not None:
            ends[number] = min(ends.get(number, end.time_ns), end.time_ns)
    return ends


def _lingers(tunnel: Tunnel, row: FlowRow, ends: dict[int, int], senders: set[str]) -> bool:
    """Longer than what was under way since the end of its session or tunnel, else since its first packet."""
    times = ([tunnel.end.time_ns] if tunnel.end is not None else []) + [ends.get(row.key.session_id, row.last_ns)]
    ended = min((time for time in times if time < row.last_ns), default=None)
    if ended is None and (not tunnel.beginning_seen or row.key.destination in senders):  # its set-up was lost
        return False
    lasted = row.last_ns - (row.first_ns if ended is None else ended)
    return lasted > TRAIL_NS and not (row.ppp == row.packets <= FAREWELL_PACKETS and lasted <= FAREWELL_NS)


def _finding(tunnel: Tunnel, rows: list[FlowRow]) -> Finding:
    packets = sum(row.packets for row in rows)
    sessions = ", ".join(sorted({str(row.key.session_id) for row in rows})[:4])
    senders = ", ".join(sorted({row.key.source for row in rows})[:4])
    return finding(
        data_unknown_session,
        Severity.DEGRADED,
        Confidence.DEDUCED,
        f"{packets} data messages from {senders} for Session ID {sessions}, which is not (any longer) a session",
        [Evidence(FrameRef(row.capture, row.first_frame), "data for no known session") for row in rows[:4]],
        tunnel=tunnel,
        occurrences=packets,
    )
