"""Each StopCCN and CDN belongs to one rule: what its words say outweighs its code."""

import pytest

from l2tpscope.conversation.model import Ending, Side, Tunnel
from l2tpscope.rules.catalogue import CATALOGUE
from l2tpscope.rules.refusals import REASONS, Refusal, in_full, rule_of


def refusal(message: str, result: int | None, error: int | None = None, text: str | None = None) -> Refusal:
    """One that ends the set-up of a tunnel in which nobody sent a Challenge."""
    ending = Ending(Side.RECIPIENT, message, 0, result_code=result, error_code=error, error_message=text)
    return Refusal(ending, Tunnel(1, 2), None, (1,))


@pytest.mark.parametrize(
    ("message", "result", "error", "text", "rule"),
    [
        ("StopCCN", 3, None, None, "tun-exists-or-tiebreak"),
        ("StopCCN", 4, 0, None, "tun-not-authorized"),
        ("StopCCN", 5, 256, None, "tun-version-mismatch"),
        ("StopCCN", 6, None, None, "tun-shutdown"),
        ("StopCCN", 7, None, None, "tun-fsm-error"),
        ("StopCCN", 1, 0, "Server closing", "tun-shutdown"),
        ("StopCCN", 1, 0, "Goodbye!", ""),
        ("StopCCN", 2, 6, "Invalid challenge authentication", "tun-secret-mismatch"),
        ("StopCCN", 2, 6, "No Authorization", "tun-not-authorized"),
        ("StopCCN", 2, 8, "00c8", "avp-strictness"),
        ("CDN", 2, 6, "Invalid Hidden AVP", "tun-hidden-avp"),
        ("CDN", 2, 6, "No handler for attr 2", "avp-strictness"),
        ("CDN", 2, 6, "No available local IP addresses", "ses-no-resources"),
        ("CDN", 2, 6, "No session found", "ses-vendor-error"),
        ("CDN", 2, 6, None, "ses-vendor-error"),
        ("CDN", 2, 4, None, "ses-no-resources"),
        ("CDN", 2, 7, None, "ses-try-another"),
        ("CDN", 4, None, None, "ses-no-resources"),
        ("CDN", 5, None, None, "ses-no-resources"),
        ("CDN", 6, None, None, "ses-invalid-destination"),
        ("CDN", 10, None, None, "ses-establish-timeout"),
        ("CDN", 1, None, None, "ses-cdn-admin"),
        ("CDN", 99, None, None, "ses-vendor-error"),
        ("CDN", None, None, None, "ses-vendor-error"),
    ],
)
def test_a_refusal_belongs_to_the_rule_that_its_codes_and_words_name(
    message: str, result: int | None, error: int | None, text: str | None, rule: str
) -> None:
    assert rule_of(refusal(message, result, error, text)) == rule


def test_code_4_after_a_challenge_is_about_the_secret() -> None:
    one = refusal("StopCCN", 4)
    one.tunnel.initiator.challenged = True
    assert rule_of(one) == "tun-secret-mismatch"


def test_every_row_names_a_rule_of_the_catalogue() -> None:
    assert {reason.rule for reason in REASONS} - {""} <= {rule.name for rule in CATALOGUE}


def test_a_text_of_its_own_needs_no_general_words_beside_it() -> None:
    assert in_full(refusal("CDN", 2, 6, "Specify more").ending) == 'CDN 2/6 "Specify more"'
    assert in_full(refusal("CDN", 2, 4, "Full").ending).startswith('CDN 2/4 "Full" (insufficient resources')
