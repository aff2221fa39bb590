"""Fuzz one target with atheris: python fuzz/run.py TARGET [CORPUS] [options of libFuzzer]."""

import sys

import atheris

with atheris.instrument_imports(include=["l2tpscope"]):
    from targets import TARGETS


def main() -> None:
    """The first argument names the target, the rest goes to libFuzzer."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:  # noqa: PLR2004 - program and target
        sys.exit(f"Name a target: {', '.join(TARGETS)}")
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


main()
