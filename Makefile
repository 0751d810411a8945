# `make run` and `make test` do all the set-up on a fresh machine with Python 3.11 or later.
VENV ?= .venv
PYTHON ?= python3
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
TESTS ?= tests

.PHONY: setup run test lint check bench lock

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Poise needs Python 3.11 or later; name one with: make PYTHON=python3.12 …")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Poise needs into $(VENV) (about a minute) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: setup
	@$(VENV)/bin/poise run

test: setup
	@scripts/ensure_chromium.sh
	@scripts/ensure_poppler.sh
	@scripts/ensure_postgres.sh
	@$(VENV)/bin/poise models pull
	@$(PY) -m pytest $(TESTS)

lint: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

check: lint test

bench: setup
	@$(PY) -m bench

lock:
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --group dev --extra tokens --extra postgres pyproject.toml --output-file requirements.lock
