"""The catalogue: every rule, strongest cause first. Where several causes fit one attempt, the earlier one is its root cause."""

from l2tpscope.rules.cap_duplicates import cap_duplicates
from l2tpscope.rules.cap_one_direction import cap_one_direction
from l2tpscope.rules.cap_truncated import cap_truncated
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
from l2tpscope.rules.finding import Severity
from l2tpscope.rules.fragment_loss import fragment_loss
from l2tpscope.rules.hello_unanswered import hello_unanswered
from l2tpscope.rules.mtu_outer_fragmentation import mtu_outer_fragmentation
from l2tpscope.rules.path_duplication import path_duplication
from l2tpscope.rules.path_loss import path_loss
from l2tpscope.rules.path_reorder import path_reorder
from l2tpscope.rules.pending_at_end import pending_at_end
from l2tpscope.rules.rule import Kind, Rule
from l2tpscope.rules.td_mass_disconnect import td_mass_disconnect
from l2tpscope.rules.td_peer_restart import td_peer_restart
from l2tpscope.rules.td_silent_death import td_silent_death

# Order (design.md 5): what a peer stated; deadlocks that the frames prove; absence with timing; heuristics; then what
# impairs, what is only a symptom, and what is said of the capture or its security. Kind outweighs place.
CATALOGUE: tuple[Rule, ...] = (
    # --- causes a peer stated -------------------------------------------------------------------------------------
    # --- causes that the frames prove -----------------------------------------------------------------------------
    Rule(td_peer_restart, Severity.DROP, Kind.CAUSE),
    Rule(ctl_ack_ignored, Severity.FATAL, Kind.CAUSE),
    Rule(ctl_ns_anomaly, Severity.FATAL, Kind.CAUSE),
    # --- causes by absence and timing -----------------------------------------------------------------------------
    Rule(data_plane_dead, Severity.FATAL, Kind.CAUSE),
    Rule(hello_unanswered, Severity.DROP, Kind.CAUSE),
    # --- the weakest causes ---------------------------------------------------------------------------------------
    Rule(td_mass_disconnect, Severity.DROP, Kind.CAUSE),
    # --- impairments ----------------------------------------------------------------------------------------------
    Rule(path_loss, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(fragment_loss, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(data_reorder_loss, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(data_unknown_session, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(ctl_zlb_storm, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(ctl_window_stall, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(mtu_outer_fragmentation, Severity.DEGRADED, Kind.IMPAIRMENT),
    Rule(path_reorder, Severity.INFO, Kind.IMPAIRMENT),
    Rule(path_duplication, Severity.INFO, Kind.IMPAIRMENT),
    Rule(ctl_spurious_retransmit, Severity.INFO, Kind.IMPAIRMENT),
    # --- symptoms -------------------------------------------------------------------------------------------------
    Rule(ctl_out_of_order, Severity.FATAL, Kind.SYMPTOM),
    Rule(ctl_max_retries, Severity.FATAL, Kind.SYMPTOM),
    Rule(data_one_way, Severity.FATAL, Kind.SYMPTOM),
    Rule(td_silent_death, Severity.DROP, Kind.SYMPTOM),
    # --- conditions -----------------------------------------------------------------------------------------------
    Rule(cap_one_direction, Severity.INFO, Kind.CONDITION),
    Rule(cap_duplicates, Severity.INFO, Kind.CONDITION),
    Rule(cap_truncated, Severity.INFO, Kind.CONDITION),
    Rule(pending_at_end, Severity.INFO, Kind.CONDITION),
)
