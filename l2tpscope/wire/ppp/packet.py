"""A PPP control packet: its header, its options, what its body says, and what breaks its format."""

from collections.abc import Callable
from typing import NamedTuple

from l2tpscope.wire.header import u16
from l2tpscope.wire.message import Defect
from l2tpscope.wire.ppp.callback import Cbcp, cbcp
from l2tpscope.wire.ppp.chap import Chap, ChapVerdict, chap_value, chap_verdict
from l2tpscope.wire.ppp.concealed import Concealed, concealed
from l2tpscope.wire.ppp.eap import Eap, eap
from l2tpscope.wire.ppp.link import (
    Echo,
    Identification,
    Reject,
    Terminate,
    TimeRemaining,
    Vendor,
    code_reject,
    echo,
    identification,
    protocol_reject,
    terminate,
    time_remaining,
    vendor,
)
from l2tpscope.wire.ppp.lqr import Lqr, lqr
from l2tpscope.wire.ppp.numbers import (
    AUTHENTICATE_ACK,
    AUTHENTICATE_NAK,
    AUTHENTICATE_REQUEST,
    CBCP,
    CHAP,
    CODE_REJECT,
    CONFIGURE_REJECT,
    CONFIGURE_REQUEST,
    DISCARD_REQUEST,
    EAP,
    ECHO_REPLY,
    ECHO_REQUEST,
    FAILURE,
    IDENTIFICATION,
    LCP,
    LQR,
    PAP,
    PROTOCOL_REJECT,
    REQUEST,
    RESPONSE,
    SPAP,
    SUCCESS,
    TERMINATE_ACK,
    TERMINATE_REQUEST,
    TIME_REMAINING,
    is_negotiation,
    packet_name,
)
from l2tpscope.wire.ppp.options import PppOption, options_in
from l2tpscope.wire.ppp.pap import Pap, PapVerdict, pap_request, pap_verdict
from l2tpscope.wire.ppp.reading import Lines, Reading

Said = (
    Chap
    | ChapVerdict
    | Pap
    | PapVerdict
    | Eap
    | Terminate
    | Reject
    | Echo
    | Identification
    | TimeRemaining
    | Vendor
    | Lqr
    | Cbcp
    | Concealed
)
"""What a body can say, by kind."""

_HEADER = 4
_BODIES = {PAP: "1334 2.2", CHAP: "1994 4", EAP: "3748 4", LQR: "1989 2.4"}
"""Where bodies are defined; all others in RFC 1661 5."""
_LINK_BODIES: dict[int, Callable[[Reading], Said]] = {
    ECHO_REQUEST: echo, ECHO_REPLY: echo, DISCARD_REQUEST: echo, IDENTIFICATION: identification,
    TIME_REMAINING: time_remaining, PROTOCOL_REJECT: protocol_reject, 0: vendor,
}  # fmt: skip


class PppPacket(NamedTuple):
    """A control packet of PPP (RFC 1661 5).

    protocol, code, identifier   code and identifier are 0 where the octets end before them; an LQR has neither
    length    as the packet says; of an LQR, and where the octets end before it, the number of octets there are
    name      "LCP Configure-Request", "CHAP Success", "IPCP code 77"
    options   of Configure packets of LCP, BACP and all NCPs, in their order, up to the first that cannot be read
    said      the body of other codes, None where the code has none or is not known
    defects   offsets are from the Code, RFC 1661 5 unless they say otherwise
    """

    protocol: int
    code: int
    identifier: int
    length: int
    name: str
    options: tuple[PppOption, ...]
    said: Said | None
    defects: tuple[Defect, ...]

    def option(self, type_: int) -> PppOption | None:
        """The first option of this type, or None."""
        return next((option for option in self.options if option.type == type_), None)

    def lines(self) -> Lines:
        """What to show of it as (name, value), with every secret masked."""
        options = tuple((option.name, option.text) for option in self.options)
        return (*options, *(self.said.lines() if self.said is not None else ()))


def decode_ppp(protocol: int, octets: bytes, cut: int = 0) -> PppPacket:
    """Decode a control packet from its Code on; what follows its Length is padding.

    `cut` octets more were on the wire and the snap length took them: what is missing for that is no defect.
    Never raises.
    """
    if protocol == LQR:
        reading = Reading(octets, 0, _BODIES[LQR], is_cut=cut > 0)
        said: Said | None = lqr(reading)
        return PppPacket(protocol, 0, 0, len(octets) + cut, "LQR", (), said, tuple(reading.defects))
    code, identifier = (*octets[:2], 0, 0)[:2]
    length = u16(octets, 2)
    if length is None:
        short = Defect(0, f"the packet ends within its header of {_HEADER} octets", "1661 5")
        name = packet_name(protocol, code)
        return PppPacket(protocol, code, identifier, len(octets), name, (), None, () if cut else (short,))
    reading = _reading(protocol, octets, length, cut)
    is_configure = is_negotiation(protocol) and CONFIGURE_REQUEST <= code <= CONFIGURE_REJECT
    options = options_in(reading, protocol) if is_configure else ()
    said = None if is_configure else _said(reading, protocol, code)
    defects = tuple(reading.defects)
    return PppPacket(protocol, code, identifier, length, packet_name(protocol, code), options, said, defects)


def _reading(protocol: int, octets: bytes, length: int, cut: int) -> Reading:
    """The packet up to its Length, with what is wrong with that."""
    reading = Reading(
        octets[: max(length, _HEADER)],
        _HEADER,
        _BODIES.get(protocol, "1661 5"),
        length=length,
        is_cut=not _HEADER <= length <= len(octets),
    )
    if length < _HEADER:
        reading.fault(2, f"Length {length}, {_HEADER} is the least", "1661 5")
    if length > len(octets) + cut:
        reading.fault(2, f"Length {length} runs past the end, {len(octets) + cut} octets were sent", "1661 5")
    return reading


def _said(reading: Reading, protocol: int, code: int) -> Said | None:
    if protocol == CHAP:
        return _chap(reading, code)
    if protocol == PAP:
        return _pap(reading, code)
    if protocol == EAP:
        return eap(reading, code)
    if protocol == CBCP:
        return cbcp(reading)
    if protocol == SPAP:
        return concealed(reading)
    return _negotiation(reading, protocol, code) if is_negotiation(protocol) else None


def _chap(reading: Reading, code: int) -> Said:
    if code in (REQUEST, RESPONSE):
        return chap_value(reading, is_response=code == RESPONSE)
    if code in (SUCCESS, FAILURE):
        return chap_verdict(reading, success=code == SUCCESS)
    return concealed(reading)


def _pap(reading: Reading, code: int) -> Said | None:
    if code == AUTHENTICATE_REQUEST:
        return pap_request(reading)
    if code in (AUTHENTICATE_ACK, AUTHENTICATE_NAK):
        return pap_verdict(reading, success=code == AUTHENTICATE_ACK)
    return None


def _negotiation(reading: Reading, protocol: int, code: int) -> Said | None:
    """LCP and the NCPs have the codes up to Code-Reject in common; those above are of LCP alone (RFC 1661 5)."""
    if code in (TERMINATE_REQUEST, TERMINATE_ACK):
        return terminate(reading)
    if code == CODE_REJECT:
        return code_reject(reading, protocol)
    read = _LINK_BODIES.get(code) if protocol == LCP else None
    return read(reading) if read is not None else None
