"""Live: the loop over a source that goes on, from its pipe to what has happened since the last look."""
