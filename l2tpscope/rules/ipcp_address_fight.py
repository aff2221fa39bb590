"""The rule ipcp-address-fight."""

from collections.abc import Iterator

from l2tpscope.conversation.addresses import address_of
from l2tpscope.conversation.model import SIDES, Conversation, PppFrame, Side
from l2tpscope.conversation.phases import taken_back
from l2tpscope.rules.evidence import end_called, gravity
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.ncp import Fight, Stuck, fight, stuck, told
from l2tpscope.rules.rule import finding
from l2tpscope.wire.ppp.numbers import IPCP


def ipcp_address_fight(conversation: Conversation) -> Iterator[Finding]:
    """The two sides do not agree upon an address: one insists on its own, the other on another.

    What it means:
    A side asks for an address, is told another one by Configure-Nak, and asks for the same again, round after round:
    it has a fixed address, or took that of its network card, and may not change it.
    What to do:
    Let the client take what it is given (pppd: noipdefault, ipcp-accept-local; Windows: "obtain an IP address
    automatically"), or let the server give this user the address that it insists on.
    Harmless when:
    One Nak is how an address is given; two or three rounds settle both addresses.
    Look-alikes:
    - ipcp-no-address: no other address is offered
    - lcp-not-converging: the same with an option of LCP
    Reference: RFC 1661 5.3; RFC 1332 3.3
    """
    for one in stuck(conversation):
        for side in SIDES:
            found = fight(one.link, side)
            if found is not None and (address_of(one.link, side) is None or taken_back(one.link)):
                yield _finding(conversation, one, side, found)


def _finding(conversation: Conversation, one: Stuck, side: Side, found: Fight) -> Finding:
    tunnel = one.session.tunnel
    end, frames = next((end for end in one.link.terminations if end.protocol == IPCP), None), list[PppFrame]()
    words = f"{end_called(tunnel, side)} insists on {found.own}, {end_called(tunnel, side.other)} on {found.other}"
    ended = ""
    if end is not None:
        frames, ended = [end.frame], f', until {end_called(tunnel, end.sender)} ended IPCP: "{end.reason}"'
    return finding(
        ipcp_address_fight,
        gravity(conversation, one.attempts),
        Confidence.STATED,
        f"{words}: {found.rounds} rounds of Configure-Request and Configure-Nak{ended}",
        told([*found.frames, *frames]),
        session=one.session,
        attempts=one.attempts,
    )
