"""The table of AVPs: for each vendor and number its name, the kind of its value, its M bit, and where it is defined."""
# ruff: noqa: E501 - a row of a table is one line

from enum import StrEnum
from typing import NamedTuple

from l2tpscope.wire.message import Avp
from l2tpscope.wire.text import masked
from l2tpscope.wire.values import (
    COOKIE,
    DISCONNECT,
    EMPTY,
    EXTENDED,
    LCP_OPTIONS,
    NAME,
    OCTETS,
    RESULT,
    SECRET,
    SPEED_UPDATE,
    TELEPHONE,
    TEXT,
    U8,
    U16,
    U16_LIST,
    U32,
    U32_LIST,
    U64,
    VERSION,
    Json,
    ValueKind,
    bits,
    named,
    octets,
    record,
    secret,
    text,
)


class M(StrEnum):
    """What the RFC says of an AVP's M bit in version 2."""

    SET = "set"
    CLEAR = "clear"
    EITHER = "either"


SET, CLEAR, EITHER = M.SET, M.CLEAR, M.EITHER

CISCO, COM3, ERICSSON, MICROSOFT, BBF, CABLELABS = 9, 43, 193, 311, 3561, 4491

VENDORS: dict[int, str] = {
    0: "IETF", CISCO: "Cisco", COM3: "3Com", ERICSSON: "Ericsson", MICROSOFT: "Microsoft", BBF: "Broadband Forum", CABLELABS: "CableLabs",
}  # fmt: skip


class AvpSpec(NamedTuple):
    """One row: an attribute of one vendor. `m` concerns version 2; `may_hide` is False where the H bit must be 0."""

    type: int
    name: str
    kind: ValueKind
    m: M
    may_hide: bool
    rfc: str
    vendor_id: int = 0


# fmt: off
_FRAMING = bits(4, {2: "asynchronous", 1: "synchronous"})
_BEARER = bits(4, {4: "ATM", 2: "analog", 1: "digital"})
_MESSAGE_TYPE = U16
_AUTHEN_TYPE = named(2, {
    0: "reserved", 1: "textual username and password", 2: "PPP CHAP", 3: "PPP PAP", 4: "no authentication", 5: "MS-CHAPv1", 7: "EAP",
})
_CALL_ERRORS = record(">2x6I", "crc_errors", "framing_errors", "hardware_overruns", "buffer_overruns", "timeout_errors", "alignment_errors")
_ACCM = record(">2xII", "send", "receive")
_Q931 = record(">HB", "cause", "cause_message", rest="advisory")
_RECOVERY = record(">2xII", "session_id", "remote_session_id")
_PSEUDOWIRES = {
    1: "Frame Relay DLCI", 2: "ATM AAL5 SDU VCC", 3: "ATM cell port mode", 4: "Ethernet VLAN", 5: "Ethernet", 6: "HDLC", 7: "PPP",
    9: "ATM cell VCC mode", 10: "ATM cell VPC mode", 11: "IP", 12: "MPEG-TS", 13: "PSP", 17: "E1", 18: "T1", 19: "E3", 20: "T3",
    21: "CESoPSN basic", 23: "CESoPSN with CAS",
}
_PSEUDOWIRE = named(2, _PSEUDOWIRES)
_CIRCUIT_STATUS = bits(2, {
    0x01: "active", 0x02: "new", 0x04: "AC receive fault", 0x08: "AC transmit fault", 0x10: "PSN receive fault", 0x20: "PSN transmit fault",
    0x40: "standby",
})
_SUBLAYER = named(2, {0: "none", 1: "default", 2: "ATM-specific", 3: "MPT-specific", 4: "PSP-specific"})
_SEQUENCING = named(2, {0: "none", 1: "non-IP packets", 2: "all packets"})
_DIGEST = ValueKind("digest", 17, 21, masked, 4)

