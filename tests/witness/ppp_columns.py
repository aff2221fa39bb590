"""What tshark calls the fields of PPP control packets, and how it prints them."""

from collections.abc import Callable, Iterator

from l2tpscope.wire.ppp.chap import Chap, ChapVerdict
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.link import Echo, Identification, Reject, TimeRemaining
from l2tpscope.wire.ppp.numbers import CCP, CHAP, EAP, IPCP, IPV6CP, LCP, PAP
from l2tpscope.wire.ppp.options import PppOption
from l2tpscope.wire.ppp.packet import PppPacket
from l2tpscope.wire.ppp.pap import Pap, PapVerdict

Shown = Callable[[bytes], str]


IDENTITY = 1
"""The EAP method whose request holds a prompt, which tshark shows as the identity (RFC 3748 5.1)."""


def number(begin: int, end: int) -> Shown:
    return lambda value: str(int.from_bytes(value[begin:end], "big"))


def address(begin: int, end: int) -> Shown:
    return lambda value: ".".join(map(str, value[begin:end]))


# The fields of options, each with where it stands in the value.
VALUES: dict[str, tuple[int, int, Shown]] = {
    "lcp.opt.mru": (LCP, 1, number(0, 2)),
    "lcp.opt.asyncmap": (LCP, 2, number(0, 4)),
    "lcp.opt.auth_protocol": (LCP, 3, number(0, 2)),
    "lcp.opt.quality_protocol": (LCP, 4, number(0, 2)),
    "lcp.opt.magic_number": (LCP, 5, number(0, 4)),
    "lcp.opt.fcs_alternatives": (LCP, 9, number(0, 1)),
    "lcp.opt.operation": (LCP, 13, number(0, 1)),
    "lcp.opt.mrru": (LCP, 17, number(0, 2)),
    "lcp.opt.ep_disc_class": (LCP, 19, number(0, 1)),
    "lcp.opt.link_discrim": (LCP, 23, number(0, 2)),
    "ipcp.opt.src_address": (IPCP, 1, address(0, 4)),
    "ipcp.opt.dst_address": (IPCP, 1, address(4, 8)),
    "ipcp.opt.compress_proto": (IPCP, 2, number(0, 2)),
    "ipcp.opt.max_slot_id": (IPCP, 2, number(2, 3)),
    "ipcp.opt.ip_address": (IPCP, 3, address(0, 4)),
    "ipcp.opt.pri_dns_address": (IPCP, 129, address(0, 4)),
    "ipcp.opt.pri_nbns_address": (IPCP, 130, address(0, 4)),
    "ipcp.opt.sec_dns_address": (IPCP, 131, address(0, 4)),
    "ipcp.opt.sec_nbns_address": (IPCP, 132, address(0, 4)),
    "ipv6cp.interface_identifier": (IPV6CP, 1, bytes.hex),
    "ccp.opt.supported_bits": (CCP, 18, number(0, 4)),
}
LISTS = {LCP: "lcp", IPCP: "ipcp", IPV6CP: "ipv6cp", CCP: "ccp"}
HEADERS = {
    CHAP: ("chap.code", "chap.identifier", "chap.length"),
    PAP: ("pap.code", "pap.identifier", "pap.length"),
    EAP: ("eap.code", "eap.id", "eap.len"),
}
PLAIN = ("ppp.code", "ppp.identifier", "ppp.length")
BODIES = (
    "lcp.magic_number", "lcp.rej_proto", "lcp.secs_remaining", "lcp.message", "chap.value_size", "chap.value",
    "chap.name", "chap.message", "pap.peer_id", "pap.password", "pap.message", "eap.type", "eap.identity",
    "eap.desired_type", "eap.md5.value_size", "eap.md5.value", "eap.tls.flags", "eap.tls.len",
    "eap.ms_chap_v2.opcode", "eap.ms_chap_v2.id", "eap.ms_chap_v2.value_size", "eap.ms_chap_v2.name",
)  # fmt: skip
TYPES = tuple(f"{name}.opt.{field}" for name in LISTS.values() for field in ("type", "length"))
COLUMNS = (*dict.fromkeys(column for names in HEADERS.values() for column in names), *TYPES, *VALUES, *BODIES)


def ours(packet: PppPacket, octets: bytes) -> dict[str, list[str]]:
    """Each column with what tshark should show in it of this packet, whose octets begin with its Code."""
    shown: dict[str, list[str]] = {column: [] for column in (*PLAIN, *COLUMNS)}
    for column, value in (*_header(packet), *_options(packet), *_body(packet, octets)):
        shown[column].append(value)
    return shown


def _header(packet: PppPacket) -> Iterator[tuple[str, str]]:
    columns = HEADERS.get(packet.protocol, PLAIN)
    return zip(columns, map(str, (packet.code, packet.identifier, packet.length)), strict=True)


def _options(packet: PppPacket) -> Iterator[tuple[str, str]]:
    name = LISTS.get(packet.protocol)
    for option in packet.options if name else ():
        yield f"{name}.opt.type", str(option.type)
        yield f"{name}.opt.length", str(2 + len(option.value))
        yield from _value(packet.protocol, option)


def _value(protocol: int, option: PppOption) -> Iterator[tuple[str, str]]:
    for column, (of, type_, shown) in VALUES.items():
        if (of, type_) == (protocol, option.type):
            yield column, shown(option.value)


def _body(packet: PppPacket, octets: bytes) -> Iterator[tuple[str, str]]:
    said = packet.said
    if isinstance(said, Echo | Identification | TimeRemaining | Reject):
        yield from _link(said)
    elif isinstance(said, Chap):
        yield from _texts("chap", value_size=str(said.value_size), value=said.value.hex(), name=said.name)
    elif isinstance(said, ChapVerdict):
        yield from _texts("chap", message=octets[4 : packet.length].decode())
    elif isinstance(said, Pap):
        yield from _texts("pap", peer_id=(said.peer_id or b"").decode(), password=said.password.decode())
    elif isinstance(said, PapVerdict):
        yield from _texts("pap", message=said.message)
    elif isinstance(said, Eap):
        yield from _eap(said)


def _texts(protocol: str, **fields: str) -> Iterator[tuple[str, str]]:
    return ((f"{protocol}.{name}", value) for name, value in fields.items() if value)


def _link(said: Echo | Identification | TimeRemaining | Reject) -> Iterator[tuple[str, str]]:
    if isinstance(said, Reject):
        yield "lcp.rej_proto", str(said.rejected)
        return
    yield "lcp.magic_number", str(said.magic)
    if isinstance(said, TimeRemaining):
        yield "lcp.secs_remaining", str(said.seconds)
    if isinstance(said, Identification | TimeRemaining) and said.text:
        yield "lcp.message", said.text


def _eap(said: Eap) -> Iterator[tuple[str, str]]:
    prompt = said.message if said.method == IDENTITY else ""
    fields: dict[str, int | str | None] = {
        "type": said.method, "identity": said.identity or prompt or None,
        "tls.flags": said.flags, "tls.len": said.tls_length,
        "ms_chap_v2.opcode": said.opcode, "ms_chap_v2.id": said.ms_id,
    }  # fmt: skip
    yield from ((f"eap.{name}", str(value)) for name, value in fields.items() if value is not None)
    yield from (("eap.desired_type", str(method)) for method in said.nak_methods)
    if said.chap is not None and said.opcode is None:
        yield from _texts("eap.md5", value_size=str(said.chap.value_size), value=said.chap.value.hex())
    elif said.chap is not None:
        yield from _texts("eap.ms_chap_v2", value_size=str(said.chap.value_size), name=said.chap.name)
