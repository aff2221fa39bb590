"""The rule cap-one-direction."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Transmission
from l2tpscope.rules.evidence import shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.rule import finding


def cap_one_direction(conversation: Conversation) -> Iterator[Finding]:
    """The capture holds one direction only.

    What it means:
    Nothing that the other side sent is in the capture, though the messages that are there prove that it spoke.
    Nothing is said of missing replies, lost messages or silent peers.
    What to do:
    Capture both directions: mirror both (rx and tx), and filter by `host`, not by `src host` or `dst host`. With
    asymmetric routes, capture at one of the two ends.
    Harmless when:
    The other direction is in a second capture: give both to the program at once.
    Look-alikes:
    - l2tp-no-reply-plain: the messages show no sign of a reply, and are repeated until their sender gives up
    Reference: RFC 2661 5.8
    """
    if not conversation.one_direction:
        return
    heard = [t for tunnel in conversation.tunnels for t in tunnel.transmissions]
    if heard or conversation.strays:
        yield finding(
            cap_one_direction,
            Severity.INFO,
            Confidence.DEDUCED,
            "The capture holds only one direction of every conversation; verdicts that need the other are held back",
            _evidence(heard),
        )


def _evidence(heard: list[Transmission]) -> list[Evidence]:
    replies = [t for t in heard if t.message.nr or t.message.tunnel_id][:2]
    return [shown(t, f"carries Nr={t.message.nr} and Tunnel ID {t.message.tunnel_id}: a reply came") for t in replies]
