"""The rule tun-secret-mismatch."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation, Side, Tunnel
from l2tpscope.rules.evidence import failed_attempts, failing, gravity, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.proof_words import secret_words, unanswered_challenge
from l2tpscope.rules.refusals import Refusal, closing, refusals, refused, rule_of, said
from l2tpscope.rules.rule import finding
from l2tpscope.wire.messages import SCCCN, SCCRP, SCCRQ

CHALLENGE, RESPONSE = 11, 13
# Codes that say nothing: a daemon that checks the Challenge Response may close with them.
SPEECHLESS = (None, 0, 1, 2)


def tun_secret_mismatch(conversation: Conversation) -> Iterator[Finding]:
    """The tunnel's two ends do not have the same shared secret.

    What it means:
    One end sent a Challenge, and refused the tunnel when it saw, or missed, the Challenge Response: the tunnel
    secrets differ, or one end has none for this peer.
    What to do:
    Set the same tunnel secret (xl2tpd: challenge and l2tp-secrets; Cisco: l2tp tunnel password) on both ends, and
    check that the entry is chosen by the host name that the peer really sends. The PPP password has nothing to do
    with it.
    Harmless when:
    Only one side challenges: RFC 2661 5.1.1 leaves that to each side.
    Look-alikes:
    - tun-not-authorized: StopCCN 4 although nobody sent a Challenge AVP
    - tun-hidden-avp: the secrets differ as well, but the text speaks of a hidden AVP
    Reference: RFC 2661 5.1.1, 4.4.2
    """
    for refusal in refusals(conversation, tun_secret_mismatch):
        yield refused(
            tun_secret_mismatch, conversation, refusal, _proof(refusal.tunnel), evidence=_exchange(refusal.tunnel)
        )
    for tunnel in failing(conversation):
        silent = _speechless(tunnel)
        if silent is not None:
            yield finding(
                tun_secret_mismatch,
                gravity(conversation, silent.attempts),
                Confidence.LIKELY,
                f"{said(silent)} right after the Challenge Response of its peer{_proof(tunnel)}",
                [*closing(silent), *_exchange(tunnel)],
                tunnel=tunnel,
                attempts=silent.attempts,
            )


def _speechless(tunnel: Tunnel) -> Refusal | None:
    """Closed without a reason by the end that had just got the response to its challenge."""
    end, attempts = tunnel.end, failed_attempts(tunnel)
    if end is None or end.message is None or end.sender is None or end.gave_up or not attempts:
        return None
    refusal = Refusal(end, tunnel, None, attempts)
    checked = SCCCN if end.sender is Side.RECIPIENT else SCCRP
    late = tunnel.established_ns is not None and end.sender is Side.INITIATOR
    fits = tunnel.ends[end.sender].challenged and tunnel.first(checked, end.sender.other) is not None
    vague = end.result_code in SPEECHLESS and rule_of(refusal) in {"", "tun-shutdown", "ses-vendor-error"}
    return refusal if fits and vague and not late and not tunnel.sessions else None


def _exchange(tunnel: Tunnel) -> Iterator[Evidence]:
    for transmission in tunnel.transmissions:
        if transmission.is_first and transmission.message.type in (SCCRQ, SCCRP, SCCCN):
            seen = {CHALLENGE: "Challenge", RESPONSE: "Challenge Response"}
            words = [word for type_, word in seen.items() if transmission.message.avp(type_) is not None]
            if words:
                yield shown(transmission, f"{' and '.join(words)} from {transmission.datagram.source}")


def _proof(tunnel: Tunnel) -> str:
    return unanswered_challenge(tunnel) + secret_words(tunnel)
