"""One line about a message: what its AVPs say that a reader of a ladder wants to know."""

from collections.abc import Callable, Iterator

from l2tpscope.conversation.model import Transmission
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.wire.message import Avp, ControlMessage
from l2tpscope.wire.messages import CDN, STOPCCN, label_of
from l2tpscope.wire.results import Q931_CAUSES, cdn_text, disconnect_text, result_of, stopccn_text
from l2tpscope.wire.text import printable

RESULT, Q931, SPEED, PPP_CAUSE = 1, 12, 24, 46
IDS = (9, 14)


def label(transmission: Transmission) -> str:
    """The name of the message in the RFC's spelling."""
    return label_of(transmission.message)


def numbers(message: ControlMessage) -> str:
    """As in "Ns=2 Nr=1", as RFC 2661 Appendix B writes it; "" where the header carries none."""
    shown = [f"{name}={value}" for name, value in (("Ns", message.ns), ("Nr", message.nr)) if value is not None]
    return " ".join(shown)


def describe(message: ControlMessage) -> str:
    """What a control message says, in one line: ids, names, result and error; "" for a ZLB."""
    parts = [*_reason(message), *_stated(message)]
    hidden = sum(avp.hidden for avp in message.avps)
    if hidden:
        parts.append(f"{hidden} hidden AVP{'s' if hidden > 1 else ''}")
    return ", ".join(parts)


def _reason(message: ControlMessage) -> Iterator[str]:
    avp = message.avp(RESULT)
    if avp is not None:
        result = result_of(avp, message)
        codes = "/".join(str(code) for code in (result.result, result.error) if code is not None)
        say = stopccn_text if message.type == STOPCCN else cdn_text
        swapped = " (sent byte-swapped)" if result.byte_swapped else ""
        known = message.type in (STOPCCN, CDN)
        yield f"result {codes}{swapped}" + (f": {say(result.result, result.error)}" if known else "")
        if result.message_text:
            yield f'"{result.message_text}"'
    yield from _causes(message)


def _causes(message: ControlMessage) -> Iterator[str]:
    ppp = message.avp(PPP_CAUSE)
    if ppp is not None and len(ppp.value) >= 5:  # noqa: PLR2004 - code, protocol, direction: RFC 3145 2.1
        code, direction = _number(ppp.value[:2]), ppp.value[4]
        text = printable(ppp.value[5:])
        yield f"PPP disconnect {code}: {disconnect_text(code, direction)}" + (f' "{text}"' if text else "")
    q931 = message.avp(Q931)
    if q931 is not None and len(q931.value) >= 2:  # noqa: PLR2004 - the cause code
        code = _number(q931.value[:2])
        text = Q931_CAUSES[code][0] if code in Q931_CAUSES else "unassigned"
        yield f"Q.931 cause {code}: {text}"


def _stated(message: ControlMessage) -> Iterator[str]:
    """What is news: an ending only repeats the IDs, and a speed of 0 is none."""
    for type_, say in STATED.items():
        avp = message.avp(type_)
        repeats = type_ in IDS and message.type in (STOPCCN, CDN)
        if avp is not None and not repeats and not (type_ == SPEED and not _number(avp.value)):
            yield say(avp)


def _number(value: bytes) -> int:
    return int.from_bytes(value, "big")


def _text(name: str) -> Callable[[Avp], str]:
    return lambda avp: f"{name} {printable(avp.value) or '(empty)'}"


def _count(name: str) -> Callable[[Avp], str]:
    return lambda avp: f"{name} {_number(avp.value)}"


def _speed(avp: Avp) -> str:
    return f"{_number(avp.value):,} bit/s"


STATED: dict[int, Callable[[Avp], str]] = {
    9: _count("assigns tunnel ID"),
    14: _count("assigns session ID"),
    7: _text("host"),
    8: _text("vendor"),
    10: _count("window"),
    11: lambda _: "challenge",
    13: lambda _: "challenge response",
    15: _count("call serial number"),
    21: _text("called"),
    22: _text("calling"),
    24: _speed,
    30: _text("proxy user"),
    39: lambda _: "sequencing required",
}
"""What is worth telling of a message, by attribute type, in the order in which it is told (RFC 2661 4.4)."""

ICMP_TEXTS: dict[tuple[int, int, int], str] = {
    (4, 3, 0): "net unreachable", (4, 3, 1): "host unreachable", (4, 3, 2): "protocol unreachable",
    (4, 3, 3): "port unreachable", (4, 3, 4): "fragmentation needed", (4, 3, 9): "net prohibited",
    (4, 3, 10): "host prohibited", (4, 3, 13): "administratively prohibited", (4, 11, 0): "TTL exceeded",
    (4, 11, 1): "reassembly time exceeded", (4, 12, 0): "parameter problem", (6, 1, 0): "no route",
    (6, 1, 1): "administratively prohibited", (6, 1, 3): "address unreachable", (6, 1, 4): "port unreachable",
    (6, 2, 0): "packet too big", (6, 3, 0): "hop limit exceeded", (6, 3, 1): "reassembly time exceeded",
}  # fmt: skip
"""(IP version, type, code): RFC 792, RFC 1812, RFC 4443."""


def icmp_label(error: IcmpError) -> str:
    """As in "ICMP port unreachable"."""
    text = ICMP_TEXTS.get((error.version, error.type, error.code), f"type {error.type} code {error.code}")
    return f"ICMP{'v6' if error.version == 6 else ''} {text}"  # noqa: PLR2004 - IP version
