"""What all tests share: the sample captures, the golden option, and the outside programs that some tests need."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew from what comes out now")


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in tests, and in golden files, are those of a user in the checkout."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True where golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed, and CI must not skip what needs it")
    if path is None:
        pytest.skip(f"{name} is not installed (./check installs it)")
    return path


@pytest.fixture(scope="session")
def tshark() -> str:
    """The path of tshark; skips the test where it is missing, fails it in CI."""
    return _program("tshark")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; skips the test where it is missing, fails it in CI."""
    return _program("chromium")
