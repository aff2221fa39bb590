"""The rule tun-fsm-error."""

from collections.abc import Iterator
from itertools import islice

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.rules.evidence import called, last_before, shown
from l2tpscope.rules.finding import Evidence, Finding
from l2tpscope.rules.refusals import refusals, refused

MOST_SHOWN = 12


def tun_fsm_error(conversation: Conversation) -> Iterator[Finding]:
    """A peer states that a message came at a moment when it must not come.

    What it means:
    The two ends disagree about how far the set-up has come: one of them has a defect, or has lost its state, or a
    time-out of its own has passed.
    What to do:
    Read the message named here against the one before it; update the software of the end that sent it out of turn.
    Harmless when:
    Never, where it ends a call that had not ended by itself.
    Look-alikes:
    - td-peer-restart: the peer lost its state in a restart
    - ctl-out-of-order: the messages were right but arrived in the wrong order
    Reference: RFC 2661 4.4.2, 7.2, 7.4, 7.5
    """
    irregular: dict[Tunnel, list[Evidence]] = {}
    for refusal in refusals(conversation, tun_fsm_error):
        if refusal.tunnel not in irregular:
            irregular[refusal.tunnel] = list(islice(_irregular(refusal.tunnel), MOST_SHOWN))
        receiver = refusal.ending.sender or Side.RECIPIENT
        last = last_before(refusal.tunnel, receiver.other, refusal.ending.time_ns)
        more = f"; the last message to it was {called(last)}" if last is not None else ""
        before = [] if last is None else [shown(last, f"the last message before the error: {called(last)}")]
        yield refused(tun_fsm_error, conversation, refusal, more, evidence=[*before, *irregular[refusal.tunnel]])


def _irregular(tunnel: Tunnel) -> Iterator[Evidence]:
    for transmission in tunnel.transmissions:
        for irregularity in transmission.irregularities:
            yield shown(transmission, irregularity)
