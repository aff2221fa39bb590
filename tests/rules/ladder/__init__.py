"""Ladder scripts: text in the notation of RFC 2661 Appendix B that becomes a capture (see script.py for the notation)."""
