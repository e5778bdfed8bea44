# make demo   installs hadoctor into .venv and shows what it says of a typical deployment
# make test   installs what the tests need, and runs all of them

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The programs that hadoctor is measured against.
STACK := corosync corosync-qdevice iproute2 util-linux

.PHONY: demo test bench stack clean

demo: $(BIN)/hadoctor
	@echo "\$$ hadoctor check fixtures/tutorial"
	@$(BIN)/hadoctor check --exit-zero fixtures/tutorial

test: stack $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: stack $(VENV)/.dev
	$(BIN)/python -m bench

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(BIN)/hadoctor: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(BIN)/hadoctor

$(VENV)/.dev: $(BIN)/hadoctor
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(VENV)/.dev

# Debian and its relatives, as root. Elsewhere the tests that need the real programs are skipped,
# and say so.
stack:
	@if command -v corosync >/dev/null && command -v corosync-qdevice >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y $(STACK); \
	else echo "corosync is not installed: tests against the real daemon will be skipped"; fi

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
