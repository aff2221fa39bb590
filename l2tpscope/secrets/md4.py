"""MD4: the hash of RFC 1320, which MS-CHAP needs and which OpenSSL 3 offers only on request."""

import struct

_BLOCK = 64
_WORD = 0xFFFFFFFF
_START = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476)

_ROUNDS = (
    (0x00000000, (3, 7, 11, 19), (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)),
    (0x5A827999, (3, 5, 9, 13), (0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)),
    (0x6ED9EBA1, (3, 9, 11, 15), (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15)),
)
"""Of each round: the constant that is added, the four shifts, and the order of the 16 words (RFC 1320 3.4)."""


def md4(message: bytes) -> bytes:
    """The 16 octets of MD4 over a message of any length (RFC 1320 3)."""
    state = _START
    padded = message + b"\x80" + bytes(-(len(message) + 9) % _BLOCK) + struct.pack("<Q", len(message) * 8)
    for at in range(0, len(padded), _BLOCK):
        state = _after_block(state, struct.unpack_from("<16I", padded, at))
    return struct.pack("<4I", *state)


def _after_block(state: tuple[int, int, int, int], words: tuple[int, ...]) -> tuple[int, int, int, int]:
    a, b, c, d = state
    for number, (constant, shifts, order) in enumerate(_ROUNDS):
        for step, word in enumerate(order):
            total = (a + _mixed(number, b, c, d) + words[word] + constant) & _WORD
            a, b, c, d = d, _rotated(total, shifts[step % 4]), b, c
    return (a + state[0]) & _WORD, (b + state[1]) & _WORD, (c + state[2]) & _WORD, (d + state[3]) & _WORD


def _mixed(number: int, x: int, y: int, z: int) -> int:
    """F, G, H of RFC 1320 3.4, by the number of the round."""
    if number == 0:
        return (x & y) | (~x & z)
    if number == 1:
        return (x & y) | (x & z) | (y & z)
    return x ^ y ^ z


def _rotated(word: int, bits: int) -> int:
    return (word << bits | word >> 32 - bits) & _WORD