_IETF = (
    AvpSpec(0,   "Message Type",                    _MESSAGE_TYPE, EITHER, may_hide=False, rfc="2661 4.4.1"),
    AvpSpec(1,   "Result Code",                     RESULT,        SET,    may_hide=False, rfc="2661 4.4.2"),
    AvpSpec(2,   "Protocol Version",                VERSION,       SET,    may_hide=False, rfc="2661 4.4.3"),
    AvpSpec(3,   "Framing Capabilities",            _FRAMING,      SET,    may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(4,   "Bearer Capabilities",             _BEARER,       SET,    may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(5,   "Tie Breaker",                     octets(8, 8),  CLEAR,  may_hide=False, rfc="2661 4.4.3"),
    AvpSpec(6,   "Firmware Revision",               U16,           CLEAR,  may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(7,   "Host Name",                       NAME,          SET,    may_hide=False, rfc="2661 4.4.3"),
    AvpSpec(8,   "Vendor Name",                     TEXT,          CLEAR,  may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(9,   "Assigned Tunnel ID",              U16,           SET,    may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(10,  "Receive Window Size",             U16,           SET,    may_hide=False, rfc="2661 4.4.3"),
    AvpSpec(11,  "Challenge",                       SECRET,        SET,    may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(12,  "Q.931 Cause Code",                _Q931,         SET,    may_hide=False, rfc="2661 4.4.4"),
    AvpSpec(13,  "Challenge Response",              secret(16, 16), SET,   may_hide=True,  rfc="2661 4.4.3"),
    AvpSpec(14,  "Assigned Session ID",             U16,           SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(15,  "Call Serial Number",              U32,           SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(16,  "Minimum BPS",                     U32,           SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(17,  "Maximum BPS",                     U32,           SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(18,  "Bearer Type",                     _BEARER,       SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(19,  "Framing Type",                    _FRAMING,      SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(21,  "Called Number",                   TELEPHONE,     SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(22,  "Calling Number",                  TELEPHONE,     SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(23,  "Sub-Address",                     TELEPHONE,     SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(24,  "(Tx) Connect Speed",              U32,           SET,    may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(25,  "Physical Channel ID",             U32,           CLEAR,  may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(26,  "Initial Received LCP CONFREQ",    LCP_OPTIONS,   CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(27,  "Last Sent LCP CONFREQ",           LCP_OPTIONS,   CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(28,  "Last Received LCP CONFREQ",       LCP_OPTIONS,   CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(29,  "Proxy Authen Type",               _AUTHEN_TYPE,  CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(30,  "Proxy Authen Name",               TEXT,          CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(31,  "Proxy Authen Challenge",          SECRET,        CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(32,  "Proxy Authen ID",                 U16,           CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(33,  "Proxy Authen Response",           secret(0),     CLEAR,  may_hide=True,  rfc="2661 4.4.5"),
    AvpSpec(34,  "Call Errors",                     _CALL_ERRORS,  SET,    may_hide=True,  rfc="2661 4.4.6"),
    AvpSpec(35,  "ACCM",                            _ACCM,         SET,    may_hide=True,  rfc="2661 4.4.6"),
    AvpSpec(36,  "Random Vector",                   OCTETS,        SET,    may_hide=False, rfc="2661 4.4.1"),
    AvpSpec(37,  "Private Group ID",                TEXT,          CLEAR,  may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(38,  "Rx Connect Speed",                U32,           CLEAR,  may_hide=True,  rfc="2661 4.4.4"),
    AvpSpec(39,  "Sequencing Required",             EMPTY,         SET,    may_hide=False, rfc="2661 4.4.4"),
    AvpSpec(40,  "Rx Minimum BPS",                  U32,           CLEAR,  may_hide=True,  rfc="3301 5.2"),
    AvpSpec(41,  "Rx Maximum BPS",                  U32,           CLEAR,  may_hide=True,  rfc="3301 5.2"),
    AvpSpec(42,  "Service Category",                bits(2, {1: "real time"}), CLEAR, may_hide=True, rfc="3301 5.2"),
    AvpSpec(43,  "Service Name",                    NAME,          CLEAR,  may_hide=True,  rfc="3301 5.2"),
    AvpSpec(44,  "Calling Sub-Address",             octets(20, 20), CLEAR, may_hide=True,  rfc="3301 5.2"),
    AvpSpec(45,  "VPI/VCI Identifier",              record(">HH", "vpi", "vci"), CLEAR, may_hide=True, rfc="3301 5.2"),
    AvpSpec(46,  "PPP Disconnect Cause Code",       DISCONNECT,    CLEAR,  may_hide=True,  rfc="3145 2"),
    AvpSpec(47,  "Control Connection DS",           U16,           CLEAR,  may_hide=True,  rfc="3308 3.1"),
    AvpSpec(48,  "Session DS",                      U16,           CLEAR,  may_hide=True,  rfc="3308 4.1"),
    AvpSpec(49,  "LCP Want Options",                LCP_OPTIONS,   EITHER, may_hide=True,  rfc="3437 2.1"),
    AvpSpec(50,  "LCP Allow Options",               LCP_OPTIONS,   EITHER, may_hide=True,  rfc="3437 2.2"),
    AvpSpec(51,  "LNS Last Sent LCP Confreq",       LCP_OPTIONS,   EITHER, may_hide=True,  rfc="3437 2.3"),
    AvpSpec(52,  "LNS Last Received LCP Confreq",   LCP_OPTIONS,   EITHER, may_hide=True,  rfc="3437 2.3"),
    AvpSpec(53,  "Modem On-Hold Capable",           EMPTY,         CLEAR,  may_hide=True,  rfc="3573 4.1"),
    AvpSpec(54,  "Modem On-Hold Status",            U16,           CLEAR,  may_hide=True,  rfc="3573 4.2"),
    AvpSpec(55,  "PPPoE Relay",                     octets(20),    EITHER, may_hide=True,  rfc="3817 4"),
    AvpSpec(56,  "PPPoE Relay Response Capability", EMPTY,         EITHER, may_hide=True,  rfc="3817 2.4.1"),
    AvpSpec(57,  "PPPoE Relay Forward Capability",  EMPTY,         EITHER, may_hide=True,  rfc="3817 2.4.2"),
    AvpSpec(58,  "Extended Vendor ID",              EXTENDED,      CLEAR,  may_hide=True,  rfc="3931 5.1"),
    AvpSpec(59,  "Message Digest",                  _DIGEST,       EITHER, may_hide=False, rfc="3931 5.4.1"),
    AvpSpec(60,  "Router ID",                       U32,           EITHER, may_hide=False, rfc="3931 5.4.3"),
    AvpSpec(61,  "Assigned Control Connection ID",  U32,           EITHER, may_hide=True,  rfc="3931 5.4.3"),
    AvpSpec(62,  "Pseudowire Capabilities List",    U16_LIST,      EITHER, may_hide=True,  rfc="3931 5.4.3"),
    AvpSpec(63,  "Local Session ID",                U32,           EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(64,  "Remote Session ID",               U32,           EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(65,  "Assigned Cookie",                 COOKIE,        EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(66,  "Remote End ID",                   OCTETS,        EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(68,  "Pseudowire Type",                 _PSEUDOWIRE,   EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(69,  "L2-Specific Sublayer",            _SUBLAYER,     EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(70,  "Data Sequencing",                 _SEQUENCING,   EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(71,  "Circuit Status",                  _CIRCUIT_STATUS, EITHER, may_hide=True, rfc="3931 5.4.5, 5641 2"),
    AvpSpec(72,  "Preferred Language",              TEXT,          EITHER, may_hide=True,  rfc="3931 5.4.3"),
    AvpSpec(73,  "Control Message Authentication Nonce", OCTETS,   EITHER, may_hide=False, rfc="3931 5.4.1"),
    AvpSpec(74,  "Tx Connect Speed (64 bits)",      U64,           EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(75,  "Rx Connect Speed (64 bits)",      U64,           EITHER, may_hide=True,  rfc="3931 5.4.4"),
    AvpSpec(76,  "Failover Capability",             record(">HI", "capabilities", "recovery_time_ms"), CLEAR, may_hide=True, rfc="4951 5.1"),
    AvpSpec(77,  "Tunnel Recovery",                 record(">2xII", "tunnel_id", "remote_tunnel_id"), SET, may_hide=False, rfc="4951 5.2"),
    AvpSpec(78,  "Suggested Control Sequence",      record(">2xHH", "ns", "nr"), CLEAR, may_hide=True, rfc="4951 5.3"),
    AvpSpec(79,  "Failover Session State",          _RECOVERY,     SET,    may_hide=True,  rfc="4951 5.4"),
    AvpSpec(80,  "Multicast Capability",            EMPTY,         CLEAR,  may_hide=True,  rfc="4045 3.2"),
    AvpSpec(81,  "New Outgoing Sessions",           U16_LIST,      SET,    may_hide=True,  rfc="4045 6.2.1"),
    AvpSpec(82,  "New Outgoing Sessions Acknowledgement", U16_LIST, SET,   may_hide=True,  rfc="4045 6.2.2"),
    AvpSpec(83,  "Withdraw Outgoing Sessions",      U16_LIST,      SET,    may_hide=True,  rfc="4045 6.2.3"),
    AvpSpec(84,  "Multicast Packets Priority",      named(2, {0: "best effort", 1: "unicast first", 2: "multicast first"}), CLEAR, may_hide=True, rfc="4045 6.3"),
    AvpSpec(85,  "Frame Relay Header Length",       U16,           EITHER, may_hide=True,  rfc="4591 3.5"),
    AvpSpec(86,  "ATM Maximum Concatenated Cells",  U16,           EITHER, may_hide=True,  rfc="4454 6"),
    AvpSpec(87,  "OAM Emulation Required",          EMPTY,         EITHER, may_hide=True,  rfc="4454 7"),
    AvpSpec(88,  "ATM Alarm Status",                record(">HH", "reason", "alarm"), EITHER, may_hide=True, rfc="4454 8.1"),
    AvpSpec(89,  "Attachment Group Identifier",     OCTETS,        EITHER, may_hide=True,  rfc="4667 4.3"),
    AvpSpec(90,  "Local End ID",                    OCTETS,        EITHER, may_hide=True,  rfc="4667 4.3"),
    AvpSpec(91,  "Interface MTU",                   U16,           EITHER, may_hide=True,  rfc="4667 4.3"),
    AvpSpec(92,  "FCS Retention",                   U16,           CLEAR,  may_hide=True,  rfc="4720 4"),
    AvpSpec(93,  "Tunnel Switching Aggregator ID",  OCTETS,        EITHER, may_hide=True,  rfc="IANA l2tp-parameters"),
    AvpSpec(94,  "Maximum Receive Unit",            U16,           EITHER, may_hide=True,  rfc="4623 5.2"),
    AvpSpec(95,  "Maximum Reassembled Receive Unit", U16,          EITHER, may_hide=True,  rfc="4623 5.4"),
    AvpSpec(96,  "VCCV Capability",                 record(">BB", "cc_types", "cv_types"), EITHER, may_hide=True, rfc="5085 6.3.1"),
    AvpSpec(97,  "Connect Speed Update",            SPEED_UPDATE,  EITHER, may_hide=True,  rfc="5515 6.1"),
    AvpSpec(98,  "Connect Speed Update Enable",     EMPTY,         EITHER, may_hide=True,  rfc="5515 6.2"),
    AvpSpec(99,  "TDM Pseudowire",                  record(">HHH", "flags", "bit_rate_64k", "payload_octets"), EITHER, may_hide=True, rfc="5611 2.1"),
    AvpSpec(100, "RTP",                             record(">BB2xHI", "payload_type", "flags", "clock_8khz", "ssrc"), EITHER, may_hide=True, rfc="5611 2.2"),
    AvpSpec(101, "PW Switching Point",              OCTETS,        CLEAR,  may_hide=True,  rfc="6073 7.4"),
    AvpSpec(102, "S-BFD Target Discriminator ID",   U32_LIST,      CLEAR,  may_hide=True,  rfc="7886 2"),
    AvpSpec(103, "ECN Capability",                  OCTETS,        EITHER, may_hide=True,  rfc="9601"),
)

_CISCO = tuple(AvpSpec(*row, EITHER, may_hide=True, rfc="vendor", vendor_id=CISCO) for row in (
    (0,   "Cisco ACK",                    OCTETS),
    (1,   "Assigned Connection ID",       U32),
    (2,   "Pseudowire Capabilities List", U16_LIST),
    (3,   "Local Session ID",             U32),
    (4,   "Remote Session ID",            U32),
    (5,   "Assigned Cookie",              COOKIE),
    (6,   "Remote End ID",                TEXT),
    (7,   "Pseudowire Type",              _PSEUDOWIRE),
    (8,   "Circuit Status",               bits(2, {1: "active", 2: "new"})),
    (9,   "Session Tie Breaker",          octets(8, 8)),
    (10,  "Draft AVP Version",            U16),
    (11,  "ATM Maximum Concatenated Cells", U16),
    (12,  "Message Digest",               SECRET),
    (13,  "Control Message Authentication Nonce", OCTETS),
    (14,  "Interface MTU",                U16),
    (100, "NAS Port Info",                OCTETS),
    (108, "OAM Emulation Required",       EMPTY),
    (109, "ATM Alarm Status",             record(">HH", "reason", "alarm")),
    (115, "DEPI M-CMTS simplification",   OCTETS),
))

_MICROSOFT = (AvpSpec(1, "Correlation ID", octets(16, 16), CLEAR, may_hide=False, rfc="MS-L2TPIE 2.2.1.1", vendor_id=MICROSOFT),)

_3COM = (AvpSpec(46, "PPP Disconnect Cause Code (draft)", DISCONNECT, CLEAR, may_hide=True, rfc="3145 4", vendor_id=COM3),)

_LINE_TYPES = {1: "ADSL1", 2: "ADSL2", 3: "ADSL2+", 4: "VDSL1", 5: "VDSL2", 6: "SDSL", 7: "unknown"}


def _line_type(value: bytes) -> Json:
    """RFC 5515 5.18: the type is the first octet; the other three are reserved."""
    return f"{value[0]} ({_LINE_TYPES[value[0]]})" if value[0] in _LINE_TYPES else str(value[0])


_BBF = tuple(AvpSpec(*row, EITHER, may_hide=True, rfc=f"5515 {section}", vendor_id=BBF) for section, row in (
    ("5.1",  (1,   "Agent-Circuit-Id",                       text(2, 63))),
    ("5.2",  (2,   "Agent-Remote-Id",                        text(2, 63))),
    ("5.3",  (129, "Actual-Data-Rate-Upstream",              U64)),
    ("5.4",  (130, "Actual-Data-Rate-Downstream",            U64)),
    ("5.5",  (131, "Minimum-Data-Rate-Upstream",             U64)),
    ("5.6",  (132, "Minimum-Data-Rate-Downstream",           U64)),
    ("5.7",  (133, "Attainable-Data-Rate-Upstream",          U64)),
    ("5.8",  (134, "Attainable-Data-Rate-Downstream",        U64)),
    ("5.9",  (135, "Maximum-Data-Rate-Upstream",             U64)),
    ("5.10", (136, "Maximum-Data-Rate-Downstream",           U64)),
    ("5.11", (137, "Minimum-Data-Rate-Upstream-Low-Power",   U64)),
    ("5.12", (138, "Minimum-Data-Rate-Downstream-Low-Power", U64)),
    ("5.13", (139, "Maximum-Interleaving-Delay-Upstream",    U32)),
    ("5.14", (140, "Actual-Interleaving-Delay-Upstream",     U32)),
    ("5.15", (141, "Maximum-Interleaving-Delay-Downstream",  U32)),
    ("5.16", (142, "Actual-Interleaving-Delay-Downstream",   U32)),
    ("5.17", (144, "Access-Loop-Encapsulation",              record(">BBB", "data_link", "encapsulation_1", "encapsulation_2"))),
    ("5.18", (145, "ANCP Access Line Type",                  ValueKind("named", 4, 4, _line_type))),
    ("5.19", (254, "IWF-Session",                            named(4, {0: "no interworking", 1: "interworking"}))),
))

_ERICSSON = tuple(AvpSpec(*row, EITHER, may_hide=True, rfc="vendor", vendor_id=ERICSSON) for row in (
    (0,  "Message Type",              named(2, {0: "TCN", 1: "PN", 2: "TCRQ", 3: "TCRP", 4: "ALTCRQ", 5: "ALTCRP", 6: "LCCSN"})),
    (1,  "Transport Configuration",   OCTETS),
    (2,  "Packet Loss",               OCTETS),
    (3,  "Protocol Version",          U32_LIST),
    (4,  "Connection Type",           named(1, {0: "primary", 1: "secondary"})),
    (5,  "CRC32 Enabled",             U8),
    (6,  "STN Name",                  TEXT),
    (7,  "Abis Lower Mode",           named(1, {0: "single timeslot", 1: "super channel"})),
    (8,  "TEI to SC Map",             OCTETS),
    (9,  "Channel Status List",       OCTETS),
    (10, "Extended Protocol Version", OCTETS),
    (11, "Channel Status List 2",     OCTETS),
))

_CABLELABS = tuple(AvpSpec(*row, EITHER, may_hide=True, rfc="vendor", vendor_id=CABLELABS) for row in (
    (1,   "DEPI Result Code",                   OCTETS),
    (2,   "DEPI Resource Allocation Request",   OCTETS),
    (3,   "DEPI Resource Allocation Reply",     OCTETS),
    (4,   "DEPI Local MTU",                     U16),
    (5,   "DOCSIS SYNC Control",                OCTETS),
    (6,   "EQAM Capability Bits",               OCTETS),
    (7,   "DEPI Remote MTU",                    U16),
    (8,   "DEPI Local UDP Port",                OCTETS),
    (9,   "DPR Session Type",                   OCTETS),
    (10,  "DPR Session Status",                 OCTETS),
    (11,  "Remote Multicast Join",              OCTETS),
    (12,  "Remote Multicast Leave",             OCTETS),
    (13,  "Multicast Capability",               bits(2, {0x8000: "capable"})),
    (14,  "Upstream Flow",                      OCTETS),
    (15,  "Pseudowire Subtype Capabilities List", U16_LIST),
    (16,  "Pseudowire Subtype",                 U16),
    (17,  "L2-Specific Sublayer Subtype",       U16),
    (100, "Downstream QAM Channel TSID Group",  OCTETS),
    (101, "Downstream QAM Channel Frequency",   OCTETS),
    (102, "Downstream QAM Channel Power",       OCTETS),
    (103, "Downstream QAM Channel Modulation",  OCTETS),
    (104, "Downstream QAM Channel J.83 Annex",  OCTETS),
    (105, "Downstream QAM Channel Symbol Rate", OCTETS),
    (106, "Downstream QAM Channel Interleave Depth", OCTETS),
    (107, "Downstream QAM Channel RF Mute",     OCTETS),
    (200, "DEPI Redundancy Capabilities",       OCTETS),
))
# fmt: on

AVPS: dict[tuple[int, int], AvpSpec] = {
    (row.vendor_id, row.type): row for row in (*_IETF, *_CISCO, *_3COM, *_ERICSSON, *_MICROSOFT, *_BBF, *_CABLELABS)
}


def spec_of(vendor_id: int, type: int) -> AvpSpec | None:  # noqa: A002 - the field's name
    """The row of this attribute, or None for one that no table names."""
    return AVPS.get((vendor_id, type))


def name_of(vendor_id: int, type: int) -> str:  # noqa: A002 - the field's name
    """Its name ("Assigned Tunnel ID"); of unknown ones "AVP 250", "Cisco AVP 77", "vendor 4242 AVP 1"."""
    spec = spec_of(vendor_id, type)
    if spec is not None:
        return spec.name
    vendor = "" if vendor_id == 0 else f"{VENDORS.get(vendor_id, f'vendor {vendor_id}')} "
    return f"{vendor}AVP {type}"


def is_secret(vendor_id: int, type: int) -> bool:  # noqa: A002 - the field's name
    """Whether an AVP's octets are a password or help to find one, so that no output may show them."""
    spec = spec_of(vendor_id, type)
    return spec is not None and spec.kind.decode is masked


def value_of(avp: Avp, message_type: int | None = None) -> Json:  # noqa: ARG001 - version 3 will need it
    """An AVP's value as it stands in the JSON: by its kind; hex where it is unknown or its length does not fit.

    None where it is hidden (RFC 2661 4.3) or has no value; secrets are masked whatever their length.
    """
    if avp.hidden:
        return None
    spec = spec_of(avp.vendor_id, avp.type)
    if spec is None:
        return avp.value.hex()
    if spec.kind.decode is masked or spec.kind.fits(len(avp.value)):
        return spec.kind.decode(avp.value)
    return avp.value.hex()
