"""The rule lns-replies-new-port."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Tunnel
from l2tpscope.rules.addresses import StrangeReply, strange_reply, written
from l2tpscope.rules.evidence import failed_attempts, failing, gravity, shown, shown_all
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.lns_wrong_source_addr import settled
from l2tpscope.rules.rule import finding
from l2tpscope.rules.tun_addr_change_rejected import rejected


def lns_replies_new_port(conversation: Conversation) -> Iterator[Finding]:
    """The peer answers from a new port, as it may, and the asking side goes on sending to the old one.

    What it means:
    RFC 2661 lets the side that answers choose a free port; all later messages must go there. The asking side, or a
    firewall or NAT between, does not follow.
    What to do:
    Update the asking side, allow the port range in the firewall, or make the answering side stay on UDP 1701.
    Harmless when:
    The asking side sends its next message to the new port: nothing is reported then.
    Look-alikes:
    - lns-wrong-source-addr: the IP address differs as well
    - sccrp-lost: the reply comes from the port that was asked
    Reference: RFC 2661 8.1
    """
    for tunnel in failing(conversation):
        strange, attempts = strange_reply(tunnel), failed_attempts(tunnel)
        if strange is None or not attempts or rejected(tunnel):
            continue
        if strange.replied_from.address != strange.asked_at.address:
            continue
        refused = _refused(tunnel, strange)
        if refused or settled(conversation, tunnel, strange) or _sends_on(tunnel, strange):
            by = f" and {refused[0].why}" if refused else ""
            yield finding(
                lns_replies_new_port,
                gravity(conversation, attempts),
                Confidence.DEDUCED,
                f"the reply came from {written(strange.replied_from)}, but the asking side went on sending to "
                f"{written(strange.asked_at)} only{by}",
                [shown(strange.asked), shown(strange.reply), *shown_all(strange.again), *refused],
                tunnel=tunnel,
                attempts=attempts,
            )


def _sends_on(tunnel: Tunnel, strange: StrangeReply) -> bool:
    """It took the reply up, but speaks to the old port (strange_reply saw that it never used the new one)."""
    return tunnel.end is not None and any(t.is_first and t.message.type is not None for t in strange.again)


def _refused(tunnel: Tunnel, strange: StrangeReply) -> list[Evidence]:
    """ICMP errors against what came from the new port."""
    return [
        Evidence(error.ref, f"{error.source} refuses it with ICMP {error.type}/{error.code}")
        for error in tunnel.quotes
        if error.quoted.source == strange.replied_from.address and error.quoted.source_port == strange.replied_from.port
    ][:4]
