"""The control messages: names, numbers, and the AVPs that each requires and allows."""
# ruff: noqa: E501 - a row of a table is one line

from typing import NamedTuple

from l2tpscope.wire.message import ControlMessage

SCCRQ, SCCRP, SCCCN, STOPCCN, HELLO = 1, 2, 3, 4, 6
OCRQ, OCRP, OCCN, ICRQ, ICRP, ICCN = 7, 8, 9, 10, 11, 12
CDN, WEN, SLI, MDMST, SRRQ, SRRP, ACK = 14, 15, 16, 17, 18, 19, 20
FSQ, FSR, MSRQ, MSRP, MSE, MSI, MSEN, CSUN, CSURQ = 21, 22, 23, 24, 25, 26, 27, 28, 29

_EVERYWHERE = frozenset({0, 36})
"""Message Type and Random Vector may stand in all control messages (RFC 2661 4.4.1)."""


class MessageSpec(NamedTuple):
    """One control message type.

    required, allowed   attribute numbers (vendor 0) in version 2; Message Type is required everywhere and left out
    of_session          True where the message belongs to one session, False where to the whole tunnel
    type_mandatory      the M bit that its Message Type AVP has to carry; None where the RFC leaves it open
    """

    type: int
    name: str
    long_name: str
    required: frozenset[int]
    allowed: frozenset[int]
    of_session: bool
    type_mandatory: bool | None
    rfc: str


def _message(  # noqa: PLR0913, PLR0917 - a table row
    type_: int, name: str, long_name: str, required: tuple[int, ...], allowed: tuple[int, ...], rfc: str,
    *, of_session: bool = False, m: bool | None = True,
) -> MessageSpec:  # fmt: skip
    return MessageSpec(type_, name, long_name, frozenset(required), frozenset(allowed), of_session, m, rfc)


# fmt: off
_ROWS = (
    _message(1,  "SCCRQ",   "Start-Control-Connection-Request",      (2, 3, 7, 9), (4, 5, 6, 8, 10, 11, 47, 53, 56, 57, 76, 77, 80, 103), "2661 6.1"),
    _message(2,  "SCCRP",   "Start-Control-Connection-Reply",        (2, 3, 7, 9), (4, 6, 8, 10, 11, 13, 47, 53, 56, 57, 76, 78, 80, 103), "2661 6.2"),
    _message(3,  "SCCCN",   "Start-Control-Connection-Connected",    (), (13,), "2661 6.3"),
    _message(4,  "StopCCN", "Stop-Control-Connection-Notification",  (1, 9), (), "2661 6.4"),
    _message(6,  "HELLO",   "Hello",                                 (), (), "2661 6.5"),
    _message(7,  "OCRQ",    "Outgoing-Call-Request",                 (14, 15, 16, 17, 18, 19, 21), (23, 40, 41, 42, 43, 48, 94, 95), "2661 6.9", of_session=True),
    _message(8,  "OCRP",    "Outgoing-Call-Reply",                   (14,), (25, 45, 48, 94, 95), "2661 6.10", of_session=True),
    _message(9,  "OCCN",    "Outgoing-Call-Connected",               (19, 24), (38, 39, 49, 50, 94, 95), "2661 6.11", of_session=True),
    _message(10, "ICRQ",    "Incoming-Call-Request",                 (14, 15), (18, 21, 22, 23, 25, 42, 43, 44, 45, 48, 55, 94, 95, 98), "2661 6.6", of_session=True),
    _message(11, "ICRP",    "Incoming-Call-Reply",                   (14,), (48, 55, 94, 95), "2661 6.7", of_session=True),
    _message(12, "ICCN",    "Incoming-Call-Connected",               (19, 24), (26, 27, 28, 29, 30, 31, 32, 33, 37, 38, 39, 49, 50, 55, 94, 95), "2661 6.8", of_session=True),
    _message(14, "CDN",     "Call-Disconnect-Notify",                (1, 14), (12, 46, 55), "2661 6.12", of_session=True),
    _message(15, "WEN",     "WAN-Error-Notify",                      (34,), (), "2661 6.13", of_session=True),
    _message(16, "SLI",     "Set-Link-Info",                         (35,), (51, 52, 94, 95), "2661 6.14", of_session=True),
    _message(17, "MDMST",   "Modem-Status",                          (54,), (), "3573 3.1", of_session=True, m=False),
    _message(18, "SRRQ",    "Service-Relay-Request",                 (55,), (), "3817 3.1", m=None),
    _message(19, "SRRP",    "Service-Relay-Reply",                   (55,), (), "3817 3.2", m=None),
    _message(20, "ACK",     "Explicit-Acknowledgement",              (), (), "3931 6.17"),
    _message(21, "FSQ",     "Failover-Session-Query",                (79,), (), "4951 4.1", m=False),
    _message(22, "FSR",     "Failover-Session-Response",             (79,), (), "4951 4.2", m=False),
    _message(23, "MSRQ",    "Multicast-Session-Request",             (14,), (17,), "4045 5.1", of_session=True, m=False),
    _message(24, "MSRP",    "Multicast-Session-Response",            (14,), (), "4045 5.2", of_session=True, m=False),
    _message(25, "MSE",     "Multicast-Session-Establishment",       (), (39,), "4045 5.3", of_session=True, m=False),
    _message(26, "MSI",     "Multicast-Session-Information",         (), (81, 82, 83, 84), "4045 6.1", of_session=True, m=False),
    _message(27, "MSEN",    "Multicast-Session-End-Notify",          (1, 14), (), "4045 7.2", of_session=True, m=False),
    _message(28, "CSUN",    "Connect-Speed-Update-Notification",     (97,), (), "5515 4.1", m=None),
    _message(29, "CSURQ",   "Connect-Speed-Update-Request",          (97,), (), "5515 4.2", m=None),
)
# fmt: on

MESSAGES: dict[int, MessageSpec] = {row.type: row for row in _ROWS}


def message_name(type: int | None, version: int = 2) -> str:  # noqa: A002, ARG001 - one namespace serves both versions
    """The short name in the RFC's spelling ("SCCRQ", "StopCCN", "HELLO"), or "type N"; "type ?" for None."""
    if type is None:
        return "type ?"
    spec = MESSAGES.get(type)
    return f"type {type}" if spec is None else spec.name


def label_of(message: ControlMessage) -> str:
    """What to call a message: "ZLB", its type's name, or "type N"."""
    return "ZLB" if message.is_zlb else message_name(message.type, message.version)


def allows(type_: int, attribute: int) -> bool:
    """Whether the RFCs define this attribute (vendor 0) for this message of version 2; True for messages unknown to us."""
    spec = MESSAGES.get(type_)
    return spec is None or attribute in _EVERYWHERE or attribute in spec.required or attribute in spec.allowed
