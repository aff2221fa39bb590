"""The sample captures with what must be found in them, each analyzed once for all tests."""

import functools
import tomllib
from pathlib import Path
from typing import Any

from l2tpscope.analysis import Analysis, read

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "sample_captures"
TRUTH: list[dict[str, Any]] = tomllib.loads((FOLDER / "truth.toml").read_text())["capture"]
NAMES: list[str] = [capture["file"] for capture in TRUTH]


@functools.cache
def analysed(name: str) -> Analysis:
    """The analysis of one sample capture, named as a user in the checkout would name it."""
    return read(Path("sample_captures") / name)
