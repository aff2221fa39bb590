"""The rule auth-protocol-refused."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.trial_words import demanded_and_offered, how_closed, of_trial
from l2tpscope.rules.trials import Trial, trials


def auth_protocol_refused(conversation: Conversation) -> Iterator[Finding]:
    """The two sides have no authentication protocol in common.

    What it means:
    One side demands a protocol (PAP, CHAP, MS-CHAPv2, EAP), the other refuses it and offers another or none, and the
    first insists. Nobody was asked for a password yet: name and password have nothing to do with it.
    What to do:
    Allow one protocol on both sides, MS-CHAPv2 or EAP for preference: on the client (Windows: security of the
    connection; pppd: refuse- options), on the server (pppd: require- options; RRAS: authentication methods).
    Harmless when:
    The demand is changed after the refusal and the call goes on: that is ordinary negotiation.
    Look-alikes:
    - auth-mutual-demanded: it is the caller that demands authentication of the server
    - auth-mschap-691: a password was sent and refused
    - lcp-not-converging: another option of LCP is refused again and again
    Reference: RFC 1661 6.2
    """
    for trial in trials(conversation, auth_protocol_refused):
        frames, offered = demanded_and_offered(trial)
        yield of_trial(auth_protocol_refused, conversation, trial, _summary(trial, offered), frames=frames)


def _summary(trial: Trial, offered: str) -> str:
    exchange, tunnel = trial.exchange, trial.session.tunnel
    instead = f"offered {offered} instead" if offered else "would not authenticate itself so"
    return (
        f"{end_called(tunnel, exchange.authenticator)} demanded {exchange.protocol} in session {trial.session.index},"
        f" {end_called(tunnel, exchange.authenticator.other)} {instead}{how_closed(trial)}"
    )
