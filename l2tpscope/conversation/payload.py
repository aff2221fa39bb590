"""Payload: what a data message carries, for the listener: a PPP control frame, or a TCP segment."""

from l2tpscope.conversation.listener import Listener
from l2tpscope.conversation.model import Address, InnerSegment, PppFrame, Side
from l2tpscope.scan.datagram import Datagram
from l2tpscope.scan.flow import FlowKey
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.inner import IP_HEADER, IPV4, IPV6, decode_segment
from l2tpscope.wire.message import DataHeader
from l2tpscope.wire.ppp.framing import ppp_control, ppp_framing

UDP_HEADER = 8
ADDRESS_CONTROL = b"\xff\x03"
"""RFC 1662 3.1."""


def tell_payload(listener: Listener, datagram: Datagram, octets: bytes) -> None:
    """Pass what this data message of version 2 (`octets` from its header on) carries to the listener."""
    header = decode_data(octets, datagram.cut)
    if header.version != 2:  # noqa: PLR2004 - PPP in L2TPv3 has a pseudowire around it
        return
    source = Address(datagram.source, datagram.source_port)
    key = FlowKey(*source, datagram.destination, datagram.destination_port, 2, header.tunnel_id, header.session_id)
    ppp = ppp_control(octets[header.payload_at :])
    if ppp is None:
        segment = segment_in(datagram, octets, header)
        if segment is not None:
            listener.inner(key, segment)
        return
    start = header.payload_at + ppp.at
    frame = PppFrame(
        datagram.ref,
        datagram.time_ns,
        Side.INITIATOR,  # until the tunnel is known
        ppp.protocol,
        ppp.code,
        ppp.identifier,
        octets[start : start + ppp.length],
        source,
        octets.startswith(ADDRESS_CONTROL, header.payload_at),
        datagram.fragments,
    )
    listener.ppp(key, frame)


def segment_in(datagram: Datagram, octets: bytes, header: DataHeader) -> InnerSegment | None:
    """The TCP segment in a data message (`octets`, which begin with `header`); None where there is none in plain."""
    start = header.payload_at
    framing = ppp_framing(octets[start : start + 8])
    if framing.protocol not in (IPV4, IPV6):
        return None
    start += framing.at
    sent = len(octets) + datagram.cut
    end = sent if header.length is None else min(header.length, sent)
    segment = decode_segment(octets[start:end], end - start)
    if segment is None:
        return None
    outer = IP_HEADER[6 if ":" in datagram.source else 4] + UDP_HEADER + sent
    is_fragmented = bool(datagram.fragments)
    return InnerSegment(datagram.ref, datagram.time_ns, Side.INITIATOR, outer, is_fragmented, segment)
