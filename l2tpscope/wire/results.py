"""Result codes, error codes and causes: the reasons that a peer gives for ending a tunnel or a session, in words."""
# ruff: noqa: E501 - a row of a table is one line

from typing import NamedTuple

from l2tpscope.wire.message import Avp, ControlMessage
from l2tpscope.wire.text import printable

Meaning = tuple[str, str]
"""(text, RFC and section)"""

# fmt: off
STOPCCN_RESULTS: dict[int, Meaning] = {
    0: ("reserved", "2661 4.4.2"),
    1: ("general request to clear the control connection", "2661 4.4.2"),
    2: ("general error, which the error code names", "2661 4.4.2"),
    3: ("a control connection exists already", "2661 4.4.2"),
    4: ("the requester is not authorized to establish a control connection", "2661 4.4.2"),
    5: ("the requester's protocol version is not supported; the error code is the highest version that is", "2661 4.4.2"),
    6: ("the requester is being shut down", "2661 4.4.2"),
    7: ("finite state machine error or timeout", "2661 4.4.2"),
    8: ("control connection refused: the DiffServ codes (CCDS) do not match", "3308 3"),
}

CDN_RESULTS: dict[int, Meaning] = {
    0: ("reserved", "2661 4.4.2"),
    1: ("call disconnected: loss of carrier", "2661 4.4.2"),
    2: ("call disconnected for the reason that the error code names", "2661 4.4.2"),
    3: ("call disconnected for administrative reasons", "2661 4.4.2"),
    4: ("call failed: facilities are lacking at the moment", "2661 4.4.2"),
    5: ("call failed: facilities are lacking permanently", "2661 4.4.2"),
    6: ("invalid destination", "2661 4.4.2"),
    7: ("call failed: no carrier detected", "2661 4.4.2"),
    8: ("call failed: busy signal detected", "2661 4.4.2"),
    9: ("call failed: no dial tone", "2661 4.4.2"),
    10: ("the call was not established within the time that the LAC allots", "2661 4.4.2"),
    11: ("the call was connected, but no appropriate framing was detected", "2661 4.4.2"),
    12: ("call refused: the session's DiffServ codes (SDS) do not match", "3308 4"),
    13: ("session not established: it lost the tie breaker", "3931 5.4.2"),
    14: ("session not established: pseudowire type not supported", "3931 5.4.2"),
    15: ("session not established: sequencing asked for without a valid L2-Specific Sublayer", "3931 5.4.2"),
    16: ("finite state machine error or timeout", "3931 5.4.2"),
    17: ("Frame Relay PVC deleted for good", "4591 3.2"),
    18: ("Frame Relay PVC inactive for a long time", "4591 3.2"),
    19: ("Frame Relay header lengths do not match", "4591 3.2"),
    20: ("HDLC link deleted for good", "4349 3.2"),
    21: ("HDLC link inactive for a long time", "4349 3.2"),
    22: ("session not established: the other end cannot emulate OAM cells", "4454 7"),
    23: ("interface MTUs do not match", "4667 4.3"),
    24: ("the forwarder asked for does not exist", "4667 5.1"),
    25: ("the caller may not use the forwarder asked for", "4667 5.1"),
    26: ("loop detected", "IANA l2tp-parameters"),
    27: ("the attachment circuit is bound to another PE", "6074 6"),
    28: ("the attachment circuit is bound to another remote attachment circuit", "6074 6"),
    30: ("TDM pseudowire parameters refused; the error code is one of the TDM list", "5611 4"),
    31: ("sequencing is not supported", "6073 14.4"),
}

MSEN_RESULTS: dict[int, Meaning] = {
    1: ("no multicast traffic for the group", "4045 7.3"),
    2: ("multicast session ended for the reason that the error code names", "4045 7.3"),
    3: ("no receivers left", "4045 7.3"),
    4: ("no receivers left after a change of the filter mode", "4045 7.3"),
}

GENERAL_ERRORS: dict[int, Meaning] = {
    0: ("no general error", "2661 4.4.2"),
    1: ("no control connection exists yet for this pair", "2661 4.4.2"),
    2: ("a length is wrong", "2661 4.4.2"),
    3: ("a field value is out of range, or a reserved field is not zero", "2661 4.4.2"),
    4: ("insufficient resources to handle this operation now", "2661 4.4.2"),
    5: ("the Session ID is invalid in this context", "2661 4.4.2"),
    6: ("a generic vendor-specific error occurred", "2661 4.4.2"),
    7: ("try another destination", "2661 4.4.2"),
    8: ("shut down because of an unknown AVP with the M bit set", "2661 4.4.2"),
    9: ("try another destination: the error message lists them", "3931 5.4.2"),
    10: ("the next hop is unreachable", "IANA l2tp-parameters"),
    11: ("the next hop is busy", "IANA l2tp-parameters"),
    12: ("the tunnel switching aggregator is busy", "IANA l2tp-parameters"),
}

