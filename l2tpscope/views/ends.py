"""What the two ends of a tunnel are called."""

from l2tpscope.conversation.model import Side, Tunnel


def known_as(tunnel: Tunnel, side: Side) -> str:
    """The address of an end; of one that never spoke, the address it was spoken to."""
    end = tunnel.ends[side]
    if end.addresses:
        return end.addresses[0].address
    spoken_to = next((t.datagram.destination for t in tunnel.transmissions if t.sender is not side), None)
    return spoken_to or "?"


def end_name(tunnel: Tunnel, side: Side) -> str:
    """Host name and address of an end: "lac-ams-1 (192.0.2.10)", or the address alone."""
    end = tunnel.ends[side]
    address = known_as(tunnel, side)
    return f"{end.host_name} ({address})" if end.host_name else address
