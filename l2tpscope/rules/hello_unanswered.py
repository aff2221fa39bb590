"""The rule hello-unanswered."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Delivery, Tunnel
from l2tpscope.rules.evidence import end_called, failed_attempts, seconds, shown, shown_all, stated, waited_out
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.loss import acknowledged_in_time
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import heard_after, is_hit
from l2tpscope.wire.messages import HELLO

IGNORED = "The peer is there, for it goes on sending data, but it does not acknowledge HELLO: some stacks never do."


def hello_unanswered(conversation: Conversation) -> Iterator[Finding]:
    """The peer stopped answering: HELLO was repeated until its sender gave up.

    What it means:
    The tunnel was up. One side sent a HELLO, repeated it on its schedule, saw no acknowledgment and gave up: the
    peer, or the path to it, is dead. A NAT or firewall that forgot an idle flow, a sleeping client and a crash look
    the same.
    What to do:
    Check whether the peer still runs and knows the tunnel. Behind NAT, send HELLOs (or PPP echoes) more often than the
    NAT's time-out for UDP, 20 to 30 s. Where the peer never acknowledges HELLO, switch HELLO off.
    Harmless when:
    HELLO is absent, or sent only when the tunnel is idle: both are allowed.
    Look-alikes:
    - td-peer-restart: the peer comes back with a new tunnel
    - data-plane-dead: control messages pass, data does not
    - ctl-ack-ignored: the acknowledgments are in the capture, and the sender does not take them
    Reference: RFC 2661 5.5, 5.8
    """
    if conversation.one_direction:
        return
    for tunnel in conversation.tunnels:
        unanswered = _unanswered(conversation, tunnel)
        if unanswered is not None:
            yield _finding(conversation, tunnel, unanswered)


def _unanswered(conversation: Conversation, tunnel: Tunnel) -> Delivery | None:
    """The first HELLO that was never acknowledged, repeated, and given up."""
    for deliveries in tunnel.deliveries.values():
        for delivery in deliveries:
            alone = delivery.type == HELLO and not acknowledged_in_time(tunnel, delivery)
            if alone and delivery.retransmissions and waited_out(conversation, tunnel, delivery):
                return delivery
    return None


def _finding(conversation: Conversation, tunnel: Tunnel, hello: Delivery) -> Finding:
    silent, began = hello.sender.other, hello.first.time_ns
    ignored = heard_after(tunnel, silent, began)
    since = min(tunnel.ends[silent].last_seen_ns or 0, began)
    failed = failed_attempts(tunnel)
    return finding(
        hello_unanswered,
        Severity.DROP,
        Confidence.LIKELY,
        _summary(tunnel, hello, ignored=ignored),
        [*shown_all(hello.transmissions), *_farewell(tunnel)],
        tunnel=tunnel,
        attempts=[one for one in failed if is_hit(conversation, one, silent, since, began)],
        cause=IGNORED if ignored else None,
    )


def _summary(tunnel: Tunnel, hello: Delivery, *, ignored: bool) -> str:
    who = end_called(tunnel, hello.sender.other)
    sent = f"sent {len(hello.transmissions)} times in {seconds(hello.last.time_ns - hello.first.time_ns)}"
    if ignored:
        return f"{who} did not acknowledge HELLO Ns={hello.ns}, {sent}, though other things came from it"
    return f"{who} fell silent: HELLO Ns={hello.ns} was {sent}, and nothing came back at this capture point"


def _farewell(tunnel: Tunnel) -> Iterator[Evidence]:
    if tunnel.end is not None and tunnel.end.transmission is not None:
        yield shown(tunnel.end.transmission, f"the sender closes the tunnel after giving up: {stated(tunnel.end)}")
