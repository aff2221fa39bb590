"""Strings from the wire made harmless for terminals and tables: every text output goes through here.

Host names, error messages and user names are the sender's choice: they may hold terminal commands, letters that turn
the reading direction, or a spreadsheet formula.
"""

import unicodedata

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
SIGNS = str.maketrans(
    {
        "│": "|", "┆": ":", "─": "-", "┄": ".", "▶": ">", "◀": "<", "✗": "x", "✓": "+", "⋯": "...", "…": "...",
        "◌": "o", "●": "*", "▲": "^", "▼": "v", "→": "->", "←": "<-", "\u2013": "-", "·": "-", "\u00d7": "x",
        "\u2019": "'", "µ": "u",
    }
)  # fmt: skip
ONE_OCTET, TWO_OCTETS = 0xFF, 0xFFFF


def plain(text: str) -> str:
    r"""`text` with control, format, bidirectional and unassigned characters written as \x1b or \u202e."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _spelled(letter) for letter in text)


def _spelled(letter: str) -> str:
    code = ord(letter)
    if code <= ONE_OCTET:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= TWO_OCTETS else f"\\U{code:08x}"


def ascii_only(text: str) -> str:
    r"""`text` in ASCII: our own drawing signs by their like, every other letter as \xe9 or \u4e2d."""
    if text.isascii():
        return text
    return text.translate(SIGNS).encode("ascii", "backslashreplace").decode("ascii")


def formula_safe(text: str) -> str:
    """`text` for a CSV cell: what a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA) else text


def cells(text: str) -> int:
    """How many columns `text` takes in a terminal: wide letters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def fitted(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` cut to `width` columns, the cut shown by an ellipsis."""
    if cells(text) <= width:
        return text
    kept, used = "", cells(ellipsis)
    for letter in text:
        used += _width(letter)
        if used > width:
            break
        kept += letter
    return (kept + ellipsis) if width >= cells(ellipsis) else kept


def padded(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled with blanks to `width` columns (left of it if `right`), and cut if longer."""
    cut = fitted(text, width)
    blanks = " " * (width - cells(cut))
    return blanks + cut if right else cut + blanks
