PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
BUILD := $(BIN)/jupyter-book build . -W --keep-going -n
NOTEBOOKS = $(wildcard book/*.ipynb)

.PHONY: help book html lab test notebooks clean port python

help:
	@echo "make book       build the book and serve it on http://127.0.0.1:8000 (PORT=8001 for another)"
	@echo "make html       build the book into _build/html"
	@echo "make lab        open the chapters in JupyterLab"
	@echo "make test       run every check there is"
	@echo "make notebooks  run all notebooks and store what they show"
	@echo "make clean      remove what was built (the environment .venv stays)"

book: port html
	@echo "The book is at http://127.0.0.1:$(PORT) (Ctrl-C stops it)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

# A build that failed leaves nothing behind on which the next one could seem to succeed.
html: $(VENV)/.installed
	$(BUILD) || { rm -rf _build/.doctrees; exit 1; }

lab: $(VENV)/.installed
	$(BIN)/jupyter lab book

test: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/python -m pytest --ignore=tests/browser
	$(BIN)/python -m pytest --nbval --nbval-sanitize-with tests/nbval.cfg $(NOTEBOOKS)
	$(MAKE) html
	$(BIN)/python -m pytest tests/browser

# Stored outputs are the static form of a figure: no widget and no time goes into the notebook.
notebooks: $(VENV)/.installed
	EXPLORABLE=still $(BIN)/jupyter nbconvert --to notebook --execute --inplace \
	    --ExecutePreprocessor.record_timing=False $(NOTEBOOKS)

clean:
	rm -rf _build

$(VENV)/.installed: requirements.txt pyproject.toml | python
	@$(PYTHON) -c "$$CHECK_PYTHON"
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -r requirements.txt
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	$(BIN)/pip install -e ".[test]"
	@touch $@

port: python
	@$(PYTHON) -c "$$CHECK_PORT" $(PORT)

python:
	@command -v $(PYTHON) > /dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer" \
	    "(sudo apt install python3-venv) or name yours, for example  make book PYTHON=python3.12"; exit 1; }

define CHECK_PYTHON
import sys
if sys.version_info < (3, 11):
    sys.exit("This book needs Python 3.11 or newer and $(PYTHON) is %d.%d: name a newer one, "
             "for example  make book PYTHON=python3.11" % sys.version_info[:2])
try:
    import ensurepip, venv
except ImportError:
    sys.exit("Python lacks its venv module: install it with  sudo apt install python3-venv  and run make again.")
endef
export CHECK_PYTHON

define CHECK_PORT
import socket, sys
try:
    port = int(sys.argv[1])
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
except (ValueError, OverflowError):
    sys.exit("PORT=%s is no port: take a number from 1024 to 65535, for example  make book PORT=8001" % sys.argv[1])
except OSError:
    sys.exit("Port %d is busy or not allowed: take another, for example  make book PORT=%d" % (port, port + 1))
endef
export CHECK_PORT
