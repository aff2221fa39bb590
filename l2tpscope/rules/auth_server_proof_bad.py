"""The rule auth-server-proof-bad."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import how_closed, milliseconds, of_trial, user
from l2tpscope.rules.trials import Trial, trials


def auth_server_proof_bad(conversation: Conversation) -> Iterator[Finding]:
    """The client does not believe the server: it ended PPP at once after the server's Success.

    What it means:
    With MS-CHAPv2 the Success proves that the server knows the password, too. The client found this proof wrong, or
    missed it: the server or its RADIUS server computed it from another password or mangled the attribute
    MS-CHAP2-Success.
    What to do:
    Compare the password that the server has with the client's; look into the RADIUS reply; update the server.
    Harmless when:
    The user cancelled at this very moment; pppd says "User request" then.
    Look-alikes:
    - auth-ok-then-policy: it is the server that ends the call after its Success
    - auth-mutual-demanded: the client demanded a proof of its own in LCP
    Reference: RFC 2759 5, 8.8
    """
    for trial in trials(conversation, auth_server_proof_bad):
        stated = trial.link.termination is not None and trial.link.termination.windows_error is not None
        confidence = Confidence.STATED if stated else Confidence.LIKELY
        yield of_trial(auth_server_proof_bad, conversation, trial, _summary(trial), confidence)


def _summary(trial: Trial) -> str:
    exchange, tunnel = trial.exchange, trial.session.tunnel
    request, verdict = trial.link.termination, exchange.verdict
    waited = request.frame.time_ns - verdict.frame.time_ns if request is not None and verdict is not None else 0
    return (
        f"{end_called(tunnel, exchange.authenticator)} accepted {user(exchange)} by {exchange.protocol} in session"
        f" {trial.session.index}, and {end_called(tunnel, exchange.authenticator.other)} ended it"
        f" {milliseconds(waited)} later without going on: it did not accept the server's proof{how_closed(trial)}"
    )
