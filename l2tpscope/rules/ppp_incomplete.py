"""The rule ppp-incomplete."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Session, Side
from l2tpscope.rules.evidence import end_called, failed_attempts, failing, gravity, shown, stated
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.lcp import verdict_of
from l2tpscope.rules.ppp_words import frame_called, last_words, telling
from l2tpscope.rules.refusals import Refusal, rule_of
from l2tpscope.rules.rule import finding
from l2tpscope.rules.ses_cdn_right_after_iccn import hung_up_at_once

PHASES = {
    None: "LCP never opened",
    "lcp": "LCP opened, but nobody was authenticated",
    "authentication": "authentication succeeded",
}


def ppp_incomplete(conversation: Conversation) -> Iterator[Finding]:
    """L2TP did its part, but PPP inside the call never reached its network phase.

    What it means:
    The call was connected and PPP frames were exchanged, yet no network protocol opened: LCP was not agreed upon, the
    user was refused, or no address was assigned. No fault of the tunnel.
    What to do:
    Read the last PPP frames, named here, and the PPP and RADIUS logs of the side that ended the call.
    Harmless when:
    The user cancelled, or the link carries no IP on purpose.
    Look-alikes:
    - data-one-way: only one side's frames arrive
    - path-loss: the frames of PPP, too, are lost on the way
    Reference: RFC 1661 3.2
    """
    for tunnel in failing(conversation):
        for session in tunnel.sessions:
            attempts = failed_attempts(tunnel, session)
            if attempts and _stopped_short(session):
                yield _found(conversation, session, attempts)


def _stopped_short(session: Session) -> bool:
    """Connected, with PPP, which did not come up; nobody gave a reason in L2TP itself, nor Windows its number."""
    if session.established_ns is None or session.phase == "network" or hung_up_at_once(session) or verdict_of(session):
        return False
    if len({frame.sender for frame in session.ppp}) < len(Side):
        return False
    end = session.end
    spoken = end is not None and end.message == "CDN" and bool(end.error_message)
    return not (spoken and end is not None and rule_of(Refusal(end, session.tunnel, session, ())) == "ses-vendor-error")


def _found(conversation: Conversation, session: Session, attempts: tuple[int, ...]) -> Finding:
    frames = telling(session.ppp)
    summary = f"PPP in session {session.index} did not come up: {PHASES.get(session.phase, session.phase)}; last seen: "
    return finding(
        ppp_incomplete,
        gravity(conversation, attempts),
        Confidence.LIKELY,
        f"{summary}{last_words(session.ppp)}{_ended(session)}",
        [*(Evidence(frame.ref, frame_called(frame)) for frame in frames), *_closing(session)],
        session=session,
        attempts=attempts,
    )


def _ended(session: Session) -> str:
    end = session.end
    if end is None or end.message is None or end.sender is None:
        return ""
    return f"; {end_called(session.tunnel, end.sender)} then sent {stated(end)}"


def _closing(session: Session) -> list[Evidence]:
    end = session.end
    return [shown(end.transmission, stated(end))] if end is not None and end.transmission is not None else []
