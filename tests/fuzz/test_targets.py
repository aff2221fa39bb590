"""The fuzz targets take what is known: real captures, pieces of them, and what fuzzing has found."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
SEEDS = [
    *sorted((ROOT / "sample_captures").glob("tunnel-auth*.pcap*")),
    *sorted(path for path in (ROOT / "tests" / "regressions").glob("*") if path.suffix != ".py"),
]


def _targets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("targets", ROOT / "fuzz" / "targets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["reader", "control", "data", "pipeline"])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_a_target_takes_a_seed_and_pieces_of_it(name: str, seed: Path) -> None:
    octets = seed.read_bytes()
    target = _targets().TARGETS[name]
    for cut in (0, 1, 12, len(octets) // 3, len(octets) - 1, len(octets)):
        target(octets[:cut])
        target(octets[cut:])
