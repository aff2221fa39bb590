"""What Windows puts into PPP packets: the error number of RAS in a Terminate-Request, and the names of such numbers."""

_MARK = b"\x00\x3c\xcd\x74"
_MAGIC, _NUMBER = 4, 4

RAS_ERRORS: dict[int, tuple[str, str]] = {
    0: ("NO_ERROR", "no error"),
    602: ("PORT_ALREADY_OPEN", "the port is already open"),
    619: ("PORT_DISCONNECTED", "the port is disconnected"),
    628: ("DISCONNECTION", "the port was disconnected"),
    629: ("REMOTE_DISCONNECTION", "the remote computer disconnected"),
    630: ("HARDWARE_FAILURE", "disconnected by a hardware failure"),
    631: ("USER_DISCONNECTION", "the user disconnected"),
    633: ("PORT_NOT_AVAILABLE", "the port is in use or not configured"),
    635: ("UNKNOWN", "unknown error"),
    638: ("REQUEST_TIMEOUT", "the request timed out"),
    645: ("AUTH_INTERNAL", "internal error of authentication"),
    646: ("RESTRICTED_LOGON_HOURS", "the account may not log on at this time of day"),
    647: ("ACCT_DISABLED", "the account is disabled"),
    648: ("PASSWD_EXPIRED", "the password has expired"),
    649: ("NO_DIALIN_PERMISSION", "the account may not dial in"),
    650: ("SERVER_NOT_RESPONDING", "the server does not respond"),
    651: ("FROM_DEVICE", "the device reported an error"),
    676: ("LINE_BUSY", "the line is busy"),
    678: ("NO_ANSWER", "no answer"),
    679: ("NO_CARRIER", "no carrier"),
    680: ("NO_DIALTONE", "no dial tone"),
    691: ("AUTHENTICATION_FAILURE", "wrong user name or password, or the authentication protocol is not permitted"),
    692: ("PORT_OR_DEVICE", "the port or its device failed"),
    709: ("CHANGING_PASSWORD", "the password could not be changed"),
    718: ("PPP_TIMEOUT", "PPP timed out waiting for an answer"),
    719: ("PPP_REMOTE_TERMINATED", "the remote computer terminated PPP"),
    720: ("PPP_NO_PROTOCOLS_CONFIGURED", "no PPP network control protocol came up"),
    721: ("PPP_NO_RESPONSE", "the remote PPP peer does not respond"),
    722: ("PPP_INVALID_PACKET", "a PPP packet is invalid"),
    731: ("PROTOCOL_NOT_CONFIGURED", "the protocol is not configured"),
    732: ("PPP_NOT_CONVERGING", "PPP negotiation does not converge"),
    733: ("PPP_CP_REJECTED", "the PPP control protocol for this network protocol is not available on the server"),
    734: ("PPP_LCP_TERMINATED", "LCP was terminated"),
    735: ("PPP_REQUIRED_ADDRESS_REJECTED", "the required address was rejected by the server"),
    736: ("PPP_NCP_TERMINATED", "the remote computer terminated the network control protocol"),
    737: ("PPP_LOOPBACK_DETECTED", "a loopback was detected"),
    738: ("PPP_NO_ADDRESS_ASSIGNED", "the server assigned no address"),
    739: ("CANNOT_USE_LOGON_CREDENTIALS", "the authentication protocol cannot use the stored password"),
    741: ("NO_LOCAL_ENCRYPTION", "the local computer does not support the required encryption"),
    742: ("NO_REMOTE_ENCRYPTION", "the remote computer does not support the required encryption"),
    743: ("REMOTE_REQUIRES_ENCRYPTION", "the remote computer requires encryption"),
    766: ("NO_CERTIFICATE", "no certificate was found"),
    778: ("UNABLE_TO_AUTHENTICATE_SERVER", "the identity of the server could not be verified"),
    789: ("OAKLEY_GENERAL_PROCESSING", "the security layer failed in its first negotiation"),
    798: ("NO_EAPTLS_CERTIFICATE", "no certificate was found for EAP"),
    800: ("AUTOMATIC_VPN_FAILED", "no kind of VPN could be established"),
    807: ("VPN_DISCONNECT", "the connection to the VPN server was interrupted"),
    808: ("VPN_REFUSED", "the VPN server refused the connection"),
    809: ("VPN_TIMEOUT", "the VPN server does not respond"),
    810: ("VPN_BAD_CERT", "the certificate is not usable"),
    811: ("VPN_BAD_PSK", "the pre-shared key is wrong"),
    812: ("SERVER_POLICY", "a policy of the server forbids the connection, as for the authentication protocol"),
    828: ("IDLE_TIMEOUT", "the connection was idle for too long"),
    829: ("LINK_FAILURE", "the link failed"),
    919: ("PEER_REFUSED_AUTH", "the remote computer refused the authentication protocol"),
}  # fmt: skip
"""Numbers of Windows RAS (raserror.h without ERROR_), with their meaning; 646 to 709 are also in RFC 2759 6."""


def windows_error(reason: bytes) -> int | None:
    """The error number in the data of a Terminate-Request of Windows: Magic-Number, a fixed mark, 32 bits; else None.

    0 stands for a termination that is no error.
    """
    at = reason.find(_MARK, _MAGIC)
    if at != _MAGIC or len(reason) < at + len(_MARK) + _NUMBER:
        return None
    at += len(_MARK)
    return int.from_bytes(reason[at : at + _NUMBER], "big")


def error_words(number: int) -> str:
    """As in "691 AUTHENTICATION_FAILURE: wrong user name or password, ..."; an unknown number alone."""
    name, meaning = RAS_ERRORS.get(number, ("", ""))
    return f"{number} {name}: {meaning}" if name else str(number)
