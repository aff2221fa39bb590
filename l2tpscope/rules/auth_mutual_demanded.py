"""The rule auth-mutual-demanded."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import demanded_and_offered, exchanged, how_closed, of_trial, verdict_words
from l2tpscope.rules.trials import Trial, trials


def auth_mutual_demanded(conversation: Conversation) -> Iterator[Finding]:
    """The caller demands that the server prove its identity as well, and the server cannot.

    What it means:
    Both sides ask for authentication in LCP. An access server authenticates its callers and has no name and password of
    its own for them, so the client's demand fails although nothing is wrong with the client's own password.
    What to do:
    Do not demand authentication on the client (pppd: noauth instead of auth or require-mschap-v2; xl2tpd: require
    authentication = no). MS-CHAPv2 lets the server prove itself without it.
    Harmless when:
    Both sides have secrets for each other and the call succeeds.
    Look-alikes:
    - auth-protocol-refused: only one side demands authentication
    - auth-mschap-691: the server refuses the client
    Reference: RFC 1661 6.2; RFC 1994 2
    """
    for trial in trials(conversation, auth_mutual_demanded):
        stated = trial.exchange.result in ("failure", "refused")
        yield of_trial(
            auth_mutual_demanded,
            conversation,
            trial,
            _summary(trial),
            Confidence.STATED if stated else Confidence.DEDUCED,
            frames=[*demanded_and_offered(trial)[0], *exchanged(trial.exchange)],
        )


def _summary(trial: Trial) -> str:
    exchange, tunnel = trial.exchange, trial.session.tunnel
    client, server = (end_called(tunnel, side) for side in (exchange.authenticator, exchange.authenticator.other))
    words = verdict_words(exchange)
    outcome = {
        "refused": "which rejected that in LCP",
        "failure": f"and refused its answer{f' ({words})' if words else ''}",
    }.get(exchange.result or "", "and got no answer that it could accept")
    return (
        f"{client}, the caller of session {trial.session.index}, demanded that {server} authenticate itself as well, by"
        f" {exchange.protocol}, {outcome}{how_closed(trial)}"
    )
