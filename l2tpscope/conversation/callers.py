"""Callers: which side of a session is the one that dials in by PPP."""

from l2tpscope.conversation.model import Session, Side


def client_of(session: Session) -> Side:
    """The side of the user: the LAC's, which asks for an incoming call and is asked for an outgoing one (RFC 2661 1.2).

    Where the set-up was not captured: the side that alone proves who it is, else the initiator. What is demanded tells
    nothing more, since a caller may demand a proof as well, by mistake.
    """
    if session.requester is not None and session.call is not None:
        return session.requester if session.call == "incoming" else session.requester.other
    for side, end in session.tunnel.ends.items():
        if end.role == "LAC":
            return side
    exchanges = session.link.exchanges if session.link is not None else []
    demanding = {one.authenticator for one in exchanges if one.result != "refused"}
    return demanding.pop().other if len(demanding) == 1 else Side.INITIATOR
