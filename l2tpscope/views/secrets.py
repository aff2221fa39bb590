"""Which octets of a frame are a password or help to find one, so that no dump shows them."""

from collections.abc import Iterator

from l2tpscope.wire.avps import is_secret
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.header import AVP_HEADER_OCTETS, CONTROL_HEADER_OCTETS, H_BIT, T_BIT, u16
from l2tpscope.wire.ppp.chap import SHORTEST_RESPONSE
from l2tpscope.wire.ppp.eap_methods import IDENTITY as EAP_IDENTITY
from l2tpscope.wire.ppp.eap_methods import MSCHAPV2 as EAP_MSCHAPV2
from l2tpscope.wire.ppp.eap_methods import NAK as EAP_NAK
from l2tpscope.wire.ppp.framing import PppHeader, ppp_control
from l2tpscope.wire.ppp.numbers import CHAP, EAP, FAILURE, LCP, PAP, PROTOCOL_REJECT, REQUEST, RESPONSE, SPAP, SUCCESS

PPP_HEADER = 4
PROOF = b"S="
"""What an MS-CHAPv2 Success begins with (RFC 2759 5), unless an identifier of RADIUS leaked before it."""
V2, SESSION_ID = 2, 4
COOKIES = (0, 4, 8, 12)
"""Octets that may stand between an L2TPv3 header and its payload: a cookie and a sublayer (RFC 3931 4.1)."""
SECRET_HEADERS = tuple(bytes((0, 0, 0, type_)) for type_ in range(256) if is_secret(0, type_))
PASSWORDS = tuple(protocol.to_bytes(2) + bytes((REQUEST,)) for protocol in (PAP, SPAP))


def secret_octets(payload: bytes, *, over_ip: bool = False) -> frozenset[int]:
    """Offsets in an L2TP message of octets to mask; where it is broken, rather more than fewer.

    `over_ip`: it came over IP itself, after a Session ID of 32 bits that is 0 for control (RFC 3931 4.1.1).
    """
    ranges = _over_ip(payload) if over_ip else _of_message(payload)
    return frozenset(at for each in ranges for at in each if at < len(payload))


def ppp_secret_octets(found: PppHeader, octets: bytes) -> frozenset[int]:
    """Offsets in a PPP control packet (from its Code on) of octets to mask."""
    return frozenset(at for each in _of_ppp(octets, found, 0) for at in each if at < len(octets))


def suspected_octets(octets: bytes) -> frozenset[int]:
    """Offsets in octets that nobody could decode: from where a secret AVP or a password seems to begin."""
    return frozenset(at for each in _suspected(octets, 0, (*SECRET_HEADERS, *PASSWORDS)) for at in each)


def _over_ip(octets: bytes) -> Iterator[range]:
    if not octets.startswith(bytes(SESSION_ID)):
        return _of_payload(octets, [SESSION_ID + between for between in COOKIES])
    return (range(each.start + SESSION_ID, each.stop + SESSION_ID) for each in _of_message(octets[SESSION_ID:]))


def _of_message(octets: bytes) -> Iterator[range]:
    flags = u16(octets, 0) or 0
    if flags & T_BIT:
        yield from _of_control(octets)
    header = decode_data(octets)
    if not flags & T_BIT or header.version == 1:
        between = (0,) if header.version == V2 else COOKIES
        yield from _of_payload(octets, [header.payload_at + count for count in between])


def _of_control(octets: bytes) -> Iterator[range]:
    """The values of secret and of hidden AVPs, and what looks like one behind the last AVP that could be read."""
    after = CONTROL_HEADER_OCTETS
    for avp in decode_control(octets).avps:
        value_at = avp.offset + AVP_HEADER_OCTETS
        after = value_at + len(avp.value)
        if avp.hidden or is_secret(avp.vendor_id, avp.type):
            yield range(value_at, after)
    if (u16(octets, after) or 0) & H_BIT:  # a hidden one that was cut off
        yield range(after + AVP_HEADER_OCTETS, len(octets))
    yield from _suspected(octets, after, SECRET_HEADERS)


def _suspected(octets: bytes, start: int, beginnings: tuple[bytes, ...]) -> Iterator[range]:
    places = [octets.find(beginning, start) + len(beginning) for beginning in beginnings if beginning in octets[start:]]
    if places:
        yield range(min(places), len(octets))


def _of_payload(octets: bytes, starts: list[int]) -> Iterator[range]:
    for start in starts:
        found = ppp_control(octets[start:])
        if found is not None:
            yield from _of_ppp(octets, found, start + found.at)


def _of_ppp(octets: bytes, found: PppHeader, at: int) -> Iterator[range]:
    """Of an authentication packet whose code stands at offset `at`."""
    kind, body = (found.protocol, found.code), at + PPP_HEADER
    first = octets[body] if body < len(octets) else 0
    if kind == (PAP, REQUEST):
        peer_id = pap_peer_id(octets[body : at + found.length])
        yield range(body + 1 + len(peer_id or b""), len(octets))
    elif kind == (CHAP, RESPONSE):
        fits = SHORTEST_RESPONSE <= first <= len(octets) - body
        yield range(body + 1, body + 1 + first if fits else len(octets))
    elif kind == (CHAP, SUCCESS):
        proof = octets.find(PROOF, body)
        yield range(proof + len(PROOF), len(octets) if proof >= 0 else 0)
    elif kind[0] == SPAP or (kind[0] == CHAP and kind[1] > FAILURE):
        yield range(body, len(octets))
    elif kind[0] == EAP and _is_proof(kind[1], first):
        yield range(body + 1, len(octets))
    elif kind == (LCP, PROTOCOL_REJECT) and u16(octets, body) in (PAP, SPAP, CHAP, EAP):
        yield range(body + 2, len(octets))


def pap_peer_id(body: bytes) -> bytes | None:
    """The Peer-ID of an Authenticate-Request; None where the lengths do not add up (RFC 1334 2.2.1)."""
    password = 1 + body[0] if body else 0
    fits = 0 < password < len(body) and password + 1 + body[password] == len(body)
    return body[1:password] if fits else None


def _is_proof(code: int, method: int) -> bool:
    """Whether an EAP packet holds more than a name, a list of methods or a question (RFC 3748 5)."""
    if code == REQUEST:
        return method == EAP_MSCHAPV2
    return code == RESPONSE and not EAP_IDENTITY <= method <= EAP_NAK
