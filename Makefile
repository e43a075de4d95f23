# The project's commands. Each sets up .venv from pyproject.toml first; nothing else is needed than make and Python.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
PORT ?= 3000

# The first Python that is new enough; `make PYTHON=/path/to/python ...` chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; break; fi; done)

.PHONY: help ingest test ui lint format types bench dictionary clean

help:
	@echo "make ingest   data/raw -> data/warehouse/budget.duckdb"
	@echo "make test     run all tests"
	@echo "make ui       Dagster UI on http://127.0.0.1:$(PORT) (PORT=... for another)"
	@echo "make lint     ruff check, ruff format --check"
	@echo "make types    mypy"
	@echo "make format   let ruff format and fix"
	@echo "make bench    time and memory of an ingest (RAW=folder for another than data/raw)"
	@echo "make dictionary   write docs/data-dictionary.md anew from sql/"
	@echo "make clean    remove .venv and caches (data stay)"

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none was found; install it or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu install the package python3-venv" >&2; exit 1; }
	@$(PIP) -e '.[dev,all]' || { echo "Not all readers can be installed here; documents that need them will be set aside" >&2; $(PIP) -e '.[dev]'; }
	@touch $@

ingest: $(STAMP)
	@$(BIN)/budget ingest

test: $(STAMP)
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

ui: $(STAMP)
	@mkdir -p data/dagster
	@DAGSTER_HOME="$(CURDIR)" PYTHONWARNINGS='ignore:Function `dev_command` is superseded' $(BIN)/dagster dev --host 127.0.0.1 --port $(PORT)

lint: $(STAMP)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "not formatted: run make format" >&2; exit 1; }

format: $(STAMP)
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

types: $(STAMP)
	@$(BIN)/mypy --no-error-summary

bench: $(STAMP)
	@$(BIN)/python bench/ingest.py $(RAW)

dictionary: $(STAMP)
	@$(BIN)/budget dictionary --output docs/data-dictionary.md

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
