# Two commands do all the set-up on a machine with Python and make alone: `make chat` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: chat run test lint check pictures lock clean

chat: $(VENV)/.run ; @$(BIN)/python -m bot chat
run: $(VENV)/.run ; @$(BIN)/python -m bot run
check: $(VENV)/.run ; @$(BIN)/python -m bot check
test: $(VENV)/.dev ; $(BIN)/python -m pytest
lint: $(VENV)/.dev ; $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
pictures: ; scripts/draw-pictures
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
