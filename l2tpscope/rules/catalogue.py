"""The catalogue: every rule, strongest cause first. Where several causes fit one attempt, the earlier one is its root cause."""

from l2tpscope.rules.rule import Rule

# Order (design.md 5): what a peer stated; deadlocks that the frames prove; absence with timing; heuristics; then what
# impairs, what is only a symptom, and what is said of the capture or its security. Kind outweighs place.
CATALOGUE: tuple[Rule, ...] = (
    # --- causes a peer stated -------------------------------------------------------------------------------------
    # --- causes that the frames prove -----------------------------------------------------------------------------
    # --- causes by absence and timing -----------------------------------------------------------------------------
    # --- the weakest causes ---------------------------------------------------------------------------------------
    # --- impairments ----------------------------------------------------------------------------------------------
    # --- symptoms -------------------------------------------------------------------------------------------------
    # --- conditions -----------------------------------------------------------------------------------------------
)
