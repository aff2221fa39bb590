"""Fuzz the decoders: any octets above UDP are a message with defects; whatever is said of them can be shown."""

import json
import sys

import atheris

with atheris.instrument_imports(include=["l2tpscope"]):
    from l2tpscope.render.escape import plain
    from l2tpscope.views.describe import describe
    from l2tpscope.views.message import control_parts, data_parts
    from l2tpscope.views.secrets import secret_octets, suspected_octets
    from l2tpscope.wire.avps import name_of, value_of
    from l2tpscope.wire.decode import decode_control, decode_data, is_control_by_content, kind_of
    from l2tpscope.wire.ppp.framing import ppp_control, ppp_framing
    from l2tpscope.wire.ppp.numbers import PROTOCOLS
    from l2tpscope.wire.ppp.options import lcp_options
    from l2tpscope.wire.ppp.packet import decode_ppp
    from l2tpscope.wire.ppp.tls import tls_messages


def decoded_ppp(octets: bytes, cut: int) -> list[str]:
    """The first octets as a frame, and the rest as a packet of every control protocol; what is told of it."""
    framing = ppp_framing(octets, is_short=cut % 2 == 1)
    packets = [decode_ppp(protocol, octets, cut) for protocol in PROTOCOLS]
    told = [framing.kind, *(packet.name for packet in packets)]
    told += [text for packet in packets for line in packet.lines() for text in line]
    told += [message.told for message in tls_messages(octets)]
    return told + [defect.text for packet in packets for defect in packet.defects]


def decode(octets: bytes) -> None:
    """As a control and as a data message, cut by the snap length by so many octets as the first one says."""
    cut, octets = (octets[0] if octets else 0), octets[1:]
    kind_of(octets, cut)
    is_control_by_content(octets)
    message = decode_control(octets, cut)
    json.dumps([value_of(avp, message.type) for avp in message.avps])
    told = [describe(message), *(name_of(avp.vendor_id, avp.type) for avp in message.avps)]
    parts = (*control_parts(octets, cut), *data_parts(octets, cut))
    told += [text for part in parts for text in (part.title, *part.lines)]
    header = decode_data(octets, cut)
    ppp_control(octets[header.payload_at :])
    told += decoded_ppp(octets, cut)
    told += lcp_options(octets)
    if not plain("".join(told)).isprintable():
        raise AssertionError(told)
    if not all(0 <= at < len(octets) for at in secret_octets(octets) | suspected_octets(octets)):
        raise AssertionError(octets)


if __name__ == "__main__":
    atheris.Setup(sys.argv, decode)
    atheris.Fuzz()
