"""Tunnel authentication checked with the secrets that the user gave: which end has another one (RFC 2661 5.1.1)."""

from l2tpscope.conversation.model import Side, Tunnel
from l2tpscope.secrets.known import Secrets
from l2tpscope.secrets.tunnel_secret import verify_challenge_response
from l2tpscope.wire.messages import SCCCN, SCCRP, SCCRQ

CHALLENGE, CHALLENGE_RESPONSE = 11, 13
RESPONSE_OCTETS = 16


def prove_tunnel(tunnel: Tunnel, secrets: Secrets) -> None:
    """Set `proof` of each end that answered a Challenge to "verified" or "wrong-secret"; without a secret, leave it."""
    hosts = [end.host_name for end in tunnel.ends.values() if end.host_name]
    addresses = [address.address for end in tunnel.ends.values() for address in end.addresses]
    candidates = secrets.tunnel_secrets(hosts, addresses)
    for side, asking, answering in ((Side.RECIPIENT, SCCRQ, SCCRP), (Side.INITIATOR, SCCRP, SCCCN)):
        challenge = _value(tunnel, asking, side.other, CHALLENGE)
        response = _value(tunnel, answering, side, CHALLENGE_RESPONSE)
        if not candidates or challenge is None or response is None or len(response) != RESPONSE_OCTETS:
            continue
        fits = any(verify_challenge_response(answering, secret, challenge, response) for secret in candidates)
        tunnel.ends[side].proof = "verified" if fits else "wrong-secret"


def _value(tunnel: Tunnel, type_: int, sender: Side, avp_type: int) -> bytes | None:
    """The value of this AVP in the first message of this type; None where it was not captured whole or is hidden."""
    delivery = tunnel.first(type_, sender)
    avp = delivery.first.message.avp(avp_type) if delivery is not None else None
    return avp.value if avp is not None else None
