"""An Analysis becomes drawable values: ladder, timeline, tables, summary; no colour, no HTML."""
