"""Every rule that plain L2TPv2 and PPP in it call for is there, with a case that fires and one that stays silent."""

from pathlib import Path

import pytest

from l2tpscope.rules.catalogue import CATALOGUE
from tests.rules.ladder.script import Script, read_script

CASES = Path(__file__).parent / "cases"
NAMES = """
icmp-unreachable l2tp-no-reply-plain sccrp-lost lns-wrong-source-addr data-wrong-source-addr lns-replies-new-port
nat-mapping-moved natt-reply-old-port tun-secret-mismatch tun-not-authorized tun-version-mismatch
tun-exists-or-tiebreak tun-shutdown tun-fsm-error avp-strictness hdr-nonconforming tun-stale-id tun-redial-storm
tun-hidden-avp tun-addr-change-rejected ses-no-resources ses-try-another ses-invalid-destination ses-icrq-no-answer
ses-establish-timeout ses-cdn-right-after-iccn ses-cdn-admin ses-vendor-error ses-outgoing-call-unsupported
ctl-max-retries hello-unanswered ctl-out-of-order ctl-ns-anomaly ctl-window-stall ctl-zlb-storm
ctl-spurious-retransmit ctl-ack-ignored path-loss path-reorder path-duplication data-one-way data-unknown-session
data-plane-dead data-reorder-loss mtu-blackhole mtu-outer-fragmentation mtu-frag-needed mss-not-clamped
routing-after-connect fragment-loss td-silent-death td-peer-restart
td-mass-disconnect cap-one-direction cap-duplicates cap-truncated pending-at-end sec-l2tp-cleartext
lcp-no-response lcp-lost-ack lcp-not-converging lcp-loopback lcp-mru-problem lcp-echo-timeout lcp-terminated-by-peer
lcp-renegotiation lcp-protocol-reject lcp-framing-violation ses-proxy-mismatch
auth-protocol-refused auth-mutual-demanded auth-mschap-691 auth-mschap-account auth-chap-failure auth-pap-nak
auth-no-answer auth-dup-challenge-slow-radius auth-server-proof-bad auth-eap-failure auth-rechallenge-fail
auth-empty-identity auth-ok-then-policy
ipcp-no-address ipcp-address-fight ipcp-timeout ipcp-rejected ccp-mppe-required ccp-ipcp-race ccp-reject-loop
ipv6cp-refused ip-duplicate ncp-dns-missing routing-after-connect ipcp-recursive-routing
mtu-blackhole mtu-frag-needed mss-not-clamped td-normal td-idle-or-session-timeout
sec-pap-clear sec-chap-md5-clear sec-mschapv2-clear sec-mschapv1 sec-noauth sec-mppe-40 sec-mppe-as-only-encryption
sec-hidden-avp-off
"""
OWED = frozenset(NAMES.split())


def scripts(rule: str) -> list[Script]:
    """The cases of a rule's folder."""
    return [read_script(path.read_text(encoding="utf-8")) for path in sorted((CASES / rule).glob("*.ladder"))]


def test_no_owed_name_is_missing_from_the_catalogue() -> None:
    assert not OWED - {rule.name for rule in CATALOGUE}


def test_no_name_or_alias_is_given_twice() -> None:
    names = [name for rule in CATALOGUE for name in (rule.name, *rule.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", [rule.name for rule in CATALOGUE])
def test_each_rule_has_a_firing_and_a_silent_case(rule: str) -> None:
    fires = [rule in script.expected | script.also for script in scripts(rule)]
    assert True in fires, "no case in which it fires"
    assert False in fires, "no look-alike in which it stays silent"


def test_each_folder_of_cases_is_named_after_a_rule() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert folders - {rule.name for rule in CATALOGUE} <= {"benign"}
