"""Endings: who closed each tunnel and session, with what words, and who gave up on a silent peer."""

import re
from bisect import bisect_left

from l2tpscope.conversation.model import SECOND, SIDES, Delivery, Ending, Session, Side, Transmission, Tunnel
from l2tpscope.wire.message import Avp
from l2tpscope.wire.messages import CDN, SCCRQ, STOPCCN
from l2tpscope.wire.results import result_of

RESULT_CODE, Q931_CAUSE, DISCONNECT_CAUSE = 1, 12, 46
# A peer is given up after several transmissions: RFC 2661 5.8 recommends five retransmissions as the default, go-l2tp
# stops after three.
TRANSMISSIONS_BEFORE_GIVING_UP = 4
# So many messages of one sender, the latest, are looked through for one on which it gave up.
MOST_TRIED = 64
# A timer may fire a little early; by this part of the last interval the next retransmission was due.
DUE = 0.9
LATEST = 2.5
# Where no interval was seen, a message unacknowledged for so long was given up (contract: 31 s).
GIVE_UP_NS = 31 * SECOND
# The Error Message of xl2tpd's StopCCN once it has given up ("Goodbye!" when it closes in order).
GIVE_UP_TEXT = "Timeout"
# What a daemon that ends with calls up says, although its result code is that of an ordinary close (xl2tpd, others).
SHUTDOWN_TEXTS = re.compile(r"server closing|shut(ting)?[ -]?down|going down|restart", re.IGNORECASE)
REQUESTER_SHUTTING_DOWN = 6


def settle_endings(tunnel: Tunnel, last_ns: int) -> None:
    """Fill `end` and `gave_up` of the tunnel and `end` of its sessions; `last_ns` is where the capture ends."""
    tried = {side: _tried_in_vain(tunnel, side) for side in SIDES}
    for transmission in tunnel.transmissions:
        if transmission.message.type in (STOPCCN, CDN) and transmission.is_first and tunnel.end is None:
            _end_by(transmission, tried[transmission.sender])
    if tunnel.end is None:
        _vanish(tunnel, last_ns)
    if tunnel.end is not None:
        for session in tunnel.sessions:
            _end_with_tunnel(session, tunnel.end)


def says_shutdown(end: Ending) -> bool:
    """True if the peer closed because it is being shut down (StopCCN 6, RFC 2661 4.4.2, or so in words)."""
    if end.message == "StopCCN" and end.result_code == REQUESTER_SHUTTING_DOWN:
        return True
    return bool(end.error_message and SHUTDOWN_TEXTS.search(end.error_message))


def _end_by(transmission: Transmission, tried: list[Delivery]) -> None:
    """The first StopCCN ends its tunnel, the first CDN its session."""
    tunnel, session = transmission.tunnel, transmission.session
    if transmission.message.type == STOPCCN:
        tunnel.end = _ending(transmission, "StopCCN", tried)
        if tunnel.end.gave_up:
            tunnel.gave_up, tunnel.gave_up_ns = transmission.sender, transmission.time_ns
    elif transmission.message.type == CDN and session is not None and session.end is None:
        session.end = _ending(transmission, "CDN", tried)


def _ending(transmission: Transmission, name: str, tried: list[Delivery]) -> Ending:
    """What a StopCCN or CDN says (RFC 2661 4.4.2; RFC 3145 2)."""
    message = transmission.message
    end = Ending(transmission.sender, name, transmission.time_ns, transmission)
    avp = message.avp(RESULT_CODE)
    if avp is not None:
        result = result_of(avp, message)
        end.result_code, end.error_code = result.result, result.error
        end.error_message, end.byte_swapped = result.message_text, result.byte_swapped
    end.disconnect_cause = _disconnect_cause(message.avp(DISCONNECT_CAUSE))
    end.q931 = _q931(message.avp(Q931_CAUSE))
    end.gave_up = end.error_message == GIVE_UP_TEXT or _had_given_up(transmission, tried)
    return end


def unheeded(delivery: Delivery) -> bool:
    """True if its sender never took up an acknowledgment: none was captured, or it went on retransmitting after it."""
    answered = delivery.acknowledged_by
    return answered is None or answered.precedes(delivery.last)


