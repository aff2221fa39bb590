"""MS-CHAP: what versions 1 and 2 make of a password, and whether a response or a success was made with it."""

import hashlib
import hmac
from collections.abc import Iterator

from l2tpscope.secrets.md4 import md4
from l2tpscope.secrets.names import without_domain

CHALLENGE_OCTETS = {1: 8, 2: 16}
"""The length of a Challenge's Value, by version (RFC 2433 5, RFC 2759 3)."""
RESPONSE_OCTETS = 49
"""The length of a Response's Value, in both versions (RFC 2433 6, RFC 2759 4)."""

_PEER_CHALLENGE, _LM, _NT = slice(0, 16), slice(0, 24), slice(24, 48)
_USE_NT = 48
_AUTHENTICATOR_OCTETS = 42
_LM_PASSWORD_OCTETS = 14
_LM_TEXT = b"KGS!@#$%"
_KEY_OCTETS = 7
_MAGIC_1 = b"Magic server to client signing constant"
_MAGIC_2 = b"Pad to make it do more than one iteration"


def unicode_forms(password: bytes) -> tuple[bytes, ...]:
    """The octets that peers may hash for a password: UTF-16LE of its UTF-8, or each octet followed by a zero.

    RFC 2433 6 wants the first. pppd makes the second, which differs where the password is not ASCII. A password that is
    not UTF-8 has only the second form.
    """
    widened = password.decode("latin-1").encode("utf-16-le")
    try:
        return tuple(dict.fromkeys((password.decode().encode("utf-16-le"), widened)))
    except UnicodeDecodeError:
        return (widened,)


def nt_hash(password: bytes) -> bytes:
    """The 16 octets of NtPasswordHash (RFC 2433 A.6, RFC 2759 8.3) of a password given as UTF-8."""
    return md4(unicode_forms(password)[0])


def lm_hash(password: bytes) -> bytes:
    """The 16 octets of LmPasswordHash (RFC 2433 A.2).

    Peers take the password in a code page that the capture does not tell: what is not ASCII is hashed as it is given.
    """
    padded = password.upper()[:_LM_PASSWORD_OCTETS].ljust(_LM_PASSWORD_OCTETS, b"\0")
    return des(padded[:_KEY_OCTETS], _LM_TEXT) + des(padded[_KEY_OCTETS:], _LM_TEXT)


def response_by_hash(challenge: bytes, password_hash: bytes) -> bytes:
    """The 24 octets of ChallengeResponse (RFC 2433 A.7, RFC 2759 8.5) to 8 octets of challenge, by a hash of 16."""
    keys = password_hash.ljust(3 * _KEY_OCTETS, b"\0")
    return b"".join(des(keys[at : at + _KEY_OCTETS], challenge) for at in range(0, len(keys), _KEY_OCTETS))


def nt_response_v1(challenge: bytes, password: bytes) -> bytes:
    """The 24 octets of NtChallengeResponse (RFC 2433 A.5) to the 8 octets of a Challenge."""
    return response_by_hash(challenge, nt_hash(password))


def lm_response(challenge: bytes, password: bytes) -> bytes:
    """The 24 octets of LmChallengeResponse (RFC 2433 A.1) to the 8 octets of a Challenge."""
    return response_by_hash(challenge, lm_hash(password))


def challenge_hash(peer_challenge: bytes, authenticator_challenge: bytes, user_name: bytes) -> bytes:
    """The 8 octets of ChallengeHash (RFC 2759 8.2); `user_name` is taken as given: without its domain, by the RFC."""
    return _sha1(peer_challenge + authenticator_challenge + user_name)[:8]


def nt_response(peer_challenge: bytes, authenticator_challenge: bytes, user_name: bytes, password: bytes) -> bytes:
    """The 24 octets of GenerateNTResponse (RFC 2759 8.1), version 2."""
    return response_by_hash(challenge_hash(peer_challenge, authenticator_challenge, user_name), nt_hash(password))


def authenticator_response(hashed: bytes, response: bytes, challenge: bytes) -> bytes:
    """The 42 octets "S=..." of GenerateAuthenticatorResponse (RFC 2759 8.7).

    `hashed` is the NT hash of the password, `response` the NT response, `challenge` the hash of both challenges and
    the user name.
    """
    digest = _sha1(md4(hashed) + response + _MAGIC_1)
    return b"S=" + _sha1(digest + challenge + _MAGIC_2).hex().upper().encode()


