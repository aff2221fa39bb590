"""The version, which everything that writes a file puts into it."""

__version__ = "0.1.0"
