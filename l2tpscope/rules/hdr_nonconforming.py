"""The rule hdr-nonconforming."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Transmission, Tunnel
from l2tpscope.rules.evidence import called, end_called, failed_attempts, gravity, shown, waited_out
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.rule import finding
from l2tpscope.wire.header import CONTROL_FLAGS, L_BIT, O_BIT, P_BIT, RESERVED_BITS, S_BIT

# RFC 2661 3.1: L and S "MUST be set to 1 for control messages", O and P "MUST be 0", reserved bits 0.
MUST_BE_SET = {L_BIT: "without the L bit", S_BIT: "without the S bit"}
MUST_BE_CLEAR = {O_BIT: "with the O bit", P_BIT: "with the P bit", RESERVED_BITS: "with reserved bits set"}
V2 = 2
ORDINARY = CONTROL_FLAGS | V2


def hdr_nonconforming(conversation: Conversation) -> Iterator[Finding]:
    """Control messages have a header that RFC 2661 does not allow.

    What it means:
    A control message must have the L and S bits and neither O, P nor reserved bits. A receiver may drop others, or
    read its fields at the wrong place.
    What to do:
    Update the software that sends them.
    Harmless when:
    The peer takes them all the same: reported as info.
    Look-alikes:
    - cap-truncated: the snap length has cut the message
    - l2tp-no-reply-plain: well-formed requests are not answered
    Reference: RFC 2661 3.1
    """
    for tunnel in conversation.tunnels:
        odd = [t for t in tunnel.unusual if t.message.flags != ORDINARY and oddities(t)]
        for side in Side if odd and tunnel.version == V2 else ():
            own = [t for t in odd if t.sender is side]
            if own:
                yield _found(conversation, tunnel, side, own)


def _found(conversation: Conversation, tunnel: Tunnel, side: Side, odd: list[Transmission]) -> Finding:
    ignored = [t for t in odd if _ignored(conversation, tunnel, t)]
    attempts = failed_attempts(tunnel) if ignored else ()
    words = sorted({word for t in odd for word in oddities(t)})
    effect = f"; {end_called(tunnel, side.other)} never acknowledged {called(ignored[0])}" if attempts else ""
    return finding(
        hdr_nonconforming,
        gravity(conversation, attempts) if attempts else Severity.INFO,
        Confidence.LIKELY if attempts else Confidence.DEDUCED,
        f"{end_called(tunnel, side)} sends control messages {', '.join(words)}{effect}",
        [shown(t, f"{called(t)}: {', '.join(oddities(t))}") for t in [*ignored, *odd][:8]],
        tunnel=tunnel,
        attempts=attempts,
        occurrences=len(odd),
    )


def oddities(transmission: Transmission) -> list[str]:
    """What is wrong with the header's first 16 bits, in words."""
    flags = transmission.message.flags
    missing = [words for bit, words in MUST_BE_SET.items() if not flags & bit]
    return missing + [words for bit, words in MUST_BE_CLEAR.items() if flags & bit]


def _ignored(conversation: Conversation, tunnel: Tunnel, transmission: Transmission) -> bool:
    delivery = transmission.delivery
    if delivery is None or delivery.acknowledged_by is not None or conversation.one_direction:
        return False
    return waited_out(conversation, tunnel, delivery)
