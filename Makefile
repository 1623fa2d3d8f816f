# Two commands do all the set-up on a machine with Python and make alone: `make chat` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: chat run test lint check eval snippets knowledge-report weights bench pictures crawl transcript audit load faults lock clean

chat: $(VENV)/.run ; @$(BIN)/python -m bot chat
run: $(VENV)/.run ; @$(BIN)/python -m bot run
check: $(VENV)/.run ; @$(BIN)/python -m bot check
eval: $(VENV)/.run ; @$(BIN)/python -m bot eval
snippets: $(VENV)/.dev ; @$(BIN)/python scripts/verify_snippets.py
knowledge-report: $(VENV)/.dev ; @$(BIN)/python scripts/knowledge_report.py
weights: $(VENV)/.dev ; $(BIN)/python scripts/find_weights.py
bench: $(VENV)/.bench ; $(BIN)/python scripts/benchmark.py
test: $(VENV)/.dev ; $(BIN)/python -m pytest
lint: $(VENV)/.dev ; $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
pictures: ; scripts/draw-pictures
crawl: $(VENV)/.dev
	$(BIN)/python -m pytest -q tests/telegram/test_crawler.py | tee /dev/stderr | grep '^crawler:' > docs/crawl.txt
transcript: $(VENV)/.dev ; $(BIN)/python scripts/transcript.py
audit: $(VENV)/.dev ; @$(BIN)/python scripts/audit.py
load: $(VENV)/.dev ; @$(BIN)/python scripts/reliability.py load
faults: $(VENV)/.dev ; @$(BIN)/python scripts/reliability.py faults
lock: $(VENV)/.dev ; scripts/lock
clean: ; rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python: ; $(PYTHON) -m venv $(VENV)
$(VENV)/.run: requirements.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@
$(VENV)/.dev: requirements-dev.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
	touch $(VENV)/.run
$(VENV)/.bench: requirements-bench.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	touch $@
