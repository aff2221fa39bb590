"""What it costs to watch TCP inside the sessions: the whole analysis of a capture, with and without, in turn.

python -m bench.watching             the data-heavy capture, made and removed
python -m bench.watching CAPTURE     one of your own
"""

import argparse
import sys
from pathlib import Path

from bench.measure import best, run
from bench.plan import PLANS, make

HERE = Path(__file__).parent
WITHOUT = "from l2tpscope.scan import watch; watch.LOOKED_AT_IN_ALL = watch.SYNS_IN_ALL = 0"
"""The scan looks for no segments any more once nothing can be chosen among them."""
PROGRAM = """
import os, sys
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command does before numpy is imported
{first}
from l2tpscope.cli.main import run
sys.argv[:] = ["l2tpscope", "analyze", {path!r}]
run()
"""
REPETITIONS = 5


def main() -> None:
    """Read the command line, measure, print one sentence."""
    parser = argparse.ArgumentParser(prog="python -m bench.watching", description="What watching inner TCP costs.")
    parser.add_argument("capture", type=Path, nargs="?")
    given = parser.parse_args().capture
    path = given or make(next(plan for plan in PLANS if plan.name == "data"), HERE / "captures", 1).path
    print(sentence(path))
    if given is None:
        path.unlink()


def sentence(path: Path) -> str:
    """The least processor time of each way."""
    programs = [PROGRAM.format(first=first, path=str(path)) for first in ("", WITHOUT)]
    runs = [[run([sys.executable, "-c", program]) for program in programs] for _ in range(REPETITIONS)]
    watching, blind = (best(column) for column in zip(*runs, strict=True))
    if watching.failure or blind.failure:
        return f"{path.name}: {watching.failure or blind.failure}"
    more = watching.cpu_s / blind.cpu_s - 1
    return f"{path.name}: {watching.cpu_s:.2f} s of CPU, {blind.cpu_s:.2f} s without watching: {100 * more:.1f} % more"


if __name__ == "__main__":
    main()
