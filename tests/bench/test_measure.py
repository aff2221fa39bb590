"""What the kernel says of a program is what that program did."""

import sys

from bench.measure import Run, best, extrapolated, run


def test_processor_time_is_counted_and_waiting_is_not() -> None:
    busy = run([sys.executable, "-S", "-c", "import time\nwhile time.process_time() < 0.3: pass"])
    idle = run([sys.executable, "-S", "-c", "import time\ntime.sleep(0.3)"])
    assert busy.cpu_s >= 0.3 > idle.cpu_s
    assert idle.wall_s >= 0.3


def test_the_processes_that_a_program_starts_count_too() -> None:
    child = "import time\nwhile time.process_time() < 0.3: pass"
    program = f"import subprocess, sys\nsubprocess.run([sys.executable, '-S', '-c', {child!r}])"
    assert run([sys.executable, "-c", program]).cpu_s >= 0.3


def test_the_peak_is_seen_after_memory_was_freed() -> None:
    assert run([sys.executable, "-S", "-c", "x = b'x' * 300_000_000\ndel x"]).peak >= 300_000_000


def test_a_program_that_fails_is_quoted() -> None:
    failed = run([sys.executable, "-S", "-c", "import sys\nprint('no such thing', file=sys.stderr)\nsys.exit(3)"])
    assert failed.failure == "no such thing"
    assert run([sys.executable, "-S", "-c", "import sys\nsys.exit(3)"]).failure == "ended with status 3"


def test_the_best_run_has_the_least_time_and_the_most_memory() -> None:
    assert best([Run(2, 5, 10), Run(3, 4, 30), Run(4, 6, 20)]) == Run(2, 4, 30)
    assert best([Run(1, 1, 1), Run(1, 1, 1, "broken")]).failure == "broken"


def test_the_start_is_not_extrapolated() -> None:
    assert extrapolated(Run(3, 4, 7), Run(1, 1, 5), 10) == Run(21, 31, 7)
