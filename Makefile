# The commands one must know. `make check` before every commit, `make test` before every push.
# Needs what ./check installs. PYTHON=... chooses another interpreter.

PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)

.PHONY: check test lint format golden docs reports pictures

check: lint
	$(PYTHON) -m pytest -q -m "not slow"

test: lint
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

format:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

# Write the golden files anew; commit them alone, with the reason.
golden:
	$(PYTHON) -m pytest -q tests/test_samples.py tests/render/test_ladder_golden.py --update-golden

# Write the pages that come from the code anew: docs/rules.md, docs/evidence.md, docs/tables.md.
docs:
	$(PYTHON) -c "from l2tpscope.render.tables_page import tables_page; print(tables_page(), end='')" > docs/tables.md
	$(PYTHON) -m pytest -q tests/rules/test_seen.py --update-golden
	$(PYTHON) -m l2tpscope explain --all > docs/rules.md

# Write reports/ anew: the report of each sample capture, and the table of them. Commit it alone.
reports:
	$(PYTHON) -m pytest -q tests/test_reports.py --update-golden

# Take the pictures of the README anew, with Chromium.
pictures:
	$(PYTHON) scripts/make_pictures.py
