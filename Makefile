# Every target sets up what it needs: a fresh machine needs only make and Python 3.11 or newer.

VENV := .venv
BIN  := $(VENV)/bin
PORT ?= 8501

# The first Python that is new enough and can make an environment (Debian ships ensurepip separately, in python3-venv).
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)
# What `make quick` runs: no browser, no server, and of random examples a tenth (see tests/conftest.py).
QUICK = tests/spec tests/engine tests/costs tests/codegen tests/scene tests/contract tests/test_imports.py tests/test_names.py

PIP_INSTALL = install --quiet --disable-pip-version-check

define make_venv
	@test -n "$(PYTHON)" || { echo "convviz needs Python 3.11 or newer with venv, and found none. Install one \
	(on Debian: apt-get install python3 python3-venv) or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	"$(PYTHON)" -m venv $(@D)
endef

.DEFAULT_GOAL := help
.PHONY: help app quick lesson test thorough newest format lint types js unit browser deploy wheel frameworks bench \
	colours keys frame picture clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

app: $(VENV)/app.stamp ## open the app in a browser (PORT=8501)
	$(BIN)/streamlit run app.py --server.port $(PORT)

quick: lint types js $(VENV)/dev.stamp ## what to run while working: under a minute
	CONVVIZ_TESTS=quick $(BIN)/pytest -q -n auto --dist worksteal $(QUICK)

lesson: $(VENV)/dev.stamp ## one lesson: make lesson NAME=grouped
	@test -f tests/app/lessons/test_$(NAME).py || { echo "Which lesson? make lesson NAME=grouped; one of:"; \
	ls tests/app/lessons/ | sed -n 's/test_\(.*\)\.py/  \1/p'; exit 1; }
	$(BIN)/pytest -q tests/app/lessons/test_$(NAME).py tests/contract/test_every_lesson.py -k $(NAME)

test: lint types js $(VENV)/dev.stamp chromium nginx ## everything a change must pass
	$(BIN)/pytest -n 3 --dist worksteal

thorough: lint types js $(VENV)/dev.stamp chromium nginx ## full counts of what `make test` samples
	CONVVIZ_TESTS=thorough $(BIN)/pytest -n 3 --dist worksteal

newest: ## quick, with the newest release of all five dependencies, in an environment of its own
	rm -rf .venv-newest
	$(MAKE) VENV=.venv-newest .venv-newest/dev.stamp
	.venv-newest/bin/python -m pip $(PIP_INSTALL) --upgrade --upgrade-strategy eager streamlit numpy plotly matplotlib pillow
	.venv-newest/bin/python -m pip list | grep -iE '^(streamlit|numpy|plotly|matplotlib|pillow) '
	$(MAKE) VENV=.venv-newest quick

format: $(VENV)/dev.stamp ## rewrite the Python files in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: $(VENV)/dev.stamp ## check style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp ## check types in convviz/
	$(BIN)/mypy

js: $(VENV)/dev.stamp ## test the player's JavaScript (with the Node.js that Playwright brings)
	@node="$$($(BIN)/python -c 'import pathlib, playwright; print(pathlib.Path(playwright.__file__).parent / "driver/node")')"; \
	"$$node" --test "tests/js/**/*.test.mjs"

unit: $(VENV)/dev.stamp ## the Python tests that need no browser, no nginx and no wheel
	$(BIN)/pytest -m "not browser and not deploy and not wheel"

browser: $(VENV)/dev.stamp chromium ## the user stories in Chromium
	$(BIN)/pytest -m browser

deploy: $(VENV)/dev.stamp chromium nginx ## two processes behind nginx, as deploy/ describes
	$(BIN)/pytest -m deploy

wheel: $(VENV)/dev.stamp ## the built package in an empty environment
	$(BIN)/pytest -m wheel

frameworks: .venv-frameworks/frameworks.stamp ## compare with PyTorch and Keras (a large download, kept out of `make test`)
	KERAS_BACKEND=torch .venv-frameworks/bin/pytest tests/frameworks

bench: $(VENV)/dev.stamp .venv-bench/bench.stamp chromium ## run the measurements in bench/ (a large download: PyTorch and SciPy, kept out of the app)
	@set -e; for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

colours: $(VENV)/dev.stamp ## write the colours of convviz/palette.py into style sheets and configuration
	$(BIN)/python tools/write_colours.py

keys: $(VENV)/dev.stamp ## write the table of keys into README.md
	$(BIN)/python tools/write_keys.py

frame: $(VENV)/dev.stamp chromium ## measure the first screen of every lesson: make frame, or make frame CASES=--cases
	$(BIN)/python tools/frame.py $(CASES)

picture: $(VENV)/dev.stamp chromium ## take the pictures of the app that README.md shows
	$(BIN)/python tools/picture.py

clean: ## remove the environments and everything the tests left
	rm -rf $(VENV) .venv-frameworks .venv-bench .venv-newest build dist test-results *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

.PHONY: chromium nginx
chromium: $(VENV)/dev.stamp
	@PYTHONPATH=tests $(BIN)/python -m browser.install_chromium

nginx: $(VENV)/dev.stamp
	@PYTHONPATH=tests $(BIN)/python -m deploy.install_nginx

$(VENV)/app.stamp: pyproject.toml requirements.txt
	$(make_venv)
	$(BIN)/python -m pip $(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp requirements-dev.txt
	$(BIN)/python -m pip $(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

.venv-bench/bench.stamp: requirements-bench.txt
	$(make_venv)
	$(@D)/bin/python -m pip $(PIP_INSTALL) -r requirements-bench.txt
	@touch $@

.venv-frameworks/frameworks.stamp: pyproject.toml requirements-frameworks.txt
	$(make_venv)
	$(@D)/bin/python -m pip $(PIP_INSTALL) -r requirements-frameworks.txt
	@touch $@
