"""Restarts: tunnels of the same name are told apart, and it is noted which took the place of one that nobody closed."""

from l2tpscope.conversation.model import SIDES, Ending, Tunnel


def name_tunnels(tunnels: list[Tunnel]) -> None:
    """A further tunnel of the same name gets `#2`, and the tunnel it replaced knows of it."""
    seen: dict[str, int] = {}
    for tunnel in tunnels:
        name = tunnel.name
        seen[name] = seen.get(name, 0) + 1
        tunnel.reuse = seen[name]
    _find_restarts(tunnels)


def _find_restarts(tunnels: list[Tunnel]) -> None:
    """A peer that opens a new tunnel and is never again heard in the old one, which nobody closed, was restarted."""
    latest: dict[tuple[str, str], list[Tunnel]] = {}
    for tunnel in tunnels:
        if not tunnel.initiator.addresses or not tunnel.transmissions:
            continue
        pair = (tunnel.initiator.addresses[0].address, tunnel.transmissions[0].datagram.destination)
        for old in latest.get(pair, [])[-8:] if tunnel.beginning_seen else []:
            if _silent_from(old, tunnel.first_ns):
                old.restarted_as = old.restarted_as or tunnel
            _end_forgotten(old, tunnel)
        latest.setdefault(pair, []).append(tunnel)


def _silent_from(old: Tunnel, time_ns: int) -> bool:
    """True if one side of `old`, closed by nobody before, sent nothing more from this time on."""
    if old.end is not None and old.end.time_ns <= time_ns and not old.end.gave_up:
        return False
    return any(end.last_seen_ns is not None and end.last_seen_ns <= time_ns for end in old.ends.values())


def _end_forgotten(old: Tunnel, new: Tunnel) -> None:
    """A side that assigns to `new` the Tunnel ID that it has in `old` has forgotten `old`, with the calls in it."""
    if old.end is not None or all(session.end is not None for session in old.sessions):
        return
    for side in SIDES:
        one, other = old.ends[side], new.ends[side]
        if one.tunnel_id is None or (one.last_seen_ns or 0) > new.first_ns:
            continue
        if (one.tunnel_id, one.addresses[:1]) == (other.tunnel_id, other.addresses[:1]):
            old.restarted_as = new
            old.end = Ending(side, None, new.first_ns)
            for session in old.sessions:
                session.end = session.end or old.end
            return
