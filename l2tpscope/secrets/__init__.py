"""Secrets: what the user knows of passwords and tunnel secrets, and what the octets of a capture prove about them."""
