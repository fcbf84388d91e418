# Everything here needs git, make and a Python from 3.11 on with venv; the targets install the rest into .venv and node_modules.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
OUTPUT ?= output
SECONDS ?= 600
SIZE ?= uk
PAIRS ?= 5
LOCK = PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile \
	--quiet --generate-hashes --strip-extras --allow-unsafe --pip-args "--only-binary :all:" \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.DEFAULT_GOAL := all
.PHONY: all help venv site serve check test test-slow lint strings browser lock clean xss truncation edits crash same-bytes scores quizzes mutants fuzz bench audit sbom
.DELETE_ON_ERROR:

all: lint test test-slow ## All that CI runs; what plain `make` does

help: ## These lines
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | sed 's/|/                /; s/^\(.\{20\}\) */\1/'

site: $(VENV)/.run ## Build this project's election into output/
	@$(BIN)/python -m cmpgen build --output $(OUTPUT)
	@echo "The site is in $(OUTPUT)/. Run 'make serve' and open http://127.0.0.1:$(PORT)/ to look at it."

serve: $(VENV)/.run ## Build, show the site on this machine (PORT=8000) and follow each change
	@$(BIN)/python -m cmpgen serve --port $(PORT)

check: $(VENV)/.run ## Look for faults in the election's files
	@$(BIN)/python -m cmpgen check

test: $(VENV)/.dev browser ## Run the tests, in a real browser too (some minutes)
	$(BIN)/python -m pytest -n 2

test-slow: $(VENV)/.dev node_modules/.package-lock.json build/bench-venv browser ## Run the tests that take long
	@$(BIN)/python scripts/machine.py java
	$(BIN)/python -m pytest -n 2 -m "slow and not long"

lint: $(VENV)/.dev node_modules/.package-lock.json ## Check style, types and the layers of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/tsc

strings: $(VENV)/.dev ## Collect the interface's words and carry them into every catalogue of theme/locale
	$(BIN)/pybabel -q extract -F theme/locale/babel.cfg --omit-header --add-location=file --sort-by-file --no-wrap \
		-o theme/locale/en.po .
	for language in cs fr; do $(BIN)/pybabel -q update -l $$language -i theme/locale/en.po -o theme/locale/$$language.po \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap; done

venv: $(VENV)/.dev ## Set up .venv with all that development needs

browser: $(VENV)/.dev ## Find a Chromium for the tests, or install one
	@$(BIN)/python scripts/machine.py browser

xss: $(VENV)/.dev browser ## Show every payload in every field to a real browser, with and without the policy (an hour)
	$(BIN)/python -m pytest tests/hostile/test_xss_in_browser.py -m "slow or not slow"

truncation: $(VENV)/.dev ## Cut every file of the example at every byte (some minutes)
	$(BIN)/python -m pytest -n 2 tests/hostile/test_truncation.py -m "slow or not slow"

edits: $(VENV)/.dev ## Edit elections 500 times over and compare each build with a clean one (an hour)
	$(BIN)/python -m pytest -n 2 tests/test_incremental.py -m slow

crash: $(VENV)/.dev ## Kill builds, let every call fail, fill the disk and start builds at once (an hour)
	CMPGEN_CRASHES=1 $(BIN)/python -m pytest tests/slow/test_crash.py -m slow

same-bytes: $(VENV)/.dev ## Build the example in two dozen surroundings and compare every byte (some minutes)
	@$(BIN)/python scripts/machine.py locales clock
	CMPGEN_SURROUNDINGS=1 $(BIN)/python -m pytest tests/slow/test_same_bytes.py -m slow

scores: $(VENV)/.dev browser ## Score a million random voters in Python and in a browser (half an hour)
	$(BIN)/python -m pytest tests/browser/test_score_js.py -m "slow or not slow"

quizzes: $(VENV)/.dev browser ## Take a thousand quizzes in one tab of a browser, and watch its memory (some minutes)
	CMPGEN_QUIZZES=1 $(BIN)/python -m pytest tests/slow/test_quizzes.py -m slow

mutants: $(VENV)/.dev ## Change the YAML reader and the scorer, one place at a time, and see that a test fails (an hour)
	@$(BIN)/python scripts/mutate.py

fuzz: $(VENV)/.dev ## Fuzz the readers, each for SECONDS=600
	$(INSTALL) --requirement requirements/fuzz.txt
	for target in yaml markdown csv slug url; do $(BIN)/python tests/fuzz/run.py $$target $(SECONDS) || exit 1; done

bench: $(VENV)/.run build/bench-venv ## Measure speed beside Hugo's (SIZE=uk, 65, finland or communes, PAIRS=5; ten minutes or more)
	@$(BIN)/python bench/run.py --size $(SIZE) --pairs $(PAIRS) --json build/bench/$(SIZE).json

build/bench-venv: requirements/bench.txt | $(BIN)/python
	@$(BIN)/python -m venv build/bench-venv
	@build/bench-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--requirement requirements/bench.txt
	@touch $@

audit: build/audit ## Ask whether any dependency has a known weakness (needs a network)
	build/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements/run.txt

sbom: build/audit ## Write build/sbom.json, the list of all that is installed with cmpgen (CycloneDX)
	build/audit/bin/cyclonedx-py requirements --output-reproducible --output-file build/sbom.json requirements/run.txt
	@echo "The list is in build/sbom.json."

build/audit: requirements/audit.txt | $(BIN)/python
	$(BIN)/python -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--requirement requirements/audit.txt
	@touch $@

lock: $(VENV)/.dev ## Renew the lock files after a change of the dependencies (UPGRADE=--upgrade for newer versions)
	$(LOCK) $(UPGRADE) --build-deps-for wheel --output-file requirements/run.txt pyproject.toml
	$(LOCK) $(UPGRADE) --build-deps-for wheel --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	$(LOCK) $(UPGRADE) --output-file requirements/fuzz.txt requirements/fuzz.in
	$(LOCK) $(UPGRADE) --output-file requirements/audit.txt requirements/audit.in
	$(LOCK) $(UPGRADE) --output-file requirements/bench.txt requirements/bench.in
	npm install --package-lock-only

clean: ## Remove all that was built or installed here
	rm -rf $(VENV) node_modules output .output.* build dist
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@python=$$(for each in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$each; break; fi; done); \
	if [ -z "$$python" ]; then echo "cmpgen needs Python 3.11 or newer; make PYTHON=/path/to/python3 names one." >&2; exit 1; fi; \
	$$python -m venv $(VENV) || { echo "Python's venv is missing (Debian: apt-get install python3-venv)." >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what cmpgen needs into $(VENV) …"
	@$(INSTALL) --requirement requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what its development needs into $(VENV) …"
	@$(INSTALL) --requirement requirements/dev.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json $(VENV)/.run
	@$(BIN)/python scripts/machine.py npm
	npm ci
	@touch $@
