"""What the font of pictures can draw."""

from l2tpscope.render.glyphs import spelled_out


def test_letters_without_a_glyph_and_control_characters_are_spelled_out() -> None:
    assert spelled_out("lac-köln →") == "lac-köln →"
    assert spelled_out("\u4e2d\u202e\x1b[1m") == "\\u4e2d\\u202e\\x1b[1m"
