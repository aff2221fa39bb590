"""The rule auth-eap-failure."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Conversation
from l2tpscope.rules.evidence import end_called
from l2tpscope.rules.exchanges import is_failed
from l2tpscope.rules.finding import Confidence, Finding
from l2tpscope.rules.trial_words import how_closed, of_trial, refused, user
from l2tpscope.rules.trials import Trial, trials
from l2tpscope.wire.ppp.eap_methods import method_name


def auth_eap_failure(conversation: Conversation) -> Iterator[Finding]:
    """EAP failed: the credentials were refused, a certificate was, or there is no method in common.

    What it means:
    The authenticator, or the RADIUS server behind it, sent Failure; or a TLS alert says what is wrong with a
    certificate; or the client wants only methods that are not offered; or the fragments of TLS got stuck.
    What to do:
    Offer the same method on both sides. After an alert check the certificates: unknown_ca, the issuer is not trusted by
    the side that sent it; certificate_expired, the dates and the clocks. If TLS got stuck, lower the MRU, or the size
    of EAP fragments at the RADIUS server.
    Harmless when:
    One method is refused by a Nak and another one succeeds.
    Look-alikes:
    - auth-protocol-refused: EAP itself is refused in LCP
    - auth-no-answer: the authenticator does not go on at all
    Reference: RFC 3748 4.2, 5.3; RFC 5216 2.1
    """
    for trial in trials(conversation, auth_eap_failure):
        stated = is_failed(trial.exchange) or trial.exchange.alert is not None
        summary = refused(conversation, trial) if is_failed(trial.exchange) else _unfinished(trial)
        confidence = Confidence.STATED if stated else Confidence.DEDUCED if trial.exchange.wanted else Confidence.LIKELY
        yield of_trial(auth_eap_failure, conversation, trial, summary + _alert(trial) + how_closed(trial), confidence)


def _unfinished(trial: Trial) -> str:
    exchange, tunnel = trial.exchange, trial.session.tunnel
    server, client = (end_called(tunnel, side) for side in (exchange.authenticator, exchange.authenticator.other))
    if exchange.wanted and exchange.alert is None:
        offered, wanted = (", ".join(map(method_name, each)) or "none" for each in (exchange.offered, exchange.wanted))
        where = f"session {trial.session.index}"
        return f"No EAP method in common in {where}: {server} offers {offered}, {client} wants {wanted}"
    return f"EAP with {user(exchange)} ({exchange.protocol}, session {trial.session.index}) never came to a verdict"


def _alert(trial: Trial) -> str:
    exchange = trial.exchange
    if exchange.alert is None or exchange.alerted_by is None:
        return ""
    return f"; {end_called(trial.session.tunnel, exchange.alerted_by)} sent the TLS alert {exchange.alert}"
