# One target for each thing one does here. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: ## Start the product with its demo on http://127.0.0.1:8000 (PORT, MOTCUA_DATA, DATABASE_URL)
	@scripts/bootstrap.sh run
	@$(BIN)/python -m motcua.runtime.vneid simulators/vneid
	@MOTCUA_SIMULATORS="$(CURDIR)/simulators" exec $(BIN)/motcua serve --demo --end-with-parent

.PHONY: setup
setup: ## Make the environment in .venv, with what developing and testing need
	@scripts/bootstrap.sh dev

.PHONY: test
test: setup ## Check everything and run all tests, as the continuous integration does
	@scripts/install_test_tools.sh
	@$(MAKE) --no-print-directory check
	@scripts/test.sh

.PHONY: coverage
coverage: setup ## Run all tests and print what they do not reach; takes twice as long
	@scripts/install_test_tools.sh
	@scripts/test.sh --cov --cov-report=term

.PHONY: check
check: setup ## Format, lint, layers, types, migrations, settings, templates: no tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports
	$(BIN)/mypy src tests bench scripts simulators
	$(BIN)/python scripts/check_django.py
	$(BIN)/djlint --lint --quiet src/motcua

.PHONY: format
format: setup ## Put the source into shape
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

.PHONY: test-pg15
test-pg15: setup ## Run the tests that need a database on the PostgreSQL of the system (Debian: 15)
	@scripts/with_system_postgres.sh scripts/test_database.sh

.PHONY: demo
demo: ## Bring the demo of the present database to today
	@scripts/bootstrap.sh run
	@exec $(BIN)/motcua demo --refresh

.PHONY: bench
bench: setup ## Measure: due dates, acceptance, look-up, start, memory; prints what is reached
	@$(BIN)/python -m bench

.PHONY: shots
shots: setup ## Take a picture of every page, in both widths, into shots/
	@scripts/install_test_tools.sh
	@scripts/shots.sh

.PHONY: docs
docs: setup ## Build the documentation into site/; a warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

.PHONY: schema
schema: setup ## Write out the tables of a new database, after a new migration
	@$(BIN)/python scripts/write_schema.py

.PHONY: openapi
openapi: setup ## Accept additions to the API as what clients may rely on (docs/integrate/openapi.json)
	@$(BIN)/python -m scripts.write_openapi $(if $(BREAKS),--breaks)

.PHONY: messages
messages: setup ## Bring the English catalogue in line; TAKE=folder of translations, MISSING=folder to lay out
	@$(BIN)/python -m scripts.write_messages $(if $(TAKE),--take $(TAKE)) $(if $(MISSING),--missing $(MISSING))

.PHONY: requirements
requirements: setup ## Write requirements/ anew after a change of pyproject.toml
	@scripts/refresh_requirements.sh

.PHONY: upgrade
upgrade: setup ## Take the newest versions that are at least seven days old
	@scripts/refresh_requirements.sh --upgrade
