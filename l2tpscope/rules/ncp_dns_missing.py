"""The rule ncp-dns-missing."""

from collections.abc import Iterator

from l2tpscope.conversation.addresses import DNS_SERVERS, address_of, dns_of
from l2tpscope.conversation.link import Asked, PppLink
from l2tpscope.conversation.model import SIDES, Conversation, Side
from l2tpscope.rules.evidence import counted, end_called
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.ncp import told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import IPCP


def ncp_dns_missing(conversation: Conversation) -> Iterator[Finding]:
    """A client asked for DNS servers and was given none.

    What it means:
    The server rejected the options for DNS servers in IPCP, or has none to give. The call works, but names are
    resolved only if the client has servers of its own that it can reach: "connected, but no Internet".
    What to do:
    Configure DNS servers for clients on the server (pppd: ms-dns; accel-ppp: [dns]; RADIUS: MS-Primary-DNS-Server), or
    on the client.
    Harmless when:
    The client has its own DNS servers, or needs none.
    Look-alikes:
    - routing-after-connect: a server was given, and queries to it are not answered
    Reference: RFC 1877 1.1, 1.3
    """
    evidence: list[Evidence] = []
    calls: list[str] = []
    for tunnel in conversation.tunnels:
        for session in tunnel.talking:
            for side in SIDES:
                asked = _denied(session.link, side) if session.link is not None else None
                if asked is not None:
                    calls.append(f"{end_called(tunnel, side)} asked for DNS servers in session {session.index}")
                    evidence += told([asked.first, asked.answer])
    if calls:
        more = f", as in {counted(len(calls) - 1, 'other call')}" if len(calls) > 1 else ""
        yield finding(
            ncp_dns_missing,
            Severity.INFO,
            Confidence.STATED,
            f"{calls[0]}, and was given none{more}",
            evidence[:8],
            occurrences=len(calls),
        )


def _denied(link: PppLink, side: Side) -> Asked | None:
    """The request for DNS servers that was refused, of a side that has an address and in the end no server."""
    ipcp = link.negotiations.get(IPCP)
    if ipcp is None or address_of(link, side) is None or dns_of(link, side):
        return None
    return next((one for one in ipcp.sides[side].requests if _is_denied(one)), None)


def _is_denied(asked: Asked) -> bool:
    """True if a server that it asks for was rejected, or is answered with 0.0.0.0."""
    answered = [asked.option(type_) if asked.is_acknowledged else asked.refusal(type_) for type_ in DNS_SERVERS]
    return any(option is not None and (asked.is_rejected or not option.number) for option in answered)
