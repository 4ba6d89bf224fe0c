# The commands of this project; what they do is in scripts/, one subject a file.
.DEFAULT_GOAL := help
.PHONY: help demo test lab bench build setup install format lint torture clean distclean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-10s %s\n", $$1, $$2 }'

demo: build ## set up, build and run the quickstart notebook
	@scripts/demo

test: ## every check and test, with what they need
	@scripts/setup browser
	@scripts/build
	@scripts/test $(ARGS)

lab: build ## JupyterLab with the Swiftlet kernel, opened on the quickstart
	@scripts/lab $(ARGS)

bench: build ## measure Swiftlet and its peers, write Benchmarks/RESULTS.md
	@scripts/bench $(ARGS)

build: setup ## release build, bin/ and the kernelspec in .venv
	@scripts/build

setup: ## system packages, .venv, DuckDB and the demo's data
	@scripts/setup

install: build ## make the kernel known to your Jupyter (or PREFIX=/env)
	@scripts/install-kernelspec $(PREFIX)

format: ## format the Swift sources in place
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

lint: setup ## the checks on the sources
	@scripts/check

torture: build ## the long form of the fault catalogue
	@scripts/torture $(ARGS)

clean: ## remove builds and outputs
	@scripts/clean

distclean: ## remove also .venv and downloads
	@scripts/clean --all
