"""Says what went wrong in an L2TP capture, on what evidence, and what to do."""

__version__ = "0.1.0"
