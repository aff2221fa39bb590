"""The rule ses-cdn-right-after-iccn."""

from collections.abc import Iterator

from l2tpscope.conversation.model import SECOND, Conversation, Session
from l2tpscope.rules.evidence import counted, end_called, failed_attempts, failing, gravity, seconds, shown
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.refusals import in_full
from l2tpscope.rules.rule import finding

# PPP needs longer than this to fail by its own timers (RFC 1661 4.6: 3 s per Configure-Request, ten of them).
RIGHT_AFTER_NS = 3 * SECOND
# LCP of both sides is 4 frames at least: with fewer, PPP never really began.
HARDLY_ANY_PPP = 3


def ses_cdn_right_after_iccn(conversation: Conversation) -> Iterator[Finding]:
    """A call was connected and hung up at once, before PPP could do anything.

    What it means:
    L2TP was fine: the side that hung up could not start its PPP (pppd exited, an option of its options file is wrong,
    a PPP device or a licence is missing).
    What to do:
    Read the PPP log of the side that sent the CDN (pppd exit codes: 2 option error, 11 no authentication possible).
    Harmless when:
    A user cancels at that very moment.
    Look-alikes:
    - ses-vendor-error: the CDN says why in words
    - lcp-no-response: PPP began and nobody answered
    Reference: RFC 2661 5.2.1, 5.6
    """
    for tunnel in failing(conversation):
        for session in tunnel.sessions:
            attempts = failed_attempts(tunnel, session)
            if attempts and hung_up_at_once(session):
                yield _found(conversation, session, attempts)


def hung_up_at_once(session: Session) -> bool:
    """A CDN within 3 s of ICCN or OCCN, with hardly a PPP frame between."""
    end, since = session.end, session.established_ns
    if end is None or since is None or end.message != "CDN" or end.gave_up or session.phase is not None:
        return False
    return 0 <= end.time_ns - since <= RIGHT_AFTER_NS and len(session.ppp) <= HARDLY_ANY_PPP


def _found(conversation: Conversation, session: Session, attempts: tuple[int, ...]) -> Finding:
    end = session.end
    assert end is not None  # noqa: S101 - hung_up_at_once saw it
    assert end.sender is not None  # noqa: S101 - a CDN has a sender
    assert end.transmission is not None  # noqa: S101 - and a frame
    waited = seconds(end.time_ns - (session.established_ns or 0))
    connected = [t for t in session.transmissions if t.time_ns == session.established_ns]
    return finding(
        ses_cdn_right_after_iccn,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(session.tunnel, end.sender)} hung up {waited} after session {session.index} was connected, with"
        f" {in_full(end)}, after {counted(len(session.ppp), 'PPP frame')}: its own PPP did not start",
        [shown(end.transmission), *(shown(t, "the call is connected") for t in connected[:1])],
        session=session,
        attempts=attempts,
    )
