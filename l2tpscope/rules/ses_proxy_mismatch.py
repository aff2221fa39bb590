"""The rule ses-proxy-mismatch."""

from collections.abc import Iterator

from l2tpscope.conversation.link import Exchange
from l2tpscope.conversation.model import Conversation, Session, Transmission
from l2tpscope.rules.evidence import end_called, failed_attempts, failing, gravity, shown
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.lcp import cause_code, cause_words, shown_end, shown_ppp
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import ICCN

# RFC 3145 3.1: "LCP renegotiation at LNS disabled; LNS expects proxy LCP information, LAC did not send it".
EXPECTS_PROXY_LCP = 2
# Initial Received LCP CONFREQ to Proxy Authen Response, and Proxy Authen ID (RFC 2661 4.4.5).
PROXY, PROXY_AUTHEN_ID = range(26, 34), 32


def ses_proxy_mismatch(conversation: Conversation) -> Iterator[Finding]:
    """What the LAC hands over of LCP and authentication is not what the LNS goes on with.

    What it means:
    A LAC may negotiate LCP and take the user's proof itself, and pass both on in ICCN (proxy LCP, proxy
    authentication). Here the LNS expected that and the LAC did not send it, or the LNS judged a CHAP response with
    another identifier than the one that was handed over, which the client must ignore.
    What to do:
    Let the LNS negotiate LCP anew ("lcp renegotiation always"), or let the LAC send its proxy AVPs.
    Harmless when:
    The LNS begins LCP anew after ICCN, whatever the LAC sent: that is ordinary.
    Look-alikes:
    - lcp-no-response: the client does not answer the LNS's own LCP
    - auth-chap-failure: the LNS judged the right response
    Reference: RFC 2661 4.4.5, 6.8; RFC 3145 3.1
    """
    for tunnel in failing(conversation):
        for session in tunnel.sessions:
            attempts = failed_attempts(tunnel, session)
            connected = next((t for t in session.transmissions if t.message.type == ICCN), None) if attempts else None
            expects = cause_code(session) == EXPECTS_PROXY_LCP
            other = _judged_another(session, connected) if connected is not None and not expects else None
            if connected is not None and (expects or other is not None):
                yield _found(conversation, session, connected, other)


def _judged_another(session: Session, connected: Transmission) -> Exchange | None:
    """CHAP of the LNS that has a verdict and no challenge, for another identifier than ICCN handed over."""
    avp = connected.message.avp(PROXY_AUTHEN_ID)
    if avp is None or len(avp.value) < 2:  # noqa: PLR2004 - reserved octet and ID
        return None
    for exchange in session.link.exchanges if session.link is not None else ():
        judged = exchange.verdict if exchange.authenticator is connected.sender.other else None
        if judged is not None and not exchange.challenges and "CHAP" in exchange.protocol:
            return exchange if judged.frame.identifier != avp.value[1] else None
    return None


def _found(conversation: Conversation, session: Session, connected: Transmission, other: Exchange | None) -> Finding:
    attempts = failed_attempts(session.tunnel, session)
    return finding(
        ses_proxy_mismatch,
        gravity(conversation, attempts),
        Confidence.STATED if other is None else Confidence.DEDUCED,
        _summary(session, connected, other) + cause_words(session),
        [
            shown(connected, "ICCN, which hands over what the LAC negotiated"),
            *shown_ppp([other.verdict.frame if other and other.verdict else None], "the verdict"),
            *shown_end(session),
        ],
        session=session,
        attempts=attempts,
    )


def _summary(session: Session, connected: Transmission, other: Exchange | None) -> str:
    lac, lns = (end_called(session.tunnel, side) for side in (connected.sender, connected.sender.other))
    if other is not None:
        return f"{lns} judged a CHAP response that {lac} did not hand over in ICCN: the identifiers differ"
    sent = any(connected.message.avp(number) is not None for number in PROXY)
    return f"{lns} relies on proxy LCP, and {lac} sent {'other' if sent else 'no'} proxy AVPs in ICCN"
