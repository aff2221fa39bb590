"""What the font of matplotlib can draw: all else is spelled out, so that no picture shows empty boxes."""

from functools import cache
from typing import Any

from l2tpscope.render.escape import plain


@cache
def _font() -> Any:  # noqa: ANN401 - matplotlib's font objects have no public type
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - 300 ms that only pictures wait for

    return get_font(findfont("DejaVu Sans"))


def spelled_out(words: str) -> str:
    r"""Words made harmless; letters that the font cannot draw as \u4e2d."""
    return "".join(
        letter if letter.isascii() or _font().get_char_index(ord(letter)) else f"\\u{ord(letter):04x}"
        for letter in plain(words)
    )
