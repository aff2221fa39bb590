"""One frame in the terminal."""

from l2tpscope.render.frame_text import frame_text
from l2tpscope.render.ink import Ink
from l2tpscope.views.frame import FrameView
from l2tpscope.views.part import Part


def test_octets_stand_16_a_line_in_hex_and_ascii_and_secrets_as_stars() -> None:
    view = FrameView((), b"0123456789abcdef\x00\xffsecret", "Octets", frozenset(range(18, 24)))
    assert frame_text(view, Ink()).splitlines() == [
        "",
        "Octets (6 masked)",
        "  0000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef",
        "  0010  00 ff ** ** ** ** ** **                           ..******",
    ]


def test_lines_are_wrapped_and_strings_from_the_wire_harmless() -> None:
    view = FrameView((Part("AVPs", ("Host Name: \x1b[31m" + "wide " * 30,)),), b"", "Octets", frozenset())
    text = frame_text(view, Ink())
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
