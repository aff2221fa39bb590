"""The rule ctl-zlb-storm."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, SIDES, Conversation, Side, Transmission, Tunnel
from l2tpscope.rules.evidence import end_called, shown
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding

# RFC 2661 5.8 asks for a ZLB only after a message: ten a second from either side that answer no message are a storm.
STORM = 10


def ctl_zlb_storm(conversation: Conversation) -> Iterator[Finding]:
    """The peers answer ZLBs with ZLBs.

    What it means:
    A ZLB acknowledges and is never acknowledged itself. Here both sides answer each other's ZLBs, as fast as the path
    allows, and the storm feeds itself until one side is restarted.
    What to do:
    Update the software of the side that answers a ZLB; until then, restart one side.
    Harmless when:
    Many messages are acknowledged one by one: then there are as many messages as ZLBs.
    Look-alikes:
    - many sessions set up at once, each message with a ZLB of its own
    - cap-duplicates: each ZLB was captured twice
    Reference: RFC 2661 5.8
    """
    for tunnel in conversation.tunnels:
        if not _in_one_second([sent for sent in tunnel.transmissions if sent.message.is_zlb]):
            continue
        needless = _needless(tunnel)
        if all(_in_one_second(zlbs) for zlbs in needless.values()):
            yield _finding(tunnel, needless)


def _needless(tunnel: Tunnel) -> dict[Side, list[Transmission]]:
    """The ZLBs of each side before which its peer had sent nothing but ZLBs since this side's last frame."""
    found: dict[Side, list[Transmission]] = {side: [] for side in SIDES}
    owed = dict.fromkeys(SIDES, 0)
    for transmission in tunnel.transmissions:
        sender = transmission.sender
        if transmission.duplicate_of is not None:
            continue
        if not transmission.message.is_zlb:
            owed[sender.other] += 1
        elif owed[sender]:
            owed[sender] -= 1
        else:
            found[sender].append(transmission)
    return found


def _in_one_second(zlbs: list[Transmission]) -> bool:
    return any(late.time_ns - early.time_ns <= SECOND for early, late in zip(zlbs, zlbs[STORM - 1 :], strict=False))


def _finding(tunnel: Tunnel, needless: dict[Side, list[Transmission]]) -> Finding:
    total = sum(map(len, needless.values()))
    first = sorted((t for zlbs in needless.values() for t in zlbs[:4]), key=lambda t: t.time_ns)
    return finding(
        ctl_zlb_storm,
        Severity.DEGRADED,
        Confidence.DEDUCED,
        f"{' and '.join(end_called(tunnel, side) for side in SIDES)} sent {total} ZLBs that answer no message",
        [shown(t, f"a ZLB with Nr={t.message.nr} that answers no message") for t in first],
        tunnel=tunnel,
        occurrences=total,
    )
