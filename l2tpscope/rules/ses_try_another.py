"""The rule ses-try-another."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side
from l2tpscope.rules.evidence import addressed
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.refusals import Refusal, refusals, refused


def ses_try_another(conversation: Conversation) -> Iterator[Finding]:
    """The peer asks to take the call to another LNS.

    What it means:
    The LNS cannot serve the call now (it is being stopped, its address pool is empty, it balances load) and says that
    another one may.
    What to do:
    Configure a second LNS on the LAC and see that it really tries it. Some LNSs send this code for every refusal,
    because many LACs fail over on result code 2 only: look into the log of the LNS for the true reason.
    Harmless when:
    The LAC goes to another LNS and gets its call there.
    Look-alikes:
    - ses-no-resources: CDN 4 or 5, or error code 4
    Reference: RFC 2661 4.4.2 (error code 7)
    """
    asked: dict[str, dict[str, int]] = {}
    for refusal in refusals(conversation, ses_try_another):
        asked = asked or _asked(conversation)
        other = _went_on_to(asked, refusal)
        tried = f"; it then tried {other}" if other else "; no try at another LNS follows in this capture"
        yield refused(ses_try_another, conversation, refusal, tried)


def _asked(conversation: Conversation) -> dict[str, dict[str, int]]:
    """Initiator's address -> address that it asked -> when that was asked last."""
    asked: dict[str, dict[str, int]] = {}
    for tunnel in conversation.tunnels:
        target = addressed(tunnel, Side.RECIPIENT)
        for end in tunnel.initiator.addresses:
            known = asked.setdefault(end.address, {})
            known[target] = max(known.get(target, 0), tunnel.last_ns)
    return asked


def _went_on_to(asked: dict[str, dict[str, int]], refusal: Refusal) -> str | None:
    """The other address that the refused side asked afterwards."""
    refuser = refusal.ending.sender or Side.RECIPIENT
    first = addressed(refusal.tunnel, refuser)
    for end in refusal.tunnel.ends[refuser.other].addresses:
        for target, last_ns in asked.get(end.address, {}).items():
            if target != first and last_ns > refusal.ending.time_ns:
                return target
    return None
