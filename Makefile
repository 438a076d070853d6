# One command for each thing; each does its own set-up, in .venv, from Python 3.11+, pip and make alone.

PYTHON ?= python3
VENV ?= .venv
ARTICLE ?= examples/strait-tolls.txt
FORMAT ?= text
# Folder of the corpora and scorers for `make quality`; they are not part of the project.
SHARED ?= ../shared

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: help assess test lint quality wheel large clean

help:
	@echo "make assess [ARTICLE=path] [FORMAT=text|md|html|json|vega]   read an article to a brief"
	@echo "make test      run the tests        make lint     ruff and mypy"
	@echo "make wheel     build the package    make large    build the larger reader    make clean    remove what was made"
	@echo "make quality   score the reader on the corpora in SHARED=$(SHARED), where they are"

# Quiet, so that `make assess FORMAT=json > reading.json` holds nothing but the reading.
$(VENV)/made:
	@echo "setting up $(VENV)" >&2
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Kentledge needs Python 3.11 or later')"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c "open('$@', 'w').close()"

$(VENV)/base: $(VENV)/made pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -c "open('$@', 'w').close()"

$(VENV)/dev: $(VENV)/made pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,lint]"
	@$(BIN)/python -c "open('$@', 'w').close(); open('$(VENV)/base', 'w').close()"

assess: $(VENV)/base
	@$(BIN)/python -m kentledge assess "$(ARTICLE)" --format $(FORMAT)

test: $(VENV)/dev
	$(BIN)/python -m pytest

lint: $(VENV)/dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

quality: $(VENV)/dev
	$(BIN)/python benchmarks/quality.py --shared "$(SHARED)"

wheel: $(VENV)/made
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

# The larger reader as a wheel; its weights are those of the repository, or what training/reader.py has made.
large: $(VENV)/made
	@test -f large/src/kentledge_large/weights/reader.onnx || { echo "no weights yet: see large/README.md" >&2; exit 2; }
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist ./large

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(d, ignore_errors=True) for d in ('$(VENV)', 'dist', 'build')]"
