"""The rule lcp-protocol-reject."""

from collections.abc import Iterator

from l2tpscope.conversation.link import PppLink, Said
from l2tpscope.conversation.model import Conversation, Session
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.lcp import links
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.link import Reject
from l2tpscope.wire.ppp.numbers import LCP, PROTOCOL_REJECT


def lcp_protocol_reject(conversation: Conversation) -> Iterator[Finding]:
    """A side does not know, or does not want, a protocol that its peer began.

    What it means:
    By Protocol-Reject a PPP says that it does not run a protocol: IPv6, compression, multilink, a vendor's own. The
    peer stops using it, and the rest of the call goes on.
    What to do:
    Nothing, unless the protocol is one that you need: then switch it on at the side that rejects it.
    Harmless when:
    Nearly always.
    Look-alikes:
    - ipcp-rejected: the protocol is IPCP, so that the call can carry no IPv4
    - ccp-mppe-required: compression is rejected, and the peer insists on encryption
    Reference: RFC 1661 5.7
    """
    for session, link in links(conversation):
        found = list(_rejects(link))
        if found:
            yield _found(session, found)


def _rejects(link: PppLink) -> Iterator[tuple[Said, Reject]]:
    for said in link.said:
        body = said.packet.said
        if said.frame.protocol == LCP and said.frame.code == PROTOCOL_REJECT and isinstance(body, Reject):
            yield said, body


def _found(session: Session, rejects: list[tuple[Said, Reject]]) -> Finding:
    first = rejects[0][0].frame
    who = end_called(session.tunnel, first.sender)
    names = dict.fromkeys(body.name for said, body in rejects if said.frame.sender is first.sender)
    return finding(
        lcp_protocol_reject,
        Severity.INFO,
        Confidence.STATED,
        f"{who} does not run {', '.join(names)} and rejects it in session {session.index}",
        [Evidence(said.frame.ref, f"Protocol-Reject of {body.name}") for said, body in rejects[:8]],
        session=session,
        occurrences=len(rejects),
    )
