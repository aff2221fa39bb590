"""Arguments become calls: one command per file; the only room that knows click."""
