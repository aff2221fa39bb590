"""Octets with a time: capture files, pipes and standard input become Blocks; the only room that reads captures."""
