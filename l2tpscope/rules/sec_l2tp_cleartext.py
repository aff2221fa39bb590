"""The rule sec-l2tp-cleartext."""

from collections.abc import Iterator
from ipaddress import ip_address

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Conversation, Session, Side, Tunnel
from l2tpscope.rules.evidence import counted
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.mppe import is_encrypted
from l2tpscope.rules.rule import finding


def sec_l2tp_cleartext(conversation: Conversation) -> Iterator[Finding]:
    """User traffic crosses the network unencrypted.

    What it means:
    L2TP itself does not encrypt: whoever sees these packets reads the user's traffic and the PPP authentication.
    What to do:
    On a public path, protect the tunnel with IPsec (RFC 3193), or let PPP or the applications encrypt.
    Harmless when:
    The path belongs to the operator (LAC to LNS of an ISP), to a laboratory, or both addresses are private: info then.
    Look-alikes:
    - esp-up-but-l2tp-clear: IPsec is set up between the two hosts, and L2TP does not use it
    - ipsec-leak: it was protected before
    - sec-mppe-as-only-encryption: MPPE encrypts the user's data
    Reference: RFC 2661 9.2; RFC 3193
    """
    clear = [tunnel for tunnel in conversation.tunnels if not tunnel.encrypted and _in_clear(tunnel)]
    if not clear:
        return
    public = [tunnel for tunnel in clear if is_public(tunnel)]
    where = "between public addresses" if public else "between private or reserved addresses"
    yield finding(
        sec_l2tp_cleartext,
        Severity.POSTURE if public else Severity.INFO,
        Confidence.DEDUCED,
        f"{counted(len(public or clear), 'tunnel')} carried user data without encryption {where}",
        [
            Evidence(frame, f"data in clear in tunnel {tunnel.name}")
            for tunnel in (public or clear)[:8]
            for frame in _first(tunnel)
        ],
        occurrences=len(public or clear),
    )


def _in_clear(tunnel: Tunnel) -> list[Session]:
    """The calls whose data MPPE does not encrypt either."""
    return [session for session in tunnel.talking if not is_encrypted(session)]


def _first(tunnel: Tunnel) -> list[FrameRef]:
    frames = (session.sent[side].first_frame for session in _in_clear(tunnel) for side in Side)
    return [frame for frame in frames if frame is not None][:1]


def is_public(tunnel: Tunnel) -> bool:
    """True if both ends have an address of the public Internet."""
    ends = [end.addresses[0].address for end in tunnel.ends.values() if end.addresses]
    return len(ends) == len(Side) and all(ip_address(address).is_global for address in ends)
