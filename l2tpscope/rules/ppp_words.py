"""PPP frames in words: `LCP Configure-Request from 192.0.2.10`."""

import re

from l2tpscope.conversation.model import PppFrame
from l2tpscope.wire.ppp.numbers import CHAP, EAP, LCP, PAP, TERMINATE_REQUEST, packet_name

REFUSED = {(PAP, 3), (CHAP, 4), (EAP, 4)}
ACCEPTED = {(PAP, 2), (CHAP, 3), (EAP, 3)}
# What may follow the header of these is a text (RFC 1994 4.2; PAP has a length octet before it, RFC 1334 2.2.2).
HEADER = 4
# The challenge for another try that MS-CHAP puts into its Failure (RFC 2759 6) helps to find the password.
_CHALLENGE = re.compile(r"C=[0-9A-Fa-f]+")


def frame_called(frame: PppFrame) -> str:
    """Protocol, code and sender, and the text of a refusal or termination."""
    words = words_of(frame)
    said = f' "{words}"' if words else ""
    return f"{packet_name(frame.protocol, frame.code)}{said} from {frame.source.address}"


def words_of(frame: PppFrame) -> str:
    """The text in an authentication failure or a Terminate-Request, if it is one."""
    if (frame.protocol, frame.code) not in REFUSED and (frame.protocol, frame.code) != (LCP, TERMINATE_REQUEST):
        return ""
    body = frame.octets[HEADER + (frame.protocol == PAP) :]
    text = without_challenge(body.decode("utf-8", "replace").rstrip("\0"))
    return text if text.isprintable() else ""


def without_challenge(text: str) -> str:
    """The text of a Failure with its challenge masked."""
    return _CHALLENGE.sub("C=masked", text)


def telling(frames: list[PppFrame]) -> list[PppFrame]:
    """The last few frames up to the first Terminate-Request: what comes after it says nothing new."""
    stop = next((at for at, f in enumerate(frames) if f.protocol == LCP and f.code == TERMINATE_REQUEST), len(frames))
    return frames[max(0, stop - 4) : stop + 1]


def refusal(frames: list[PppFrame]) -> PppFrame | None:
    """The last frame by which an authenticator refused its peer, if none accepted it afterwards."""
    verdicts = [f for f in frames if (f.protocol, f.code) in REFUSED | ACCEPTED]
    return verdicts[-1] if verdicts and (verdicts[-1].protocol, verdicts[-1].code) in REFUSED else None


def last_words(frames: list[PppFrame]) -> str:
    """The refusal of the user, if there is one, and the frame that came last before the end."""
    last, refused = telling(frames)[-1], refusal(frames)
    before = f"{frame_called(refused)}, then " if refused is not None and refused is not last else ""
    return before + frame_called(last)
