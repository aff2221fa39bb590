"""scan/: one vectorised pass over a Block, which counts data per flow and hands on the frames worth decoding."""
