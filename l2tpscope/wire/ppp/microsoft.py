"""What Windows puts into PPP packets: the error number of RAS in a Terminate-Request; names of its error numbers."""

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
    768: ("FAILED_TO_ENCRYPT", "the data could not be encrypted: IPsec is off on this computer"),
    776: ("DONOTDISTURB", "the destination is set to do not disturb"),
    778: ("UNABLE_TO_AUTHENTICATE_SERVER", "the identity of the server could not be verified"),
    781: ("CERT_FOR_ENCRYPTION_NOT_FOUND", "no valid certificate was found to encrypt with"),
    786: ("OAKLEY_NO_CERT", "this computer has no valid certificate for IPsec"),
    787: ("OAKLEY_AUTH_FAIL", "IPsec could not authenticate the remote computer"),
    788: ("OAKLEY_ATTRIB_FAIL", "IPsec found no parameters that both computers accept"),
    789: ("OAKLEY_GENERAL_PROCESSING", "the security layer failed in its first negotiation"),
    790: ("OAKLEY_NO_PEER_CERT", "the certificate of the remote computer was not accepted"),
    791: ("OAKLEY_NO_POLICY", "no security policy was found for the connection"),
    792: ("OAKLEY_TIMED_OUT", "the negotiation of IPsec timed out"),
    793: ("OAKLEY_ERROR", "the negotiation of IPsec failed"),
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
    835: ("INVALID_SERVER_CERT", "the certificate of the server does not fit its name or purpose"),
    868: ("DNSNAME_NOT_RESOLVABLE", "the name of the server could not be resolved"),
    919: ("PEER_REFUSED_AUTH", "the remote computer refused the authentication protocol"),
}  # fmt: skip
"""Numbers of Windows RAS (raserror.h without ERROR_), with their meaning; 646 to 709 are also in RFC 2759 6."""


IPSEC_ERRORS: dict[int, tuple[str, str]] = {
    13801: ("AUTH_FAIL", "the credentials of IKE are not accepted"),
    13802: ("ATTRIB_FAIL", "the attributes of the security association are not acceptable"),
    13803: ("NEGOTIATION_PENDING", "the negotiation is still going on"),
    13804: ("GENERAL_PROCESSING_ERROR", "a general error of IKE"),
    13805: ("TIMED_OUT", "the negotiation timed out"),
    13806: ("NO_CERT", "no valid certificate of this computer was found"),
    13807: ("SA_DELETED", "the security association was deleted by the peer before it was complete"),
    13808: ("SA_REAPED", "the security association was removed before it was complete"),
    13809: ("MM_ACQUIRE_DROP", "the request waited too long for main mode"),
    13810: ("QM_ACQUIRE_DROP", "the request waited too long for quick mode"),
    13811: ("QUEUE_DROP_MM", "the queue of main mode was full"),
    13812: ("QUEUE_DROP_NO_MM", "the queue was full, and there was no main mode"),
    13813: ("DROP_NO_RESPONSE", "the peer did not respond"),
}
"""Numbers of IKE in Windows (winerror.h without ERROR_IPSEC_IKE_), with their meaning."""


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