def _tried_in_vain(tunnel: Tunnel, side: Side) -> list[Delivery]:
    """The messages of this side that were sent as often as a sender tries, and never taken up, by time."""
    deliveries = tunnel.deliveries[side]
    found = [d for d in deliveries if len(d.transmissions) >= TRANSMISSIONS_BEFORE_GIVING_UP and unheeded(d)]
    return sorted(found, key=_begun)


def _had_given_up(closing: Transmission, tried: list[Delivery]) -> bool:
    """True if the sender of this closing message had a message unacknowledged for as long as it cared to wait."""
    at = bisect_left(tried, closing.time_ns, key=_begun)
    return any(_is_given_up_at(closing, delivery) for delivery in tried[max(0, at - MOST_TRIED) : at])


def _is_given_up_at(closing: Transmission, delivery: Delivery) -> bool:
    sent = delivery.transmissions
    count = bisect_left(sent, closing.time_ns, key=_time)
    if delivery is closing.delivery or count < TRANSMISSIONS_BEFORE_GIVING_UP:
        return False
    answered = delivery.acknowledged_by
    gap = sent[count - 1].time_ns - sent[count - 2].time_ns
    waited = closing.time_ns - sent[count - 1].time_ns
    # Acknowledged and unheeded: only if the closing message comes when the next retransmission would have.
    return waited >= gap * DUE and (answered is None or closing.precedes(answered) or waited <= LATEST * gap + SECOND)


def _begun(delivery: Delivery) -> int:
    return delivery.first.time_ns


def _time(transmission: Transmission) -> int:
    return transmission.time_ns


def _vanish(tunnel: Tunnel, last_ns: int) -> None:
    """No StopCCN: the tunnel just died if a side went on until it must have given up, and sent nothing after that."""
    for side in SIDES:
        last_sent_ns = _last_sent_ns(tunnel, side)
        for delivery in tunnel.deliveries[side]:
            limit = _limit(delivery)
            if limit is not None and last_sent_ns < limit <= last_ns:
                tunnel.gave_up, tunnel.gave_up_ns = side, limit
                tunnel.end = Ending(side, None, limit, gave_up=True)
                return


def _limit(delivery: Delivery) -> int | None:
    """When the sender of an unheeded message has given up at the latest; None where it need not have."""
    if not unheeded(delivery):
        return None
    times = [t.time_ns for t in delivery.transmissions]
    if len(times) >= TRANSMISSIONS_BEFORE_GIVING_UP:
        return times[-1] + max(2 * (times[-1] - times[-2]), 2 * SECOND) + SECOND
    if delivery.type == SCCRQ and delivery.acknowledged_by is None:
        return times[-1] + GIVE_UP_NS
    return None


def _last_sent_ns(tunnel: Tunnel, side: Side) -> int:
    control = max((t.time_ns for t in tunnel.transmissions if t.sender is side), default=0)
    data = (session.sent[side].last_ns or 0 for session in tunnel.talking)
    return max(control, *data, 0)


def _end_with_tunnel(session: Session, end: Ending) -> None:
    """A tunnel takes its sessions with it (RFC 2661 5.7); a call asked for after that dies with its last message."""
    if session.end is not None:
        return
    if (session.opened_ns or 0) <= end.time_ns:
        session.end = end
    else:
        last = max((t.time_ns for t in session.transmissions), default=end.time_ns)
        session.end = Ending(session.requester, None, last, gave_up=True)


def _disconnect_cause(avp: Avp | None) -> tuple[int, int, int, str] | None:
    if avp is None or len(avp.value) < 5:  # noqa: PLR2004 - code, protocol, direction (RFC 3145 2.1)
        return None
    value = avp.value
    text = value[5:].decode("utf-8", "replace")
    return int.from_bytes(value[:2]), int.from_bytes(value[2:4]), value[4], text


def _q931(avp: Avp | None) -> tuple[int, int, str] | None:
    if avp is None or len(avp.value) < 3:  # noqa: PLR2004 - cause code, message (RFC 2661 4.4.2)
        return None
    return int.from_bytes(avp.value[:2]), avp.value[2], avp.value[3:].decode("utf-8", "replace")
