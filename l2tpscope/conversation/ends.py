"""What each end of a tunnel says of itself, which role it plays, and which implementation it looks like, with why."""

import re
from functools import lru_cache

from l2tpscope.conversation.model import Side, Transmission, Tunnel, TunnelEnd
from l2tpscope.wire.messages import ICCN, ICRP, ICRQ, OCCN, OCRP, OCRQ, SCCCN, SCCRP, SCCRQ, SLI, WEN, message_name

PROTOCOL_VERSION, TIE_BREAKER, FIRMWARE_REVISION, HOST_NAME, VENDOR_NAME = 2, 5, 6, 7, 8
RECEIVE_WINDOW_SIZE, CHALLENGE, CHALLENGE_RESPONSE = 10, 11, 13
# Which role sends which message (RFC 2661 6.6 to 6.14).
ROLE_OF_SENDER = {
    ICRQ: "LAC", ICRP: "LNS", ICCN: "LAC", OCRQ: "LNS", OCRP: "LAC", OCCN: "LAC", WEN: "LAC", SLI: "LNS",
}  # fmt: skip
SETUP = frozenset({SCCRQ, SCCRP, SCCCN})
OTHER_ROLE = {"LAC": "LNS", "LNS": "LAC"}
# Vendor Name, else Host Name, as the programs and systems send them; the first that matches.
IMPLEMENTATIONS = (
    ("vendor", r"xelerance", "xl2tpd"),
    ("vendor", r"^Microsoft", "Windows"),
    ("vendor", r"^accel-ppp", "accel-ppp"),
    ("vendor", r"L2TPNS|^l2tpns", "l2tpns"),
    ("vendor", r"^Cisco", "Cisco IOS"),
    ("vendor", r"^MikroTik", "MikroTik RouterOS"),
    ("vendor", r"Juniper|Unisphere", "Juniper"),
    ("vendor", r"SoftEther", "SoftEther VPN"),
    ("vendor", r"katalix|prol2tp|OpenL2TP|go-l2tp", "Katalix (OpenL2TP, ProL2TP, go-l2tp)"),
    ("vendor", r"FreeBSD MPD|^mpd", "mpd"),
    ("vendor", r"OpenBSD|npppd", "npppd"),
    ("vendor", r"Roaring Penguin", "rp-l2tp"),
    ("vendor", r"Huawei", "Huawei"),
    ("vendor", r"H3C|Hangzhou", "H3C"),
    ("vendor", r"^BNG Blaster|bngblaster", "BNG Blaster"),
    ("vendor", r"Adtran|RedBack|Ericsson", "Ericsson SmartEdge"),
    ("vendor", r"ZyXEL", "ZyXEL"),
    ("vendor", r"Nokia|Alcatel|TiMOS", "Nokia SR OS"),
    ("host", r"^anonymous$", "Android"),
)


def settle_ends(tunnel: Tunnel) -> None:
    """Fill the facts of both ends from their messages."""
    for transmission in tunnel.transmissions:
        end, type_ = tunnel.ends[transmission.sender], transmission.message.type
        if end.role is not None and type_ not in SETUP and None not in (tunnel.initiator.ttl, tunnel.recipient.ttl):
            break  # nothing introduces itself once calls are set up
        if end.ttl is None:
            end.ttl = transmission.datagram.ttl
        if type_ in (SCCRQ, SCCRP) and transmission.is_first:
            _introduce(end, transmission)
        if type_ in (SCCRP, SCCCN) and transmission.message.avp(CHALLENGE_RESPONSE) is not None:
            end.responded, end.proof = True, "unchecked"
        if end.role is None and type_ in ROLE_OF_SENDER:
            _play(tunnel, transmission)
    for end in tunnel.ends.values():
        end.implementation, end.implementation_why = _recognised(end.vendor_name, end.host_name)


def _introduce(end: TunnelEnd, transmission: Transmission) -> None:
    message = transmission.message
    for avp in message.avps:
        if avp.vendor_id or avp.hidden:
            continue
        value = avp.value
        if avp.type == HOST_NAME:
            end.host_name = value.decode("utf-8", "backslashreplace")
        elif avp.type == VENDOR_NAME:
            end.vendor_name = value.decode("utf-8", "backslashreplace")
        elif avp.type == TIE_BREAKER:
            end.tie_breaker = value
        elif avp.type == CHALLENGE:
            end.challenged = True
        elif avp.type in (PROTOCOL_VERSION, FIRMWARE_REVISION, RECEIVE_WINDOW_SIZE) and len(value) == 2:  # noqa: PLR2004
            _number(end, avp.type, value)


def _number(end: TunnelEnd, type_: int, value: bytes) -> None:
    if type_ == PROTOCOL_VERSION:
        end.protocol_version = (value[0], value[1])
    elif type_ == FIRMWARE_REVISION:
        end.firmware_revision = int.from_bytes(value)
    else:
        end.receive_window_size = int.from_bytes(value)


def _play(tunnel: Tunnel, transmission: Transmission) -> None:
    """LAC and LNS are not initiator and recipient: only calls tell who is which."""
    if tunnel.version != 2:  # noqa: PLR2004 - L2TPv3 has but LCCEs
        return
    role = ROLE_OF_SENDER[transmission.message.type or 0]
    sent = f"{message_name(transmission.message.type or 0)} in frame {transmission.ref.frame}"
    here, there = tunnel.ends[transmission.sender], tunnel.ends[transmission.sender.other]
    here.role, here.role_why = role, f"it sent {sent}"
    there.role, there.role_why = OTHER_ROLE[role], f"its peer sent {sent}"


@lru_cache(1 << 10)
def _recognised(vendor_name: str | None, host_name: str | None) -> tuple[str | None, str]:
    """The implementation with these names, and why."""
    for field, pattern, name in IMPLEMENTATIONS:
        text = vendor_name if field == "vendor" else host_name
        if text and re.search(pattern, text, re.IGNORECASE):
            return name, f"{field.capitalize()} Name is {text!r}"
    return None, ""


def lac_of(tunnel: Tunnel) -> Side | None:
    """The side that plays the LAC, where calls have shown it."""
    return next((side for side, end in tunnel.ends.items() if end.role == "LAC"), None)
