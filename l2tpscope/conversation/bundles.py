"""Bundles: which links are one multilink bundle, and what a link has reached through the others (RFC 1990)."""

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import SIDES, Session, Side, Tunnel
from l2tpscope.wire.ppp.numbers import LCP

MRRU, ENDPOINT_DISCRIMINATOR = 17, 19


def settle_bundles(tunnels: list[Tunnel]) -> None:
    """Fill `bundle` of every link, and the phase of a link whose network protocols run in another one of its bundle."""
    bundles: dict[tuple[str, ...], list[Session]] = {}
    for tunnel in tunnels:
        for session in tunnel.talking:
            if session.link is not None:
                session.link.bundle = _bundle(session, session.link)
                if session.link.bundle is not None:
                    bundles.setdefault(session.link.bundle, []).append(session)
    for sessions in bundles.values():
        _share(sessions)


def proved_name(link: PppLink, side: Side) -> str:
    """The name under which this side was accepted, "" where it proved none."""
    accepted = (one for one in link.exchanges if one.authenticator is side.other and one.result == "success")
    return next((one.peer_name or "" for one in accepted), "")


def _share(sessions: list[Session]) -> None:
    """NCPs are negotiated once in a bundle (RFC 1990 2): a link that is ready for them has what the others have."""
    up = [session for session in sessions if session.phase == "network"]
    for session in sessions:
        ready = session.link is not None and session.link.last_phase == "network" and session.phase != "network"
        if ready and any(_overlap(session, other) for other in up):
            session.phase = "network"


def _overlap(one: Session, other: Session) -> bool:
    """True if both were there at the same time."""
    return not _over_before(one, other) and not _over_before(other, one)


def _over_before(one: Session, other: Session) -> bool:
    return one.end is not None and one.end.time_ns < other.ppp[0].time_ns


def _bundle(session: Session, link: PppLink) -> tuple[str, ...] | None:
    """Authenticated name and Endpoint-Discriminator of each side (RFC 1990 5.1.3); None without multilink.

    The address of an end stands in for a discriminator that it does not send, so that two that have none differ.
    """
    lcp = link.negotiations.get(LCP)
    if lcp is None or any(lcp.sides[side].option(MRRU) is None for side in SIDES):
        return None
    discriminators = {side: lcp.sides[side].option(ENDPOINT_DISCRIMINATOR) for side in SIDES}
    names = {side: proved_name(link, side) for side in SIDES}
    if not any(names.values()) and not any(discriminators.values()):
        return None
    return tuple(
        part
        for side, option in discriminators.items()
        for part in (names[side], option.text if option is not None else _address(session, side))
    )


def _address(session: Session, side: Side) -> str:
    addresses = session.tunnel.ends[side].addresses
    return addresses[0].address if addresses else ""
