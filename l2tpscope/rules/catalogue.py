"""The catalogue: every rule, strongest cause first; of the causes that fit an attempt, the first is its root cause."""

from l2tpscope.rules.attempt_unexplained import attempt_unexplained
from l2tpscope.rules.auth_chap_failure import auth_chap_failure
from l2tpscope.rules.auth_dup_challenge_slow_radius import auth_dup_challenge_slow_radius
from l2tpscope.rules.auth_eap_failure import auth_eap_failure
from l2tpscope.rules.auth_empty_identity import auth_empty_identity
from l2tpscope.rules.auth_mschap_691 import auth_mschap_691
from l2tpscope.rules.auth_mschap_account import auth_mschap_account
from l2tpscope.rules.auth_mutual_demanded import auth_mutual_demanded
from l2tpscope.rules.auth_no_answer import auth_no_answer
from l2tpscope.rules.auth_ok_then_policy import auth_ok_then_policy
from l2tpscope.rules.auth_pap_nak import auth_pap_nak
from l2tpscope.rules.auth_protocol_refused import auth_protocol_refused
from l2tpscope.rules.auth_rechallenge_fail import auth_rechallenge_fail
from l2tpscope.rules.auth_server_proof_bad import auth_server_proof_bad
from l2tpscope.rules.avp_strictness import avp_strictness
from l2tpscope.rules.cap_duplicates import cap_duplicates
from l2tpscope.rules.cap_one_direction import cap_one_direction
from l2tpscope.rules.cap_truncated import cap_truncated
from l2tpscope.rules.ccp_ipcp_race import ccp_ipcp_race
from l2tpscope.rules.ccp_mppe_required import ccp_mppe_required
from l2tpscope.rules.ccp_reject_loop import ccp_reject_loop
from l2tpscope.rules.ctl_ack_ignored import ctl_ack_ignored
from l2tpscope.rules.ctl_max_retries import ctl_max_retries
from l2tpscope.rules.ctl_ns_anomaly import ctl_ns_anomaly
from l2tpscope.rules.ctl_out_of_order import ctl_out_of_order
from l2tpscope.rules.ctl_spurious_retransmit import ctl_spurious_retransmit
from l2tpscope.rules.ctl_window_stall import ctl_window_stall
from l2tpscope.rules.ctl_zlb_storm import ctl_zlb_storm
from l2tpscope.rules.data_one_way import data_one_way
from l2tpscope.rules.data_plane_dead import data_plane_dead
from l2tpscope.rules.data_reorder_loss import data_reorder_loss
from l2tpscope.rules.data_unknown_session import data_unknown_session
from l2tpscope.rules.data_wrong_source_addr import data_wrong_source_addr
from l2tpscope.rules.finding import Severity
from l2tpscope.rules.fragment_loss import fragment_loss
from l2tpscope.rules.hdr_nonconforming import hdr_nonconforming
from l2tpscope.rules.hello_unanswered import hello_unanswered
from l2tpscope.rules.icmp_unreachable import icmp_unreachable
from l2tpscope.rules.ip_duplicate import ip_duplicate
from l2tpscope.rules.ipcp_address_fight import ipcp_address_fight
from l2tpscope.rules.ipcp_no_address import ipcp_no_address
from l2tpscope.rules.ipcp_recursive_routing import ipcp_recursive_routing
from l2tpscope.rules.ipcp_rejected import ipcp_rejected
from l2tpscope.rules.ipcp_timeout import ipcp_timeout
from l2tpscope.rules.ipv6cp_refused import ipv6cp_refused
from l2tpscope.rules.l2tp_no_reply_plain import l2tp_no_reply_plain
from l2tpscope.rules.lcp_echo_timeout import lcp_echo_timeout
from l2tpscope.rules.lcp_framing_violation import lcp_framing_violation
from l2tpscope.rules.lcp_loopback import lcp_loopback
from l2tpscope.rules.lcp_lost_ack import lcp_lost_ack
from l2tpscope.rules.lcp_mru_problem import lcp_mru_problem
from l2tpscope.rules.lcp_no_response import lcp_no_response
from l2tpscope.rules.lcp_not_converging import lcp_not_converging
from l2tpscope.rules.lcp_protocol_reject import lcp_protocol_reject
from l2tpscope.rules.lcp_renegotiation import lcp_renegotiation
from l2tpscope.rules.lcp_terminated_by_peer import lcp_terminated_by_peer
from l2tpscope.rules.lns_replies_new_port import lns_replies_new_port
from l2tpscope.rules.lns_wrong_source_addr import lns_wrong_source_addr
from l2tpscope.rules.mss_not_clamped import mss_not_clamped
from l2tpscope.rules.mtu_blackhole import mtu_blackhole
from l2tpscope.rules.mtu_frag_needed import mtu_frag_needed
from l2tpscope.rules.mtu_outer_fragmentation import mtu_outer_fragmentation
from l2tpscope.rules.nat_mapping_moved import nat_mapping_moved
from l2tpscope.rules.natt_reply_old_port import natt_reply_old_port
from l2tpscope.rules.ncp_dns_missing import ncp_dns_missing
from l2tpscope.rules.path_duplication import path_duplication
from l2tpscope.rules.path_loss import path_loss
from l2tpscope.rules.path_reorder import path_reorder
from l2tpscope.rules.pending_at_end import pending_at_end
from l2tpscope.rules.ppp_incomplete import ppp_incomplete
from l2tpscope.rules.routing_after_connect import routing_after_connect
from l2tpscope.rules.rule import Kind, Rule
from l2tpscope.rules.sccrp_lost import sccrp_lost
from l2tpscope.rules.sec_chap_md5_clear import sec_chap_md5_clear
from l2tpscope.rules.sec_hidden_avp_off import sec_hidden_avp_off
from l2tpscope.rules.sec_l2tp_cleartext import sec_l2tp_cleartext
from l2tpscope.rules.sec_mppe_40 import sec_mppe_40
from l2tpscope.rules.sec_mppe_as_only_encryption import sec_mppe_as_only_encryption
from l2tpscope.rules.sec_mschapv1 import sec_mschapv1
from l2tpscope.rules.sec_mschapv2_clear import sec_mschapv2_clear
from l2tpscope.rules.sec_noauth import sec_noauth
from l2tpscope.rules.sec_pap_clear import sec_pap_clear
from l2tpscope.rules.ses_cdn_admin import ses_cdn_admin
from l2tpscope.rules.ses_cdn_right_after_iccn import ses_cdn_right_after_iccn
from l2tpscope.rules.ses_establish_timeout import ses_establish_timeout
from l2tpscope.rules.ses_icrq_no_answer import ses_icrq_no_answer
from l2tpscope.rules.ses_invalid_destination import ses_invalid_destination
from l2tpscope.rules.ses_no_resources import ses_no_resources
from l2tpscope.rules.ses_outgoing_call_unsupported import ses_outgoing_call_unsupported
from l2tpscope.rules.ses_proxy_mismatch import ses_proxy_mismatch
from l2tpscope.rules.ses_try_another import ses_try_another
from l2tpscope.rules.ses_vendor_error import ses_vendor_error
from l2tpscope.rules.td_idle_or_session_timeout import td_idle_or_session_timeout
from l2tpscope.rules.td_mass_disconnect import td_mass_disconnect
from l2tpscope.rules.td_normal import td_normal
from l2tpscope.rules.td_peer_restart import td_peer_restart
from l2tpscope.rules.td_silent_death import td_silent_death
from l2tpscope.rules.tun_addr_change_rejected import tun_addr_change_rejected
from l2tpscope.rules.tun_exists_or_tiebreak import tun_exists_or_tiebreak
from l2tpscope.rules.tun_fsm_error import tun_fsm_error
from l2tpscope.rules.tun_hidden_avp import tun_hidden_avp
from l2tpscope.rules.tun_not_authorized import tun_not_authorized
from l2tpscope.rules.tun_redial_storm import tun_redial_storm
from l2tpscope.rules.tun_secret_mismatch import tun_secret_mismatch
from l2tpscope.rules.tun_shutdown import tun_shutdown
from l2tpscope.rules.tun_stale_id import tun_stale_id
from l2tpscope.rules.tun_version_mismatch import tun_version_mismatch

