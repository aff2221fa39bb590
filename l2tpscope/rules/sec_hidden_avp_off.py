"""The rule sec-hidden-avp-off."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Tunnel
from l2tpscope.rules.evidence import shown
from l2tpscope.rules.finding import Finding, Severity
from l2tpscope.rules.postures import Seen, posture
from l2tpscope.wire.message import ControlMessage
from l2tpscope.wire.messages import ICCN

AUTHEN_TYPE, AUTHEN_RESPONSE = 29, 33
# Types whose response is the password itself: textual exchange, and PPP PAP (RFC 2661 4.4.5).
PASSWORDS = frozenset({1, 3})


def sec_hidden_avp_off(conversation: Conversation) -> Iterator[Finding]:
    """The LAC passes the caller's password on to the LNS in clear.

    What it means:
    The ICCN has a Proxy Authen Response of PAP that is not hidden: the caller's password as it is, readable on the path
    between LAC and LNS. This program never shows it.
    What to do:
    Let the LAC hide AVPs (a tunnel secret on both ends is needed: RFC 2661 4.3), protect the tunnel by IPsec, or
    authenticate callers by CHAP.
    Harmless when:
    The path between LAC and LNS is the operator's own. Inside IPsec: silent.
    Look-alikes:
    - sec-pap-clear: PAP within PPP, not in an AVP
    Reference: RFC 2661 4.3, 4.4.5
    """
    said = "had the password of the caller passed on in an AVP that is not hidden"
    yield from posture(sec_hidden_avp_off, _seen(conversation), said, worst=Severity.INFO)


def _seen(conversation: Conversation) -> Iterator[Seen]:
    for tunnel in conversation.tunnels:
        yield from () if tunnel.encrypted else _in_tunnel(tunnel)


def _in_tunnel(tunnel: Tunnel) -> Iterator[Seen]:
    for session in tunnel.sessions:
        for sent in session.transmissions:
            if sent.message.type == ICCN and sent.is_first and _shows_password(sent.message):
                yield Seen(session, shown(sent, "ICCN with a Proxy Authen Response of PAP in clear"))


def _shows_password(iccn: ControlMessage) -> bool:
    password = iccn.avp(AUTHEN_RESPONSE)
    if password is None or not password.value:
        return False
    kind = iccn.avp(AUTHEN_TYPE)
    return kind is not None and int.from_bytes(kind.value) in PASSWORDS
