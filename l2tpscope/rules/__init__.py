"""A conversation becomes findings: one anomaly, one file; then one root cause for each failing attempt."""

"""Rules: one anomaly per file, what it means and what to do in its docstring; `judge` runs them and picks root causes."""
