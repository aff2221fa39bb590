"""The rule icmp-unreachable."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.rules.evidence import counted, end_called, failing, gravity, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.icmp_words import is_unreachable, meaning
from l2tpscope.rules.rule import finding
from l2tpscope.rules.silence import heard_after


def icmp_unreachable(conversation: Conversation) -> Iterator[Finding]:
    """A router or the peer itself states that L2TP cannot be delivered.

    What it means:
    ICMP errors quote this tunnel's datagrams, and nothing was heard from the peer after them. Port unreachable from
    the peer: no L2TP daemon listens there. Host or network unreachable: no way to it. Prohibited: a firewall refuses.
    What to do:
    Port unreachable: start the daemon, check the address and port that it listens on. Unreachable: check routes and
    that the host is up. Prohibited: open UDP 1701 in the firewall that sent the ICMP error.
    Harmless when:
    The daemon was being restarted and answers later, or the error answers packets that came after the tunnel's end.
    Look-alikes:
    - l2tp-no-reply-plain: no ICMP error either
    - mtu-frag-needed: the ICMP error only says that the datagram is too big
    - td-peer-restart: the peer was there before and comes back with a new tunnel
    Reference: RFC 792; RFC 4443 3.1
    """
    for tunnel in failing(conversation):
        for side in Side:
            hosts = {address.address for address in tunnel.ends[side].addresses}
            errors = [error for error in tunnel.quotes if _is_about(tunnel, hosts, error)]
            if errors and not heard_after(tunnel, side.other, errors[0].time_ns):
                yield from _found(conversation, tunnel, side, errors)


def _is_about(tunnel: Tunnel, hosts: set[str], error: IcmpError) -> bool:
    """An unreachable error that quotes what these addresses of one side sent while the tunnel lived."""
    closed = tunnel.end is not None and not tunnel.end.gave_up and error.time_ns >= tunnel.end.time_ns
    return is_unreachable(error) and error.quoted.source in hosts and not closed


def _found(conversation: Conversation, tunnel: Tunnel, side: Side, errors: list[IcmpError]) -> Iterator[Finding]:
    first = errors[0]
    attempts = [a.index for a in tunnel.attempts if a.failed and a.ended_ns >= first.time_ns]
    if not attempts:
        return
    peer = first.quoted.destination
    by = "it" if first.source == peer else f"router {first.source}"
    heard = any(t.sender is side.other for t in tunnel.transmissions)
    quoted = [t for t in tunnel.transmissions if t.sender is side and t.time_ns <= first.time_ns][-1:]
    yield finding(
        icmp_unreachable,
        gravity(conversation, attempts),
        Confidence.STATED,
        f"{end_called(tunnel, side)} cannot reach {peer} UDP port {first.quoted.destination_port}: {by} reports "
        f"{meaning(first)} ({counted(len(errors), 'ICMP error')}), and nothing came "
        f"from the peer {'after that' if heard else 'at all'} at this capture point",
        [
            *(Evidence(e.ref, f"ICMP {e.type}/{e.code} from {e.source}") for e in errors[:8]),
            *(shown(t) for t in quoted),
        ],
        tunnel=tunnel,
        attempts=attempts,
        occurrences=len(errors),
    )
