"""The methods of EAP by number."""

IDENTITY, NOTIFICATION, NAK, MD5, OTP, GTC, TLS, TTLS, PEAP, MSCHAPV2 = 1, 2, 3, 4, 5, 6, 13, 21, 25, 26
FAST, TEAP, EXPANDED = 43, 55, 254
OVER_TLS = {TLS, TTLS, PEAP, FAST, TEAP}
"""Methods whose body begins with the flags L, M and S (RFC 5216 3.1, RFC 5281 9.1)."""

METHODS: dict[int, str] = {
    0: "none", 1: "Identity", 2: "Notification", 3: "Nak", 4: "MD5-Challenge", 5: "OTP", 6: "GTC", 9: "RSA",
    10: "DSS", 11: "KEA", 13: "TLS", 15: "SecurID", 16: "Arcot", 17: "LEAP", 18: "SIM", 19: "SRP-SHA1", 21: "TTLS",
    22: "Remote Access Service", 23: "AKA", 24: "3Com Wireless", 25: "PEAP", 26: "MSCHAPv2", 27: "MAKE",
    28: "CRYPTOCard", 29: "MSCHAPv2 (29)", 30: "DynamID", 32: "POTP", 33: "TLV", 35: "Actiontec", 36: "Cogent",
    38: "HTTP Digest", 39: "SecureSUITE", 43: "FAST", 46: "PAX", 47: "PSK", 48: "SAKE", 49: "IKEv2", 50: "AKA'",
    51: "GPSK", 52: "pwd", 53: "EKE", 54: "PT-EAP", 55: "TEAP", 254: "expanded", 255: "experimental",
}  # fmt: skip
"""IANA eap-numbers, method types."""


def method_name(method: int) -> str:
    """The method's name, or "method 99"."""
    return METHODS.get(method, f"method {method}")
