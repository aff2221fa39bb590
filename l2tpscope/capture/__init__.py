"""Capture: files, pipes and streams of frames become Blocks, with exact times and nothing decoded."""
