"""How the project is built: tests mirror the code, sizes stay small, imports are late, documents are current."""

import ast
import inspect
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from l2tpscope.cli.main import main
from l2tpscope.render.rules_page import rules_page
from l2tpscope.render.tables_page import tables_page
from l2tpscope.rules.catalogue import CATALOGUE
from tests.samples import ROOT

PACKAGE = ROOT / "l2tpscope"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_FILE, LONGEST_RULE = 40, 8, 250, 80

# Longer than a file should be, with the reason.
LONG = {
    "wire/avps.py": "a table, one row a line",
    "wire/messages.py": "a table, one row a line",
    "wire/results.py": "a table, one row a line",
    "conversation/model.py": "the types of one room, which are read together",
}

# Modules without a test file of their own, with the reason.
UNMIRRORED = {
    "__main__.py": "one call",
    "errors.py": "two names",
    "capture/block.py": "types without behaviour",
    "packet/datagram.py": "types without behaviour",
    "scan/datagram.py": "a type without behaviour",
    "scan/flow.py": "types without behaviour",
    "conversation/model.py": "types; what fills them is tested",
    "conversation/link.py": "types; what fills them is tested",
    "rules/finding.py": "types without behaviour",
    "views/part.py": "a type without behaviour",
    "version.py": "a constant, which tests/cli/test_main.py prints",
    "views/rows.py": "types without behaviour",
    "views/strips.py": "types without behaviour",
}
# Modules that are tested together: by the test of what they are parts of.
TESTED_BY = {
    "scan/part.py": "scan/test_scanner.py",
    "conversation/payload.py": "conversation/test_telling.py",
    "conversation/restarts.py": "conversation/test_listener.py",
    "cli/tunnels.py": "cli/test_tables.py",
    "cli/sessions.py": "cli/test_tables.py",
    "cli/messages.py": "cli/test_tables.py",
    "cli/findings.py": "cli/test_tables.py",
    "render/explained_codes.py": "render/test_explained.py",
    "render/explained_rules.py": "render/test_explained.py",
    "render/timeline_glyphs.py": "render/test_timeline_layout.py",
    "render/timeline_strips.py": "render/test_timeline_layout.py",
}
# Rules are tested by the cases in tests/rules/cases, all of them run through all rules.
TESTED_TOGETHER = {"rules": "rules/test_cases.py"}
TESTS = ROOT / "tests"


def _functions() -> Iterator[tuple[str, int]]:
    """(where, lines) of every function of the package, docstrings and comments included."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield f"{path.relative_to(PACKAGE)}:{node.name}", node.end_lineno - node.lineno + 1


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _test_of(path: Path) -> Path:
    """Where a module is tested: in the same place under tests/, unless it is listed above."""
    together = TESTED_TOGETHER.get(path.relative_to(PACKAGE).parent.as_posix())
    listed = TESTED_BY.get(_name(path)) or together
    return TESTS / listed if listed else TESTS / path.relative_to(PACKAGE).parent / f"test_{path.name}"


def test_every_module_has_its_test_file() -> None:
    assert [_name(path) for path in MODULES if _name(path) not in UNMIRRORED and not _test_of(path).is_file()] == []


def test_the_lists_of_exceptions_name_what_exists() -> None:
    assert UNMIRRORED.keys() | LONG.keys() | TESTED_BY.keys() <= {_name(path) for path in MODULES}


def test_no_function_is_longer_than_40_lines() -> None:
    assert [where for where, lines in _functions() if lines > LONGEST_FUNCTION] == []


def test_functions_are_short_in_the_median() -> None:
    assert statistics.median(lines for _, lines in _functions()) <= MEDIAN_FUNCTION


def test_no_file_is_longer_than_250_lines_and_no_rule_than_80() -> None:
    rules = {inspect.getsourcefile(rule.check) for rule in CATALOGUE}
    sizes = {path: len(path.read_text().splitlines()) for path in MODULES if _name(path) not in LONG}
    most = {path: LONGEST_RULE if str(path) in rules else LONGEST_FILE for path in sizes}
    assert {_name(path): size for path, size in sizes.items() if size > most[path]} == {}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_begins_with_a_sentence_that_could_stand_in_the_map(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
    assert docstring.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert {room for room in rooms if f"`{room}/`" not in text} == set()


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text()
    for name, command in main.commands.items():
        assert f"\n## {name}\n" in text
        assert command.help
        for parameter in command.params:
            written = [option for option in (*parameter.opts, *parameter.secondary_opts) if option.startswith("-")]
            assert all(f"`{option}" in text for option in written), f"{name} {written}"


def test_the_page_of_rules_is_current() -> None:
    assert (ROOT / "docs" / "rules.md").read_text() == rules_page(), "make docs writes it"


def test_the_page_of_tables_is_current() -> None:
    assert (ROOT / "docs" / "tables.md").read_text() == tables_page(), "make docs writes it"


HEAVY = ("numpy", "pandas", "matplotlib", "jinja2", "rich", "dpkt", "msgspec", "zstandard", "cryptography")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["analyze", "--help"], ["explain", "StopCCN 2/6"]])
def test_help_and_explain_import_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom l2tpscope.cli.main import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[]"


def test_the_names_of_helpers_that_help_with_anything_are_not_used() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "core"}
    assert [_name(path) for path in PACKAGE.rglob("*") if path.stem in vague] == []
