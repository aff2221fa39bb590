"""Wireshark display filters: exactly the frames of evidence, or all of one tunnel."""

from collections.abc import Iterable

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Tunnel


def frames_filter(refs: Iterable[FrameRef]) -> str:
    """A filter for these frames of one capture and for no others."""
    return f"frame.number in {{{', '.join(map(str, sorted({ref.frame for ref in refs})))}}}"


def frame_filters(refs: Iterable[FrameRef]) -> tuple[tuple[int, str], ...]:
    """(index of the capture, filter for its frames among these): numbers count within their own file."""
    by_capture: dict[int, list[FrameRef]] = {}
    for ref in sorted(set(refs)):
        by_capture.setdefault(ref.capture, []).append(ref)
    return tuple((capture, frames_filter(own)) for capture, own in by_capture.items())


def tunnel_filter(tunnel: Tunnel) -> str:
    """A filter for a tunnel both ways; SCCRQ carries ID 0, so the assigned ID is looked for too."""
    addresses = [end.addresses[0].address for end in tunnel.ends.values() if end.addresses]
    ids = ", ".join(str(end.tunnel_id) for end in tunnel.ends.values() if end.tunnel_id is not None)
    parts = [f"{'ipv6' if ':' in address else 'ip'}.addr=={address}" for address in addresses]
    if ids:
        parts.append(f"(l2tp.tunnel in {{{ids}}} || l2tp.avp.assigned_tunnel_id in {{{ids}}})")
    return " && ".join(parts)
