"""The rule ipcp-recursive-routing."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, PppFrame, Session
from l2tpscope.conversation.recursion import Recursion, recursion
from l2tpscope.rules.evidence import end_called, failed_attempts, gravity, seconds, shown
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import told
from l2tpscope.rules.rule import finding


def ipcp_recursive_routing(conversation: Conversation) -> Iterator[Finding]:
    """The address inside the call is an outer address of the tunnel: the tunnel is routed into itself.

    What it means:
    IPCP gave one side an address that carries the tunnel itself. As soon as IPCP opened, the peer's packets to the
    tunnel's end went into the call, or to itself, and nothing of it reached the network any more.
    What to do:
    Give the server an inner address of its own (xl2tpd: local ip; accel-ppp: gw-ip-address; MikroTik: local-address),
    and clients addresses from a network that holds no end of a tunnel. Else set a host route for the tunnel's end.
    Harmless when:
    The peer has a route for the outer address that goes before the call's: then both still talk, and nothing is
    reported.
    Look-alikes:
    - hello-unanswered, td-silent-death: the peer falls silent at another moment than when IPCP opens
    - routing-after-connect: the tunnel lives, only what lies behind it is not reached
    Reference: RFC 1332 3.3; RFC 2661 8.1
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            found = recursion(session)
            if found is not None:
                yield _finding(conversation, session, found)


def _finding(conversation: Conversation, session: Session, found: Recursion) -> Finding:
    tunnel, attempts = session.tunnel, failed_attempts(session.tunnel, session)
    whose = (
        "its own outer address" if found.holder is found.owner else f"the outer address of the {_role(session, found)}"
    )
    return finding(
        ipcp_recursive_routing,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(tunnel, found.holder)} has inside session {session.index} {found.address}, {whose}: after IPCP"
        f" opened, {end_called(tunnel, found.owner.other)} left {len(found.asked)} requests in"
        f" {seconds(found.lasted_ns)} unanswered",
        [*told([found.given]), *(told([f])[0] if isinstance(f, PppFrame) else shown(f) for f in found.asked[:8])],
        session=session,
        attempts=attempts,
    )


def _role(session: Session, found: Recursion) -> str:
    return session.tunnel.ends[found.owner].role or found.owner.value
