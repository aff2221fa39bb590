"""Octets that claim to be text, made safe to show: what a terminal or a page could mistake is written as an escape."""


def printable(octets: bytes) -> str:
    r"""UTF-8 as text, with `\xNN`, `\uNNNN` or `\UNNNNNNNN` for all that is not printable.

    Escaped are octets that are no UTF-8, control characters, line ends, surrogates, format characters such as the
    bidirectional overrides U+202A to U+202E and U+2066 to U+2069, and code points that are not assigned.
    """
    text = octets.decode("utf-8", "surrogateescape")
    return text if text.isprintable() else "".join(map(_shown, text))


def is_utf8(octets: bytes) -> bool:
    """Whether the octets are valid UTF-8 (RFC 3629)."""
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def masked(octets: bytes) -> str:
    """What stands for octets that must not be shown."""
    return f"masked ({len(octets)} octets)"


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # noqa: PLR2004 - where surrogateescape puts an octet that is no UTF-8
        number -= 0xDC00
    if number <= 0xFF:  # noqa: PLR2004
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004
