# make run      the portal with region 6's tables, on http://127.0.0.1:8000 (PORT=8001 for another port)
# make test     every test: on SQLite, on PostgreSQL, in a browser
# make check    style, types, the direction of imports, migrations, production settings, translations
# make format   lay out the code as make check wants it
# make messages collect what the code says into locale/ and compile it
# make bench    the import against its peers, as ratios
# make mutants  the code with one mistake at a time: which the tests notice (OPTIONS="--rooms money --count 20 --seed 1")
# make audit    rules of security, versions with published faults, licences; the bill of materials in var/
# make rooms    files and lines of each room, circles of imports, names that stand twice
# make screenshots  the pictures in docs/screenshots, from a running make run (PORT as there)
# make lock     bring requirements/ in line with pyproject.toml (UPGRADE=--upgrade for the newest of everything)

PYTHON_IN_VENV := .venv/bin/python
# Else each process of the tests would compile all of the code and of the tests again.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(PYTHON_IN_VENV) -m pytest
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet $(UPGRADE)

.PHONY: run test check format messages bench mutants audit rooms screenshots lock environment

run:
	@scripts/run.sh

environment:
	@scripts/environment.sh dev

# The three runs stop at the first that fails, so that the last line is always the one that matters; above it each
# says how long it and those before it took. A file of the walls stays with one process (tests/processes.py).
test: environment
	@rm -f var/tests/parts
	@env -u DATABASE_URL PART="on SQLite" $(PYTEST) -m "not browser" --numprocesses 2
	@PART="on PostgreSQL" $(PYTHON_IN_VENV) scripts/on_postgres.py \
		$(PYTEST) -m "not browser" --numprocesses 2
	@env -u DATABASE_URL PART="in a browser" $(PYTEST) -m browser -rs --numprocesses 2

check: environment
	@if git ls-files --error-unmatch .venv > /dev/null 2>&1; then \
		echo ".venv is in the tree, and would take the place of everybody's own: git rm --cached .venv" >&2; exit 1; fi
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m ruff format --check .
	$(PYTHON_IN_VENV) -m mypy
	$(PYTHON_IN_VENV) -c "from importlinter.cli import lint_imports_command as lint; lint()"
	DATABASE_URL=sqlite://:memory: $(PYTHON_IN_VENV) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(PYTHON_IN_VENV) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	ALLOWED_HOSTS=portal.example.go.th DATABASE_URL=postgres://portal@127.0.0.1/portal \
	DJANGO_SETTINGS_MODULE=config.settings.production \
	$(PYTHON_IN_VENV) manage.py check --deploy --fail-level WARNING
	$(PYTHON_IN_VENV) scripts/messages.py check

format: environment
	$(PYTHON_IN_VENV) -m ruff check --fix .
	$(PYTHON_IN_VENV) -m ruff format .

messages: environment
	$(PYTHON_IN_VENV) scripts/messages.py collect

bench: environment
	@env -u DATABASE_URL $(PYTHON_IN_VENV) -m benchmarks

mutants: environment
	@env -u DATABASE_URL nice $(PYTHON_IN_VENV) scripts/mutants.py $(OPTIONS)

audit: environment
	@$(PYTHON_IN_VENV) scripts/audit.py

rooms: environment
	@$(PYTHON_IN_VENV) scripts/rooms.py

screenshots: environment
	$(PYTHON_IN_VENV) scripts/screenshots.py http://127.0.0.1:$${PORT:-8000}

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	$(LOCK) --output-file requirements/portal.txt
	$(LOCK) --extra dev --constraint requirements/portal.txt --output-file requirements/dev.txt
