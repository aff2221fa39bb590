"""TUNNEL and SESSION as users write them, looked up in an analysis; light to import, for the commands do so at once."""

from typing import TYPE_CHECKING

from l2tpscope.errors import UsageError

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis
    from l2tpscope.conversation.model import Session, Tunnel

NAMED_IN_ERROR = 5


def tunnel_named(analysis: "Analysis", text: str) -> "Tunnel":
    """The tunnel with this index, name, or ADDRESS:ID of either side. Raises UsageError where none has, or several."""
    tunnels = analysis.conversation.tunnels
    found = [tunnel for tunnel in tunnels if text in (str(tunnel.index), tunnel.name)]
    found = found or [tunnel for tunnel in tunnels if text in _names(tunnel)]
    if not found:
        raise UsageError(f"no tunnel is named {text!r}. {_known(tunnels)}")
    if len(found) > 1:
        indexes = ", ".join(str(tunnel.index) for tunnel in found)
        raise UsageError(f"{text!r} names several tunnels; choose one by its number: {indexes}")
    return found[0]


def session_named(analysis: "Analysis", text: str, tunnel: "Tunnel | None" = None) -> "Session":
    """The session "1.2", or, within a tunnel already chosen, "2". Raises UsageError where there is none."""
    index = f"{tunnel.index}.{text}" if tunnel and "." not in text else text
    tunnels = [tunnel] if tunnel else analysis.conversation.tunnels
    sessions = [session for each in tunnels for session in each.sessions]
    found = next((session for session in sessions if session.index == index), None)
    if found is None:
        known = ", ".join(session.index for session in sessions[:NAMED_IN_ERROR])
        hint = f"There are {len(sessions):,}: {known}{', ...' if len(sessions) > NAMED_IN_ERROR else ''}"
        raise UsageError(f"no session is named {text!r}. {hint if sessions else 'There is none.'}")
    return found


def _names(tunnel: "Tunnel") -> set[str]:
    """ADDRESS:ID for every address from which either side sent, and with the epoch of the tunnel's own name."""
    names = set()
    for end in tunnel.ends.values():
        number = "?" if end.tunnel_id is None else str(end.tunnel_id)
        for seen in end.addresses:
            host = f"[{seen.address}]" if ":" in seen.address else seen.address
            names.add(f"{host}:{number}")
    return names


def _known(tunnels: "list[Tunnel]") -> str:
    if not tunnels:
        return "The capture holds no tunnel."
    shown = ", ".join(f"{tunnel.index} ({tunnel.name})" for tunnel in tunnels[:NAMED_IN_ERROR])
    more = f" and {len(tunnels) - NAMED_IN_ERROR:,} more" if len(tunnels) > NAMED_IN_ERROR else ""
    return f"There are: {shown}{more}."
