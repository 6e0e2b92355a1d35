# Start, test and measure. Every command is also in the README for a machine without make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check format bench

run: .venv/run.done          ## build .venv, prepare the database, start on localhost
	$(BIN)/python -m db upgrade
	$(BIN)/streamlit run app.py

test: .venv/test.done        ## everything that can be tested on this machine
	$(BIN)/pytest -n auto

check: .venv/test.done       ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

format: .venv/test.done
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/bench.done      ## the figures in docs/benchmarks.md, as ratios measured in one run
	$(BIN)/python -m tests.bench

.venv/run.done: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Handslag needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

.venv/test.done: .venv/run.done tests/requirements.txt
	$(BIN)/pip install --quiet --requirement tests/requirements.txt
	touch $@

.venv/bench.done: .venv/test.done tests/bench/requirements.txt
	$(BIN)/pip install --quiet --requirement tests/bench/requirements.txt
	touch $@
