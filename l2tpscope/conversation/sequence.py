"""Sequence numbers of 16 bits that wrap (RFC 2661 5.8), counted on without end."""

HALF, WHOLE = 0x8000, 0x10000


def unwrap(number: int, near: int) -> int:
    """The integer congruent to `number` (modulo 2**16) that lies nearest to `near`.

    RFC 2661 5.8: a number is less than or equal to another if it is among the 32767 before it, itself included.
    """
    return near + ((number - near + HALF) % WHOLE) - HALF


def is_after(left: int, right: int) -> bool:
    """True if `left` comes after `right` modulo 2**16 (RFC 2661 5.8: 15 is after 32784, and not after 32783)."""
    return 0 < (left - right) % WHOLE < HALF
