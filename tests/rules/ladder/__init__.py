"""Ladder scripts: text in the notation of RFC 2661 Appendix B (see script.py) that becomes a capture."""
