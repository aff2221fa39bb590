"""What a first program with nfstream does: count the flows; without nDPI, which would only cost here."""

import sys

from nfstream import NFStreamer  # type: ignore[import-not-found] # only in bench/.venv

if __name__ == "__main__":  # it starts processes that import this file
    print(sum(1 for _ in NFStreamer(source=sys.argv[1], n_dissections=0)))
