"""Drawable values become text, SVG, HTML and JSON."""
