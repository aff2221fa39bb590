"""Calls: which session of its tunnel each control message belongs to (RFC 2661 5.2, 5.3), IDs reused or hidden too."""

from bisect import bisect_right, insort

from l2tpscope.conversation.model import SIDES, Session, Side, Transmission, Tunnel
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.messages import CDN, ICCN, ICRP, ICRQ, OCCN, OCRP, OCRQ, SLI, WEN

ASSIGNED_SESSION_ID, CALL_SERIAL_NUMBER = 14, 15
REQUESTS = {ICRQ: "incoming", OCRQ: "outgoing"}
REPLIES = {ICRP: "incoming", OCRP: "outgoing"}
_CALL_OF = {ICRQ: "incoming", ICRP: "incoming", ICCN: "incoming", OCRQ: "outgoing", OCRP: "outgoing", OCCN: "outgoing"}
OF_A_CALL = frozenset({ICRQ, ICRP, ICCN, OCRQ, OCRP, OCCN, CDN, WEN, SLI})


class Calls:
    """The sessions of one tunnel, looked up by the ID that a side assigned: the latest to have it."""

    def __init__(self, tunnel: Tunnel) -> None:
        self.tunnel = tunnel
        self._by_id: dict[tuple[Side, int], list[Session]] = {}
        self._closed: set[Session] = set()

    def settle(self) -> None:
        """Give every control message of the tunnel its session; fills `tunnel.sessions`."""
        if self.tunnel.version != 2:  # noqa: PLR2004 - the calls of L2TPv2
            return
        for transmission in self.tunnel.transmissions:
            if transmission.message.type not in OF_A_CALL:
                continue
            original = transmission.retransmission_of or transmission.duplicate_of
            session = original.session if original is not None else self._session_of(transmission)
            if session is not None:
                transmission.session = session
                session.transmissions.append(transmission)
                if transmission.message.type == CDN:
                    self._closed.add(session)

    def at(self, owner: Side, session_id: int, time_ns: int) -> Session | None:
        """The session to which `owner` had given this ID at that time (the first to have it, if that came later)."""
        known = self._by_id.get((owner, session_id))
        if not known:
            return None
        return known[max(0, bisect_right(known, time_ns, key=_opened) - 1)]

    def add(self, owner: Side, session_id: int, session: Session) -> None:
        """Note that `owner` has given this ID to this session."""
        session.ids[owner] = session_id
        insort(self._by_id.setdefault((owner, session_id), []), session, key=_opened)

    def new(self, time_ns: int) -> Session:
        """A further session of the tunnel."""
        session = Session(self.tunnel, len(self.tunnel.sessions) + 1, opened_ns=time_ns)
        self.tunnel.sessions.append(session)
        return session

    def _session_of(self, transmission: Transmission) -> Session:
        message, sender = transmission.message, transmission.sender
        own = assigned_session_id(message)
        if message.type in REQUESTS:
            session = self.new(transmission.time_ns)
            session.requester, session.call = sender, REQUESTS[message.type]
            session.serial = _serial(message)
        else:
            session = self._known(transmission, own) or self._unseen(transmission)
        if own is not None and session.ids[sender] is None:
            self.add(sender, own, session)
        if message.session_id and session.ids[sender.other] is None:
            self.add(sender.other, message.session_id, session)
        return session

    def _known(self, transmission: Transmission, own: int | None) -> Session | None:
        message, sender = transmission.message, transmission.sender
        if message.session_id:
            known = self._by_id.get((sender.other, message.session_id))
            if known is not None and _fits(known[-1], sender, own, message):
                return known[-1]
        if own is not None:
            known = self._by_id.get((sender, own))
            if known is not None and _fits(known[-1], sender, own, message):
                return known[-1]
        return self._awaiting(sender, message)

    def _awaiting(self, sender: Side, message: ControlMessage) -> Session | None:
        """A call whose ID was hidden, cut off or not captured: the oldest that waits for just this message."""
        for session in self.tunnel.sessions[-64:]:
            expected = session.requester is (sender.other if message.type in REPLIES else session.requester)
            unknown = session.ids[sender.other] is None or not message.session_id
            unanswered = message.type not in REPLIES or session.ids[sender] is None
            kind = _CALL_OF.get(message.type or 0)
            same_call = kind is None or session.call in (None, kind)
            if expected and unknown and unanswered and same_call and session not in self._closed:
                return session
        return None

    def _unseen(self, transmission: Transmission) -> Session:
        """A session whose request was not captured."""
        session = self.new(transmission.time_ns)
        session.beginning_seen = False
        session.call = _CALL_OF.get(transmission.message.type or 0)
        if transmission.message.type in REPLIES:
            session.requester = transmission.sender.other
        elif transmission.message.type == ICCN:
            session.requester = transmission.sender
        elif transmission.message.type == OCCN:
            session.requester = transmission.sender.other
        else:
            session.states = dict.fromkeys(SIDES, "established")
        return session


def assigned_session_id(message: ControlMessage) -> int | None:
    """The Session ID that the sender assigns (AVP 14, RFC 2661 4.4.4); None where absent, hidden or malformed."""
    avp = message.avp(ASSIGNED_SESSION_ID)
    return int.from_bytes(avp.value) or None if avp is not None and len(avp.value) == 2 else None  # noqa: PLR2004


def _serial(message: ControlMessage) -> int | None:
    avp = message.avp(CALL_SERIAL_NUMBER)
    return int.from_bytes(avp.value) if avp is not None and len(avp.value) in (2, 4) else None


def _opened(session: Session) -> int:
    return session.opened_ns or 0


def _fits(session: Session, sender: Side, own: int | None, message: ControlMessage) -> bool:
    """False where the message names another ID than the session has: then its ID was reused unseen."""
    if own is not None and session.ids[sender] not in (None, own):
        return message.type == CDN
    return not (message.session_id and session.ids[sender.other] not in (None, message.session_id))
