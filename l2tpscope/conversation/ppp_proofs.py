"""PPP authentication checked with the passwords that the user gave: whose proof does not fit (RFC 1994, 2433, 2759)."""

import re
from collections.abc import Callable

from l2tpscope.conversation.link import Exchange, PppLink, Said
from l2tpscope.secrets.chap import verify_chap_md5
from l2tpscope.secrets.known import Secrets
from l2tpscope.secrets.mschap import (
    CHALLENGE_OCTETS,
    RESPONSE_OCTETS,
    verify_authenticator,
    verify_mschapv1,
    verify_mschapv2,
)
from l2tpscope.wire.ppp.chap import Chap, ChapVerdict
from l2tpscope.wire.ppp.eap import Eap
from l2tpscope.wire.ppp.pap import Pap

MD5_OCTETS = 16
EAP_MD5, EAP_MSCHAPV2 = 4, 26
_HEADER = 4
_NEXT_CHALLENGE = re.compile(rb"C=([0-9A-Fa-f]{32})")


def prove_link(link: PppLink, secrets: Secrets) -> None:
    """Fill `verified` and `proved` of each exchange for which a password is known; without one they stay None."""
    before: Exchange | None = None
    for exchange in link.exchanges:
        if exchange.responses:
            _prove(exchange, before, secrets)
        before = exchange


def _prove(exchange: Exchange, before: Exchange | None, secrets: Secrets) -> None:
    for response in reversed(exchange.responses):
        said = response.packet.said
        if isinstance(said, Pap) and said.peer_id is not None:
            passwords = secrets.passwords(said.peer_id)
            exchange.verified = said.password in passwords if passwords else None
        elif isinstance(said, Chap):
            _prove_chap(exchange, response, said, _challenge(exchange, before, response), secrets)
        elif isinstance(said, Eap) and said.chap is not None and said.method in (EAP_MD5, EAP_MSCHAPV2):
            _prove_chap(exchange, response, said.chap, _eap_challenge(exchange, said.method), secrets)
        else:
            continue
        return


def _prove_chap(exchange: Exchange, response: Said, chap: Chap, challenge: bytes | None, secrets: Secrets) -> None:
    name = name_octets(response, chap)
    passwords = secrets.passwords(name)
    if challenge is None or not passwords:
        return
    check = _check(exchange.protocol, response.packet.identifier, name, challenge, chap.value)
    if check is None:
        return
    exchange.verified = any(map(check, passwords))
    proof = _proof(exchange)
    if proof is not None and exchange.protocol in ("MS-CHAPv2", "EAP-MSCHAPv2"):
        message = b"S=" + proof.hex().upper().encode()
        exchange.proved = any(verify_authenticator(p, name, challenge, chap.value, message) for p in passwords)


def _check(
    protocol: str, identifier: int, name: bytes, challenge: bytes, value: bytes
) -> Callable[[bytes], bool] | None:
    """What says whether a password makes this response; None where the lengths are not those of the protocol."""
    if protocol in ("CHAP-MD5", "EAP-MD5") and len(value) == MD5_OCTETS:
        return lambda password: verify_chap_md5(identifier, password, challenge, value)
    if len(value) != RESPONSE_OCTETS:
        return None
    if protocol == "MS-CHAPv1" and len(challenge) == CHALLENGE_OCTETS[1]:
        return lambda password: verify_mschapv1(password, challenge, value)
    if protocol in ("MS-CHAPv2", "EAP-MSCHAPv2") and len(challenge) == CHALLENGE_OCTETS[2]:
        return lambda password: verify_mschapv2(password, name, challenge, value)
    return None


def _challenge(exchange: Exchange, before: Exchange | None, response: Said) -> bytes | None:
    """The challenge of this identifier; of a further attempt, the one that the Failure before brought (RFC 2759 6)."""
    for said in reversed(exchange.challenges):
        if said.packet.identifier == response.packet.identifier and isinstance(said.packet.said, Chap):
            return said.packet.said.value
    if not exchange.challenges and before is not None and before.retry and before.verdict is not None:
        found = _NEXT_CHALLENGE.search(before.verdict.frame.octets)
        if found is not None:
            octets = bytes.fromhex(found[1].decode("ascii"))
            return octets[: CHALLENGE_OCTETS[1]] if exchange.protocol == "MS-CHAPv1" else octets
    return None


def _eap_challenge(exchange: Exchange, method: int) -> bytes | None:
    for said in reversed(exchange.challenges):
        body = said.packet.said
        if isinstance(body, Eap) and body.method == method and body.chap is not None:
            return body.chap.value
    return None


def _proof(exchange: Exchange) -> bytes | None:
    """The S= of the authenticator, in a CHAP Success or in a request of EAP."""
    for said in ([exchange.verdict] if exchange.verdict is not None else []) + exchange.challenges[::-1]:
        body = said.packet.said
        verdict = body.verdict if isinstance(body, Eap) else body
        if isinstance(verdict, ChapVerdict) and verdict.proof is not None:
            return verdict.proof
    return None


def name_octets(response: Said, chap: Chap) -> bytes:
    """The Name field as sent: all behind the value, which `chap.name` shows escaped."""
    octets = response.frame.octets[: response.packet.length]
    at = octets.find(chap.value, _HEADER) + len(chap.value)
    return octets[at:]
