# make demo   installs hadoctor into .venv and shows what it says of a typical deployment
# make test   installs what the tests need, and runs all of them

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The programs that hadoctor is measured against.
STACK := corosync corosync-qdevice pacemaker pacemaker-cli-utils crmsh pcs resource-agents \
	fence-agents python3-lxml libxml2-utils chrony nftables iptables ufw firewalld dbus \
	openssh-server ethtool iproute2 util-linux
COMMANDS := corosync corosync-qdevice crm crm_verify crm_simulate pcs fence_apc xmllint chronyd \
	nft iptables ufw firewall-cmd sshd ethtool ip nsenter

.PHONY: demo test bench stack clean

demo: $(BIN)/hadoctor
	@echo "\$$ hadoctor check fixtures/tutorial"
	@$(BIN)/hadoctor check --exit-zero fixtures/tutorial

test: stack $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	# A file of tests stays with one process: much of the time goes into waiting for clusters.
	$(BIN)/python -m pytest -n auto --maxprocesses 3 --dist loadfile

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

# Debian and its relatives, as root; no service is started by it. Elsewhere the tests that need the
# real programs are skipped, and say so.
POLICY := /usr/sbin/policy-rc.d
stack:
	@missing=; for name in $(COMMANDS); do \
		command -v $$name >/dev/null || [ -x /usr/sbin/$$name ] || missing="$$missing $$name"; done; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		if [ ! -e $(POLICY) ]; then \
			printf '#!/bin/sh\nexit 101\n' > $(POLICY); chmod 755 $(POLICY); \
			trap 'rm -f $(POLICY)' EXIT; fi; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq -y --no-install-recommends $(STACK); \
	else echo "not installed:$$missing; the tests that need them will be skipped"; fi

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