def verify_mschapv1(password: bytes, challenge: bytes, value: bytes) -> bool:
    """Whether the Value of a version 1 Response was made with this password (RFC 2433 6).

    The last octet says which of the two responses counts. False too where a Value has not its length: a caller who
    would conclude from False looks at `RESPONSE_OCTETS` and `CHALLENGE_OCTETS` first.
    """
    if len(challenge) != CHALLENGE_OCTETS[1] or len(value) != RESPONSE_OCTETS:
        return False
    if not value[_USE_NT]:
        return hmac.compare_digest(lm_response(challenge, password), value[_LM])
    wanted = [response_by_hash(challenge, md4(form)) for form in unicode_forms(password)]
    return any(hmac.compare_digest(one, value[_NT]) for one in wanted)


def verify_mschapv2(password: bytes, name: bytes, authenticator_challenge: bytes, value: bytes) -> bool:
    """Whether the Value of a version 2 Response was made with this password (RFC 2759 4).

    `name` is the Name field of the Response, with its domain if it has one. False too where a Value has not its
    length, as in `verify_mschapv1`.
    """
    if not _fits_v2(authenticator_challenge, value):
        return False
    wanted = [
        response_by_hash(challenge, hashed)
        for hashed, challenge in _hashed(password, name, authenticator_challenge, value)
    ]
    return any(hmac.compare_digest(one, value[_NT]) for one in wanted)


def verify_authenticator(
    password: bytes, name: bytes, authenticator_challenge: bytes, value: bytes, message: bytes
) -> bool:
    """Whether the Message of a version 2 Success proves that the authenticator knows this password (RFC 2759 5, 8.8).

    The other arguments are those of `verify_mschapv2`, whose Response need not have been made with this password.
    """
    if not _fits_v2(authenticator_challenge, value):
        return False
    wanted = [
        authenticator_response(hashed, value[_NT], challenge)
        for hashed, challenge in _hashed(password, name, authenticator_challenge, value)
    ]
    return any(hmac.compare_digest(one, message[:_AUTHENTICATOR_OCTETS].upper()) for one in wanted)


def _fits_v2(authenticator_challenge: bytes, value: bytes) -> bool:
    return len(authenticator_challenge) == CHALLENGE_OCTETS[2] and len(value) == RESPONSE_OCTETS


def _hashed(
    password: bytes, name: bytes, authenticator_challenge: bytes, value: bytes
) -> Iterator[tuple[bytes, bytes]]:
    """Each NT hash with each challenge hash that a peer may have used: some leave the domain in the name."""
    for form in unicode_forms(password):
        for user_name in dict.fromkeys((without_domain(name), name)):
            yield md4(form), challenge_hash(value[_PEER_CHALLENGE], authenticator_challenge, user_name)


def des(key: bytes, clear: bytes) -> bytes:
    """DesEncrypt (RFC 2433 A.4, RFC 2759 8.6): 8 octets under a key of 7 octets, which gets its parity bits here."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES  # noqa: PLC0415 (its import takes 23 ms)
    from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: PLC0415 (the same)
    from cryptography.hazmat.primitives.ciphers.modes import ECB  # noqa: PLC0415 (the same)

    thrice = with_parity(key) * 3  # three times one key: encrypt, decrypt, encrypt is one DES
    encryptor = Cipher(TripleDES(thrice), ECB()).encryptor()  # noqa: S305 - what MS-CHAP is made of
    return encryptor.update(clear) + encryptor.finalize()


def with_parity(key: bytes) -> bytes:
    """The 56 bits of a DES key as 8 octets of 7 bits and a bit that makes each odd (RFC 2433 B.3)."""
    bits = int.from_bytes(key, "big")
    sevens = [bits >> shift & 0x7F for shift in range(49, -1, -7)]
    return bytes(seven << 1 | (seven.bit_count() & 1 ^ 1) for seven in sevens)


def _sha1(octets: bytes) -> bytes:
    return hashlib.sha1(octets, usedforsecurity=False).digest()
