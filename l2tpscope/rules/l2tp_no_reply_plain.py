"""The rule l2tp-no-reply-plain."""

from collections import Counter
from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.rules.evidence import (
    addressed,
    counted,
    end_called,
    failed_attempts,
    failing,
    gravity,
    seconds,
    shown_all,
    waited_out,
)
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import SCCRQ


def l2tp_no_reply_plain(conversation: Conversation) -> Iterator[Finding]:
    """Nobody answered the request for a tunnel.

    What it means:
    The SCCRQ was sent until its sender gave up, and nothing came back at this capture point: a firewall drops UDP
    1701 on the way there or back, no host has that address, the daemon is down, or it ignores strangers without a
    word.
    What to do:
    Capture on the server. If the requests arrive there: is a daemon listening on UDP 1701, does it accept this host
    name and address, does it demand IPsec? If they do not arrive: look for the firewall or the wrong address.
    Harmless when:
    One of several addresses of a server is down and the next one is tried at once.
    Look-alikes:
    - icmp-unreachable: an ICMP error says that the request could not be delivered
    - sccrp-lost: on the server's side the reply can be seen
    - local-l2tp-kernel-mute: the requests arrive, and the daemon's replies fail inside the server; it answered others
      before
    - pending-at-end: the capture ended before the sender had given up
    Reference: RFC 2661 5.8, 7.2
    """
    unanswered = [tunnel for tunnel in failing(conversation) if _unanswered(conversation, tunnel)]
    speakers = Counter(address for tunnel in conversation.tunnels if unanswered for address in _heard(tunnel))
    for tunnel in unanswered:
        yield _found(conversation, tunnel, speakers[addressed(tunnel, Side.RECIPIENT)])


def _unanswered(conversation: Conversation, tunnel: Tunnel) -> bool:
    """An SCCRQ in clear that its sender gave up on, with nothing from the recipient and no ICMP error about it."""
    asked = tunnel.first(SCCRQ, Side.INITIATOR)
    if asked is None or conversation.one_direction or tunnel.encrypted or tunnel.quotes:
        return False
    silent = all(t.sender is Side.INITIATOR for t in tunnel.transmissions)
    return silent and waited_out(conversation, tunnel, asked)


def _heard(tunnel: Tunnel) -> set[str]:
    """The addresses that its messages came from."""
    return {t.datagram.source for t in tunnel.transmissions}


def _found(conversation: Conversation, tunnel: Tunnel, others: int) -> Finding:
    asked, attempts = tunnel.deliveries[Side.INITIATOR][0], failed_attempts(tunnel)
    address = addressed(tunnel, Side.RECIPIENT)
    answered = f"; {address} did speak in {counted(others, 'other tunnel')} of this capture" if others else ""
    span = seconds(asked.last.time_ns - asked.first.time_ns)
    return finding(
        l2tp_no_reply_plain,
        gravity(conversation, attempts),
        Confidence.LIKELY,
        f"{end_called(tunnel, Side.INITIATOR)} sent SCCRQ {counted(len(asked.transmissions), 'time')} in {span} "
        f"to {address} UDP port {asked.first.datagram.destination_port} and no reply was seen at this "
        f"capture point{answered}",
        shown_all(asked.transmissions),
        tunnel=tunnel,
        attempts=attempts,
        occurrences=len(asked.transmissions),
    )
