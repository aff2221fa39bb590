"""A conversation becomes findings: one anomaly, one file; then one root cause for each failing attempt."""

"""Rules: one anomaly per file, with what it means and what to do; `judge` runs them and picks the root causes."""
