"""The bounds of lengths."""

from l2tpscope.capture.limits import longest_frame


def test_frames_of_some_link_types_may_be_longer() -> None:
    assert [longest_frame(number) for number in (1, 113, 231, 249, 279)] == [
        262_144,
        262_144,
        128 << 20,
        128 << 20,
        32 << 20,
    ]
