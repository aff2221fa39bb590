"""The rule ip-duplicate."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.finding import Confidence, Finding, Severity
from l2tpscope.rules.leases import Lease, both_alive, leases
from l2tpscope.rules.ncp import told
from l2tpscope.rules.rule import finding

# So many earlier calls with the same address are looked at: the older ones have ended.
MOST_OTHERS = 8


def ip_duplicate(conversation: Conversation) -> Iterator[Finding]:
    """One address was given to two calls at the same time.

    What it means:
    The same server acknowledged the same inner address in two calls, and both were alive: what is sent to the address
    reaches only one of them. A fixed address lies in the range of a pool, or one user's name is used twice.
    What to do:
    Take fixed addresses out of the pool, and let the server check (accel-ppp: check-ip) or allow one call per user.
    Harmless when:
    The older call is dead and the same user dials again, or the calls belong to separate routing tables: nothing is
    reported unless the older one is heard later, or where the users' realms (user@realm) differ.
    Look-alikes:
    - routing-after-connect: traffic of one call alone is not answered, and its address is its own
    Reference: RFC 1332 3.3
    """
    held: dict[tuple[str, str, str], list[Lease]] = {}
    for lease in sorted(leases(conversation), key=lambda lease: lease.given.time_ns):
        others = held.setdefault((lease.server, lease.realm, lease.address), [])
        older = next((other for other in others[-MOST_OTHERS:] if both_alive(other, lease)), None)
        others.append(lease)
        if older is not None:
            yield finding(
                ip_duplicate,
                Severity.DEGRADED,
                Confidence.DEDUCED,
                f"{lease.server} gave {lease.address} to {lease.holder}, while {older.holder} had it",
                told([older.given, lease.given]),
                session=lease.session,
            )