TDM_ERRORS: dict[int, Meaning] = {
    1: ("bit rates do not match", "5611 4"),
    2: ("CESoPSN trunk types do not match", "5611 4"),
    3: ("payload size not acceptable", "5611 4"),
    4: ("this end cannot generate RTP headers", "5611 4"),
    5: ("this end cannot generate the timestamps of that clock", "5611 4"),
}

Q931_CAUSES: dict[int, Meaning] = {number: (text, "ITU-T Q.850") for number, text in (
    (1, "unallocated number"), (2, "no route to the specified transit network"), (3, "no route to the destination"),
    (4, "send special information tone"), (5, "misdialled trunk prefix"), (6, "channel unacceptable"),
    (7, "call awarded, being delivered in an established channel"), (8, "preemption"), (9, "preemption, circuit reserved for reuse"),
    (14, "query on release: ported number"), (16, "normal call clearing"), (17, "user busy"), (18, "no user responding"),
    (19, "no answer from the user, who was alerted"), (20, "subscriber absent"), (21, "call rejected"), (22, "number changed"),
    (23, "redirection to a new destination"), (25, "exchange routing error"), (26, "clearing of a user that was not selected"),
    (27, "destination out of order"), (28, "invalid number format, address incomplete"), (29, "facility rejected"),
    (30, "response to STATUS ENQUIRY"), (31, "normal, unspecified"), (34, "no circuit or channel available"),
    (38, "network out of order"), (39, "permanent frame-mode connection out of service"),
    (40, "permanent frame-mode connection operational"), (41, "temporary failure"), (42, "switching equipment congestion"),
    (43, "access information discarded"), (44, "requested circuit or channel not available"),
    (46, "precedence call blocked"), (47, "resource unavailable, unspecified"), (49, "quality of service not available"),
    (50, "requested facility not subscribed"), (53, "outgoing calls barred within the closed user group"),
    (55, "incoming calls barred within the closed user group"), (57, "bearer capability not authorized"),
    (58, "bearer capability not available at the moment"), (62, "inconsistency in outgoing access information and subscriber class"),
    (63, "service or option not available, unspecified"), (65, "bearer capability not implemented"),
    (66, "channel type not implemented"), (69, "requested facility not implemented"),
    (70, "only restricted digital information bearer capability is available"),
    (79, "service or option not implemented, unspecified"), (81, "invalid call reference value"),
    (82, "identified channel does not exist"), (83, "a suspended call exists, but this call identity does not"),
    (84, "call identity in use"), (85, "no call suspended"), (86, "call with the requested identity has been cleared"),
    (87, "user not member of the closed user group"), (88, "incompatible destination"), (90, "closed user group does not exist"),
    (91, "invalid transit network selection"), (95, "invalid message, unspecified"), (96, "mandatory information element missing"),
    (97, "message type does not exist or is not implemented"), (98, "message not compatible with the call state, or not implemented"),
    (99, "information element or parameter does not exist or is not implemented"), (100, "invalid information element contents"),
    (101, "message not compatible with the call state"), (102, "recovery on timer expiry"),
    (103, "parameter does not exist or is not implemented, passed on"), (110, "message with an unrecognized parameter discarded"),
    (111, "protocol error, unspecified"), (127, "interworking, unspecified"),
)}

Q931_MESSAGES: dict[int, str] = {
    1: "ALERTING", 2: "CALL PROCEEDING", 3: "PROGRESS", 5: "SETUP", 7: "CONNECT", 13: "SETUP ACKNOWLEDGE", 15: "CONNECT ACKNOWLEDGE",
    69: "DISCONNECT", 77: "RELEASE", 90: "RELEASE COMPLETE", 110: "NOTIFY", 117: "STATUS ENQUIRY", 123: "INFORMATION", 125: "STATUS",
}

