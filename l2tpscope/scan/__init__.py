"""One vectorised pass over a Block: counts data messages per flow and hands on the frames worth decoding."""
