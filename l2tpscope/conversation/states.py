"""State machines of both sides (RFC 2661 7.2.1, 7.4, 7.5), read from what each side sends and acknowledges."""

from l2tpscope.conversation.model import Session, Side, StateChange, Transmission, Tunnel
from l2tpscope.wire.messages import (
    HELLO,
    ICCN,
    ICRP,
    ICRQ,
    OCCN,
    OCRP,
    OCRQ,
    SCCCN,
    SCCRP,
    SCCRQ,
    SLI,
    WEN,
    message_name,
)

# A bystander sees what a side sends; that it also received what it answers follows from the answer. So the tables are
# those of the RFC, keyed by the state of the sender and the message that it sends.
TUNNEL_STEPS: dict[tuple[str, int], str] = {
    ("idle", SCCRQ): "wait-ctl-reply",  # 7.2.1: local open request
    ("idle", SCCRP): "wait-ctl-conn",  # 7.2.1: receive SCCRQ, acceptable
    ("wait-ctl-reply", SCCRP): "wait-ctl-conn",  # 7.2.1: receive SCCRQ, lose the tie-breaker
    ("wait-ctl-reply", SCCCN): "established",  # 7.2.1: receive SCCRP, acceptable
}
# The state that the receiver reaches with what it acknowledges.
TUNNEL_ARRIVALS: dict[tuple[str, int], str] = {
    ("wait-ctl-conn", SCCCN): "established",  # 7.2.1: receive SCCCN, acceptable
}
SESSION_STEPS: dict[tuple[str, int], str] = {
    ("idle", ICRQ): "wait-reply",  # 7.4.1 LAC incoming call
    ("wait-reply", ICCN): "established",  # 7.4.1
    ("idle", ICRP): "wait-connect",  # 7.4.2 LNS incoming call
    ("idle", OCRQ): "wait-reply",  # 7.5.1 LNS outgoing call
    ("idle", OCRP): "wait-connect",  # 7.5.2 LAC outgoing call: wait-cs-answer
    ("wait-connect", OCCN): "established",  # 7.5.2
    ("established", WEN): "established",  # 6.12
    ("established", SLI): "established",  # 6.14
}
SESSION_ARRIVALS: dict[tuple[str, int], str] = {
    ("wait-connect", ICCN): "established",  # 7.4.2
    ("wait-reply", OCRP): "wait-connect",  # 7.5.1
    ("wait-connect", OCCN): "established",  # 7.5.1
}
_MOVES_RECEIVER = {type_ for _, type_ in (*TUNNEL_ARRIVALS, *SESSION_ARRIVALS)}
_TUNNEL_MESSAGES = {SCCRQ, SCCRP, SCCCN}
_CALL_MESSAGES = {ICRQ, ICRP, ICCN, OCRQ, OCRP, OCCN, WEN, SLI}


def settle_states(tunnel: Tunnel) -> None:
    """Walk the tunnel's messages in capture order and move the state of both sides; note what comes out of turn."""
    if not tunnel.beginning_seen:
        _assume_established(tunnel)
    arriving: dict[Transmission, list[Transmission]] = {}  # what arrived, by the frame that acknowledges it
    for transmission in tunnel.transmissions:
        if transmission in arriving:
            for sent in arriving.pop(transmission):
                _arrive(tunnel, sent, transmission)
        type_ = transmission.message.type
        if type_ is None or not transmission.is_first:
            continue
        _step(tunnel, transmission, type_)
        delivery = transmission.delivery
        if type_ in _MOVES_RECEIVER and delivery is not None and delivery.acknowledged_by is not None:
            arriving.setdefault(delivery.acknowledged_by, []).append(transmission)


def _step(tunnel: Tunnel, transmission: Transmission, type_: int) -> None:
    """Move the sender's state by the message that it sends."""
    if type_ in _CALL_MESSAGES:
        _step_session(tunnel, transmission, type_)
    elif type_ in _TUNNEL_MESSAGES:
        _step_tunnel(tunnel, transmission, type_)
    elif type_ == HELLO and tunnel.ends[transmission.sender].state == "wait-ctl-reply":
        _irregular(transmission, "the control connection is not established", "RFC 2661 5.5")


def _assume_established(tunnel: Tunnel) -> None:
    """The set-up came before the capture, unless what was captured is the set-up's end."""
    types = {t.message.type for t in tunnel.transmissions}
    if types & {SCCRP, SCCCN}:
        tunnel.initiator.state = "wait-ctl-reply"
        tunnel.recipient.state = "idle" if SCCRP in types else "wait-ctl-conn"
        return
    for end in tunnel.ends.values():
        end.state = "established"


def _arrive(tunnel: Tunnel, sent: Transmission, by: Transmission) -> None:
    receiver, type_ = sent.sender.other, sent.message.type
    assert type_ is not None  # noqa: S101 - only messages with a type wait
    end = tunnel.ends[receiver]
    new = TUNNEL_ARRIVALS.get((end.state, type_))
    if new is not None:
        _set_tunnel(tunnel, receiver, new, by)
    session = sent.session
    if session is None:
        return
    new = SESSION_ARRIVALS.get((session.states[receiver], type_))
    if new is not None:
        _set_session(session, receiver, new, by)


def _step_tunnel(tunnel: Tunnel, transmission: Transmission, type_: int) -> None:
    end = tunnel.ends[transmission.sender]
    new = TUNNEL_STEPS.get((end.state, type_))
    if new is None:
        _irregular(transmission, f"its sender is in state {end.state}", "RFC 2661 7.2.1")
    else:
        _set_tunnel(tunnel, transmission.sender, new, transmission)
    if type_ == SCCCN and tunnel.established_ns is None:
        tunnel.established_ns = transmission.time_ns


def _step_session(tunnel: Tunnel, transmission: Transmission, type_: int) -> None:
    session, sender = transmission.session, transmission.sender
    if type_ in (ICRQ, OCRQ) and tunnel.ends[sender].state not in ("established", "wait-ctl-conn"):
        _irregular(transmission, "the control connection is not established", "RFC 2661 7.3")
    if session is None:
        return
    # WEN and SLI may overtake the acknowledgment that shows their sender established.
    if type_ in (WEN, SLI) and session.states[sender] == "wait-connect":
        _set_session(session, sender, "established", transmission)
    new = SESSION_STEPS.get((session.states[sender], type_))
    if new is None:
        section = "7.4" if type_ in (ICRQ, ICRP, ICCN) else "7.5"
        _irregular(transmission, f"its sender is in state {session.states[sender]}", f"RFC 2661 {section}")
    else:
        _set_session(session, sender, new, transmission)
    if type_ in (ICCN, OCCN) and session.established_ns is None:
        session.established_ns = transmission.time_ns


def _set_tunnel(tunnel: Tunnel, side: Side, new: str, at: Transmission) -> None:
    end = tunnel.ends[side]
    tunnel.changes.append(StateChange(at, side, None, end.state, new))
    end.state = new


def _set_session(session: Session, side: Side, new: str, at: Transmission) -> None:
    old = session.states[side]
    if old != new:
        session.tunnel.changes.append(StateChange(at, side, session, old, new))
    session.states[side] = new


def _irregular(transmission: Transmission, why: str, rfc: str) -> None:
    message = transmission.message
    name = message_name(message.type, message.version) if message.type is not None else "ZLB"
    transmission.irregularities += (f"{name} although {why} ({rfc})",)
