"""How one side used its peer's receive window (RFC 2661 5.8), as far as the capture shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from l2tpscope.conversation.model import SECOND, Side, Transmission, Tunnel

DEFAULT_WINDOW = 4
"""RFC 2661 4.4.3: "If absent, the peer must assume a Window Size of 4"."""
# A message sent so soon after the acknowledgment that opened the window had waited for it.
AT_ONCE_NS = SECOND // 20


@dataclass(slots=True)
class WindowUse:
    """What one side did with its peer's window of `size` messages.

    blocked_ns  how long messages waited behind a full window, in all
    released    the messages that went out as soon as the window opened
    over        messages sent while the window was full
    """

    size: int
    blocked_ns: int = 0
    released: list[Transmission] = field(default_factory=list)
    over: list[Transmission] = field(default_factory=list)


def window_use(tunnel: Tunnel, side: Side) -> WindowUse | None:
    """None where the window is not known (the receiver's SCCRQ or SCCRP was not captured) or was never full."""
    if not tunnel.beginning_seen or tunnel.ends[side.other].host_name is None:
        return None
    if not _ever_full(tunnel, side):
        return None
    use = WindowUse(tunnel.ends[side.other].receive_window_size or DEFAULT_WINDOW)
    sent = acknowledged = 0
    full_since: int | None = None
    opened: tuple[int, int] | None = None
    for transmission, number in _numbered(tunnel, side):
        if transmission.sender is side.other:
            if full_since is not None and number > acknowledged:
                opened = (transmission.time_ns, transmission.time_ns - full_since)
                full_since = None
            acknowledged = max(acknowledged, number)
            continue
        if number - acknowledged >= use.size:
            use.over.append(transmission)
        elif opened is not None and transmission.time_ns - opened[0] <= AT_ONCE_NS:
            use.released.append(transmission)
            use.blocked_ns += opened[1]
        opened = None
        sent = max(sent, number + 1)
        full_since = transmission.time_ns if sent - acknowledged >= use.size else None
    return use


def _ever_full(tunnel: Tunnel, side: Side) -> bool:
    """True if a message was sent while the one a window's size before it was not acknowledged yet."""
    size = tunnel.ends[side.other].receive_window_size or DEFAULT_WINDOW
    deliveries = tunnel.deliveries[side]
    for earlier, later in zip(deliveries, deliveries[size - 1 :], strict=False):
        answer = earlier.acknowledged_by
        if answer is None or answer.time_ns > later.transmissions[0].time_ns:
            return True
    return False


def _numbered(tunnel: Tunnel, side: Side) -> Iterator[tuple[Transmission, int]]:
    """The side's new messages with their unwrapped Ns, and its peer's frames with their Nr unwrapped likewise."""
    newest = -1
    for transmission in tunnel.transmissions:
        if transmission.sender is side.other:
            nr = transmission.message.nr
            if nr is not None:
                near = newest + 1
                yield transmission, near + (nr - near + 0x8000) % 0x10000 - 0x8000
        elif transmission.is_first and transmission.delivery is not None:
            newest = max(newest, transmission.delivery.ns_unwrapped)
            yield transmission, transmission.delivery.ns_unwrapped