DISCONNECT_CAUSES: dict[int, Meaning] = {
    0: ("no information available", "3145 3.1"),
    1: ("administrative disconnect", "3145 3.1"),
    2: ("the LNS does not renegotiate LCP and expected proxy LCP, which the LAC did not send", "3145 3.1"),
    3: ("normal disconnection by LCP Terminate-Request", "3145 3.1"),
    4: ("compulsory encryption was refused", "3145 3.1"),
    5: ("LCP timed out", "3145 3.2"),
    6: ("no recognizable LCP packets were received", "3145 3.2"),
    7: ("LCP magic number error, the link may be looped back", "3145 3.2"),
    8: ("LCP Echo-Requests went unanswered", "3145 3.2"),
    9: ("the peer's Endpoint-Discriminator does not fit the multilink bundle", "3145 3.2"),
    10: ("the peer's MRRU does not fit the multilink bundle", "3145 3.2"),
    11: ("the peer's Short-Sequence-Number option does not fit the multilink bundle", "3145 3.2"),
    12: ("compulsory call-back was refused", "3145 3.2"),
    13: ("PPP authentication timed out", "3145 3.3"),
    14: ("the peer's authenticated name does not fit the multilink bundle", "3145 3.3"),
    15: ("no acceptable PPP authentication protocol", "3145 3.3"),
    16: ("PPP authentication failed: wrong name, password or secret", "3145 3.3"),
    17: ("the network control protocol timed out", "3145 3.4"),
    18: ("no network control protocol is available: all are disabled or rejected", "3145 3.4"),
    19: ("the network control protocol could not converge on addresses", "3145 3.4"),
    20: ("the user may not use any address", "3145 3.4"),
}

DISCONNECT_DIRECTIONS: dict[tuple[int, int], str] = {
    (3, 1): "the peer sent it", (3, 2): "the sender of this message sent it",
    (4, 1): "required by the sender, refused by its peer", (4, 2): "required by the peer, refused by the sender",
    (12, 1): "required by the sender, refused by its peer", (12, 2): "required by the peer, refused by the sender",
    (15, 1): "the peer rejected all protocols of the sender", (15, 2): "the sender accepts none of the peer's protocols",
    (16, 1): "the sender rejected its peer", (16, 2): "the peer rejected the sender",
    (19, 1): "too many Configure-Naks came from the peer", (19, 2): "too many Configure-Naks were sent to the peer",
    (20, 1): "the peer does not accept the sender's address", (20, 2): "the sender does not accept the peer's address",
}
DIRECTIONS: dict[int, str] = {0: "global", 1: "at the peer", 2: "at the sender"}
# fmt: on

_RESULT_TDM, _RESULT_VERSION, _RESULT_GENERAL = 30, 5, 2


class Result(NamedTuple):
    """The Result Code AVP (RFC 2661 4.4.2): numbers in network order, `error` and `message_text` None where absent.

    byte_swapped   the sender wrote both codes in its host byte order, and they are set right here
    """

    result: int | None
    error: int | None
    message_text: str | None
    byte_swapped: bool = False


def result_of(avp: Avp, message: ControlMessage | None = None) -> Result:  # noqa: ARG001 - v3 may need the message
    """Read a Result Code AVP of 8 octets (no error code), 10, or more (with a text); all None if hidden or too short.

    Apple's clients send 0x0100 for 1: a code with a zero low octet and a high one that is not is taken as byte-swapped.
    SoftEther pads with zero octets: those at the end are no text.
    """
    value = avp.value
    if avp.hidden or len(value) < 2:  # noqa: PLR2004
        return Result(None, None, None)
    has_error = len(value) >= 4  # noqa: PLR2004
    text = printable(value[4:].rstrip(b"\0")) or None
    swapped = value[0] != 0 and value[1] == 0
    result = _code(value[:2], swapped=swapped)
    error = _code(value[2:4], swapped=swapped) if has_error else None
    return Result(result, error, text, swapped)


def _code(two: bytes, *, swapped: bool) -> int:
    return int.from_bytes(two, "little" if swapped else "big")


def stopccn_text(result: int | None, error: int | None = None) -> str:
    """What a StopCCN with these codes says, in a few words."""
    return _sentence(STOPCCN_RESULTS, result, error)


def cdn_text(result: int | None, error: int | None = None) -> str:
    """What a CDN with these codes says, in a few words."""
    return _sentence(CDN_RESULTS, result, error)


def error_text(result: int | None, error: int | None) -> str | None:
    """What the error code says beside this result code; None where there is none or it says nothing."""
    if error is None or (error == 0 and result != _RESULT_GENERAL):
        return None
    if result == _RESULT_VERSION:
        return f"highest version supported {error}"
    table = TDM_ERRORS if result == _RESULT_TDM else GENERAL_ERRORS
    return table[error][0] if error in table else f"unassigned error code {error}"


def disconnect_text(code: int, direction: int) -> str:
    """What a PPP Disconnect Cause Code AVP says (RFC 3145 3), from its sender's point of view."""
    text = DISCONNECT_CAUSES[code][0] if code in DISCONNECT_CAUSES else f"unassigned disconnect code {code}"
    side = DISCONNECT_DIRECTIONS.get((code, direction))
    return f"{text} ({side})" if side else text


def _sentence(results: dict[int, Meaning], result: int | None, error: int | None) -> str:
    if result is None:
        return "no result code"
    text = results[result][0] if result in results else f"unassigned result code {result}"
    more = error_text(result, error)
    return f"{text}: {more}" if more else text