# Order (design.md 5): what a peer stated; deadlocks that the frames prove; absence with timing; heuristics; then what
# impairs, what is only a symptom, and what is said of the capture or its security. Kind outweighs place.
CATALOGUE: tuple[Rule, ...] = (
    # --- causes a peer stated -------------------------------------------------------------------------------------
    Rule(tun_hidden_avp, Severity.FATAL, Kind.CAUSE),
    Rule(tun_secret_mismatch, Severity.FATAL, Kind.CAUSE),
    Rule(tun_not_authorized, Severity.FATAL, Kind.CAUSE),
    Rule(tun_version_mismatch, Severity.FATAL, Kind.CAUSE),
    Rule(tun_exists_or_tiebreak, Severity.FATAL, Kind.CAUSE),
    Rule(tun_addr_change_rejected, Severity.FATAL, Kind.CAUSE),
    Rule(ses_no_resources, Severity.FATAL, Kind.CAUSE),
    Rule(ses_try_another, Severity.FATAL, Kind.CAUSE),
    Rule(ses_invalid_destination, Severity.FATAL, Kind.CAUSE),
    Rule(ses_outgoing_call_unsupported, Severity.FATAL, Kind.CAUSE),
    Rule(ccp_mppe_required, Severity.FATAL, Kind.CAUSE),
    Rule(ipcp_rejected, Severity.FATAL, Kind.CAUSE),
    Rule(ipcp_address_fight, Severity.FATAL, Kind.CAUSE),
    Rule(ipcp_no_address, Severity.FATAL, Kind.CAUSE),
    Rule(avp_strictness, Severity.FATAL, Kind.CAUSE),
    Rule(tun_fsm_error, Severity.FATAL, Kind.CAUSE),
    Rule(auth_rechallenge_fail, Severity.DROP, Kind.CAUSE),
    Rule(auth_mutual_demanded, Severity.FATAL, Kind.CAUSE),
    Rule(auth_protocol_refused, Severity.FATAL, Kind.CAUSE),
    Rule(auth_empty_identity, Severity.FATAL, Kind.CAUSE),
    Rule(auth_mschap_account, Severity.FATAL, Kind.CAUSE),
    Rule(auth_mschap_691, Severity.FATAL, Kind.CAUSE),
    Rule(auth_pap_nak, Severity.FATAL, Kind.CAUSE),
    Rule(auth_eap_failure, Severity.FATAL, Kind.CAUSE),
    Rule(auth_chap_failure, Severity.FATAL, Kind.CAUSE),
    Rule(tun_shutdown, Severity.FATAL, Kind.CAUSE),
    Rule(ses_proxy_mismatch, Severity.FATAL, Kind.CAUSE),
    Rule(td_idle_or_session_timeout, Severity.DROP, Kind.CAUSE),
    # --- causes that the frames prove -----------------------------------------------------------------------------
    Rule(hdr_nonconforming, Severity.FATAL, Kind.CAUSE),
    Rule(lns_wrong_source_addr, Severity.FATAL, Kind.CAUSE),
    Rule(lns_replies_new_port, Severity.FATAL, Kind.CAUSE),
    Rule(data_wrong_source_addr, Severity.FATAL, Kind.CAUSE),
    Rule(ccp_ipcp_race, Severity.FATAL, Kind.CAUSE),
    Rule(ipcp_recursive_routing, Severity.DROP, Kind.CAUSE),
    Rule(natt_reply_old_port, Severity.DROP, Kind.CAUSE),
    Rule(sccrp_lost, Severity.FATAL, Kind.CAUSE, aliases=("lns-sccrp-lost",)),
    Rule(td_peer_restart, Severity.DROP, Kind.CAUSE),
    Rule(tun_stale_id, Severity.DROP, Kind.CAUSE),
    Rule(icmp_unreachable, Severity.FATAL, Kind.CAUSE),
    Rule(ctl_ack_ignored, Severity.FATAL, Kind.CAUSE),
    Rule(ctl_ns_anomaly, Severity.FATAL, Kind.CAUSE),
    Rule(lcp_loopback, Severity.FATAL, Kind.CAUSE),
    Rule(lcp_mru_problem, Severity.FATAL, Kind.CAUSE),
    Rule(lcp_not_converging, Severity.FATAL, Kind.CAUSE),
    Rule(lcp_lost_ack, Severity.FATAL, Kind.CAUSE, aliases=("lcp-bad-ack",)),
    Rule(auth_server_proof_bad, Severity.FATAL, Kind.CAUSE),
    Rule(auth_dup_challenge_slow_radius, Severity.FATAL, Kind.CAUSE),
    Rule(auth_ok_then_policy, Severity.FATAL, Kind.CAUSE),
    # --- causes by absence and timing -----------------------------------------------------------------------------
    Rule(l2tp_no_reply_plain, Severity.FATAL, Kind.CAUSE),
    Rule(ses_icrq_no_answer, Severity.FATAL, Kind.CAUSE),
    Rule(ses_establish_timeout, Severity.FATAL, Kind.CAUSE),
    Rule(ipcp_timeout, Severity.FATAL, Kind.CAUSE),
    Rule(nat_mapping_moved, Severity.DROP, Kind.CAUSE),
    Rule(lcp_no_response, Severity.FATAL, Kind.CAUSE),
    Rule(data_plane_dead, Severity.FATAL, Kind.CAUSE),
    Rule(hello_unanswered, Severity.DROP, Kind.CAUSE),
    Rule(auth_no_answer, Severity.FATAL, Kind.CAUSE),
    # --- the weakest causes ---------------------------------------------------------------------------------------
    Rule(ipv6cp_refused, Severity.FATAL, Kind.CAUSE),
    Rule(td_mass_disconnect, Severity.DROP, Kind.CAUSE),
    Rule(ppp_incomplete, Severity.FATAL, Kind.CAUSE, fallback=True),
    # --- impairments ----------------------------------------------------------------------------------------------
    Rule(path_loss, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(fragment_loss, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(data_reorder_loss, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(data_unknown_session, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(ctl_zlb_storm, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(ctl_window_stall, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(mtu_frag_needed, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(mtu_blackhole, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(mtu_outer_fragmentation, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(lcp_framing_violation, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(lcp_renegotiation, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(ip_duplicate, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(mss_not_clamped, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(routing_after_connect, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(path_reorder, Severity.INFO, Kind.IMPAIRMENT),
    Rule(path_duplication, Severity.INFO, Kind.IMPAIRMENT),
    Rule(ctl_spurious_retransmit, Severity.INFO, Kind.IMPAIRMENT),
    Rule(ccp_reject_loop, Severity.INFO, Kind.IMPAIRMENT),
    Rule(ncp_dns_missing, Severity.INFO, Kind.IMPAIRMENT),
    # --- symptoms -------------------------------------------------------------------------------------------------
    Rule(ctl_out_of_order, Severity.FATAL, Kind.SYMPTOM),
    Rule(ctl_max_retries, Severity.FATAL, Kind.SYMPTOM),
    Rule(data_one_way, Severity.FATAL, Kind.SYMPTOM),
    Rule(td_silent_death, Severity.DROP, Kind.SYMPTOM),
    Rule(ses_vendor_error, Severity.FATAL, Kind.SYMPTOM),
    Rule(ses_cdn_right_after_iccn, Severity.FATAL, Kind.SYMPTOM),
    Rule(lcp_echo_timeout, Severity.DROP, Kind.SYMPTOM, fallback=True),
    Rule(lcp_terminated_by_peer, Severity.DROP, Kind.SYMPTOM, fallback=True),
    Rule(ses_cdn_admin, Severity.DROP, Kind.SYMPTOM, fallback=True),
    Rule(tun_redial_storm, Severity.DEGRADED, Kind.SYMPTOM),
    Rule(attempt_unexplained, Severity.FATAL, Kind.SYMPTOM, fallback=True),
    # --- conditions -----------------------------------------------------------------------------------------------
    Rule(lcp_protocol_reject, Severity.INFO, Kind.CONDITION),
    Rule(cap_one_direction, Severity.INFO, Kind.CONDITION),
    Rule(cap_duplicates, Severity.INFO, Kind.CONDITION),
    Rule(cap_truncated, Severity.INFO, Kind.CONDITION),
    Rule(pending_at_end, Severity.INFO, Kind.CONDITION),
    Rule(td_normal, Severity.INFO, Kind.CONDITION),
    Rule(sec_l2tp_cleartext, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_pap_clear, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_chap_md5_clear, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_mschapv2_clear, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_mschapv1, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_noauth, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_mppe_40, Severity.POSTURE, Kind.CONDITION, aliases=("sec-mppe-56",)),
    Rule(sec_mppe_as_only_encryption, Severity.POSTURE, Kind.CONDITION),
    Rule(sec_hidden_avp_off, Severity.INFO, Kind.CONDITION),
)
