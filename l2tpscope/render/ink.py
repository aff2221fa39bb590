"""Ink: what a terminal can show, colour or not, UTF-8 or ASCII; the text outputs draw with it."""

import textwrap
from dataclasses import dataclass

from l2tpscope.render.escape import ascii_only, cells, fitted, plain

STYLES = {
    "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "bad": "1;31", "good": "1;32",
    "odd": "1;33",
}  # fmt: skip
WIDTH = 80


@dataclass(frozen=True, slots=True)
class Ink:
    """How to draw. `width` in columns, at most 80 unless asked for more."""

    colour: bool = False
    unicode: bool = True
    width: int = WIDTH

    def clean(self, text: str) -> str:
        """A string from the wire or the user, made harmless and drawable."""
        return self.drawable(plain(text))

    def drawable(self, text: str) -> str:
        """Our own text, in ASCII where the terminal knows no more."""
        return text if self.unicode else ascii_only(text)

    def paint(self, text: str, style: str) -> str:
        """`text` in a colour; blank and unpainted text stays as it is."""
        code = STYLES.get(style) if self.colour and text.strip() else None
        return f"\x1b[{code}m{text}\x1b[0m" if code else text

    def fit(self, text: str, width: int) -> str:
        """`text` made harmless and cut to `width` columns."""
        return fitted(self.clean(text), width, self.drawable("…"))

    def wrapped(self, text: str, width: int) -> list[str]:
        """`text` made harmless, broken into lines of at most `width` columns."""
        clean = self.clean(text)
        if cells(clean) == len(clean):
            return textwrap.wrap(clean, width, break_on_hyphens=False) or [""]
        return _wrapped_wide(clean, width)


def _wrapped_wide(text: str, width: int) -> list[str]:
    """As textwrap, for text in which some letters take two columns."""
    lines, line = [], ""
    for word in text.split():
        for piece in _pieces(word, width):
            if line and cells(line) + 1 + cells(piece) > width:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if cells(piece + letter) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
