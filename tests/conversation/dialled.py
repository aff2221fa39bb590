"""dialled: the PPP of the only session of a call, from the lines of a ladder script that come after it is set up."""

from l2tpscope.conversation.link import PppLink
from l2tpscope.conversation.model import Session
from l2tpscope.wire.encode import encode_data
from tests.conversation.played import tunnel_of
from tests.rules.ladder.frames import PPP_PROTOCOLS

LCP, IPCP, IPV6CP, CCP = (PPP_PROTOCOLS[name] for name in ("LCP", "IPCP", "IPV6CP", "CCP"))
OPEN = "+0.1 --> LCP ConfReq id=1\n+0.1 <-- LCP ConfAck\n+0.1 <-- LCP ConfReq id=1\n+0.1 --> LCP ConfAck\n"
"""LCP opens, without authentication."""
IDS = {"-->": (200, 21), "<--": (100, 11)}
"""Tunnel and session ID of the receiver of each arrow, as the scripts assign them."""
EAP = 0xC227


def session_of(script: str) -> Session:
    """The session after these lines; the capture goes on for a while."""
    (session,) = tunnel_of(f"0 setup\n0.1 icall\n{script}\nend 200").sessions
    return session


def dialled(script: str) -> PppLink:
    """What PPP in it amounts to."""
    link = session_of(script).link
    assert link is not None
    return link


def states(link: PppLink, protocol: int) -> list[str]:
    """The states of initiator and recipient."""
    return [own.state for own in link.negotiations[protocol].sides.values()]


def sent(arrow: str, protocol: int, code: int, body: bytes, identifier: int = 1) -> str:
    """A line of a script that sends just these octets of PPP."""
    octets = bytes((code, identifier)) + (4 + len(body)).to_bytes(2) + body
    return f"+0.1 {arrow} RAW {encode_data(*IDS[arrow], protocol.to_bytes(2) + octets).hex()}\n"


def eap(arrow: str, code: int, body: str = "", identifier: int = 1) -> str:
    """A line that sends a packet of EAP, its body in hex."""
    return sent(arrow, EAP, code, bytes.fromhex(body), identifier)
