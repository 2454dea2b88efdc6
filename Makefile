# Everything on a fresh Debian with Python 3.11 and make: `make dataset`, `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check
# Where it is set, each process would compile everything that it imports anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: dataset test installed style types pytest warm test-long test-compiled compiled lint renew bench docs case clean

# The lock file is the truth; the stamp is touched only when the whole install went well.
# uv takes a tenth of pip's time. It knows nothing of pip's settings, so where they name another index, it is left out;
# where it fails, pip does everything, and else finds nothing left to do.
$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	-$(BIN)/python -m pip config list | grep -q '[.]index-url=' || { $(PIP) install "$$(grep ^uv== requirements.txt)" \
		&& $(BIN)/uv pip install --quiet --python $(BIN)/python --requirement requirements.txt; }
	$(PIP) install --requirement requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

dataset: $(VENV)/.installed   ## read the bundled sample into dataset/ and show a first query
	$(BIN)/canvass refresh --source sample --dataset dataset
	@echo
	$(BIN)/canvass sql --dataset dataset "SELECT area, winner, winner_votes, runner_up, runner_up_votes, margin_pct FROM county_results WHERE title = '2004 United States presidential election in Massachusetts' ORDER BY winner_votes DESC LIMIT 5"

lint: style types             ## style and types

style: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed
	$(BIN)/mypy

test: style                   ## style, types, tests
	@$(MAKE) --no-print-directory -j2 types pytest

pytest: warm
	$(BIN)/pytest

installed: $(VENV)/.installed

# Else the processes of the tests, which begin together, each compile the same.
warm: $(VENV)/.installed
	@$(BIN)/python -c "import distributed, prefect.server.api.server"
	@$(BIN)/pytest -n0 --collect-only >/dev/null 2>&1 || true

# What imports tests/long.py.
LONG := $(shell grep -rl --include='test_*.py' 'from tests.long import' tests)
test-long: $(VENV)/.installed ## the tests of many rounds, kills and pages with all of them: a quarter of an hour
	CANVASS_TEST_LONG=1 $(BIN)/pytest $(LONG)

compiled: $(VENV)/.installed  ## the reading of pages as machine code, in build/compiled; needs gcc; nothing needs it
	$(BIN)/python -m deploy.compile

# pytest puts the sources first in the path unless told otherwise.
COPY := $(CURDIR)/build/compiled/packages
test-compiled: compiled       ## the tests of reading against the compiled copy, and both compared
	PYTHONPATH=$(COPY) CANVASS_TEST_COMPILED=$(COPY) $(BIN)/pytest --import-mode=append tests/deploy/test_compile.py \
		tests/wikitext tests/elections tests/test_sample.py tests/test_sample_published.py tests/test_hostile_pages.py tests/test_parse.py

docs: $(VENV)/.installed      ## the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "site/index.html"

case: $(VENV)/.installed      ## a bundle of `canvass explain --bundle` becomes a test: make case BUNDLE=x.zip [NAME=n] [TABLE=3]
	$(BIN)/python -m tests.reported.add_case "$(BUNDLE)" $(if $(NAME),--name "$(NAME)") $(if $(TABLE),--table "$(TABLE)")

renew: $(VENV)/.installed     ## after a wanted change of reading: the digest of the sample's tables
	$(BIN)/python -m tests.sample_digest

bench: $(VENV)/.installed     ## timings, side by side with other parsers
	-$(BIN)/python -m deploy.compile
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) dataset build site *.egg-info .mypy_cache .ruff_cache .pytest_cache
