"""A conversation becomes findings: one anomaly, one file; then one root cause for each failing attempt."""
