"""What the secrets that the user gave prove, in words that end a summary; "" without secrets."""

from l2tpscope.conversation.link import Exchange
from l2tpscope.conversation.model import Side, Tunnel
from l2tpscope.rules.evidence import end_called
from l2tpscope.wire.messages import SCCCN, SCCRP


def secret_words(tunnel: Tunnel) -> str:
    """Which end of the tunnel has another secret than the one that was given (RFC 2661 5.1.1)."""
    words = []
    for side, end in tunnel.ends.items():
        if end.proof == "wrong-secret":
            words.append(f"{end_called(tunnel, side)} answered with another secret than the one you gave")
        elif end.proof == "verified":
            other = end_called(tunnel, side.other)
            words.append(f"{end_called(tunnel, side)} answered with the secret you gave, so {other} must have another")
    return "".join(f"; {one}" for one in words)


def unanswered_challenge(tunnel: Tunnel) -> str:
    """The end that was challenged and answered without a Challenge Response, in words."""
    for side, answer in ((Side.INITIATOR, SCCRP), (Side.RECIPIENT, SCCCN)):
        if tunnel.ends[side].challenged and tunnel.first(answer) is not None and not tunnel.ends[side.other].responded:
            return f"; {end_called(tunnel, side.other)} was challenged and sent no Challenge Response: it has no secret"
    return ""


def password_words(exchange: Exchange, client: str, server: str) -> str:
    """Whose fault a failed authentication is; `client` and `server` say how the two ends are called."""
    if exchange.verified is None:
        return ""
    who = f"{exchange.peer_name}'s client ({client})" if exchange.peer_name else client
    if not exchange.verified:
        return f"; {who} used another password than the one you gave"
    if exchange.proved is False:
        return f"; {who} used the password you gave, and {server} proved another one"
    if exchange.result == "failure":
        return f"; {server} refused the right password: {who} used the one you gave"
    return f"; {who} used the password you gave"
