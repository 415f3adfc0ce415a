# One target for each thing one does here. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## Make the environment in .venv, with what developing and testing need
	@scripts/bootstrap.sh dev

.PHONY: run
run: ## Start the product with the demo: http://127.0.0.1:8000
	@scripts/bootstrap.sh run
	@exec $(BIN)/motcua serve --demo
