"""What the documents point at is there: files, tests, targets of make, commands; decisions and figures have a date."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.ROOT
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MADE_LATER = {"var/uploads", "var/backups"}  # by the portal itself, where it runs

PATH = re.compile(
    r"(?<![\w/.:-])(?:[\w.-]+/)*[\w.-]+\.(?:py|md|sh|html|toml|txt|csv|png|css|js|yml)(?![\w/])"
)
FOLDER = re.compile(r"(?<![\w/.:@-])(?:[\w-]+/)+(?![\w./<…])")
TEST = re.compile(r"\btest_\w+(?!\w|\.py|/)")
CODE = re.compile(r"```.*?```|`[^`\n]+`|^    [^\n]+$", re.DOTALL | re.MULTILINE)
DOTTED = re.compile(r"`((?:[a-z_]+\.)+[A-Za-z_]+)(?:\(\))?`")
DAY = r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d"
MEASURED = re.compile(
    r"\d[\d.,–-]* (?:s|ms|seconds|minutes|gigabytes)\b|\d % |\d times |\d [MG]B (?:more|while)"
)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def ours() -> list[Path]:
    """Every file of the repository that a document may mean."""
    aside = {".git", ".venv", "var", "node_modules"}
    return [
        path.relative_to(ROOT)
        for path in ROOT.rglob("*")
        if not aside & set(path.relative_to(ROOT).parts) and "__pycache__" not in path.parts
    ]


def is_there(pointer: str, document: Path) -> bool:
    """From the root, from beside the document, or as the end of one file's path."""
    if pointer.rstrip("/") in MADE_LATER:
        return True
    if (ROOT / pointer).exists() or (document.parent / pointer).exists():
        return True
    end = Path(pointer).parts
    return any(path.parts[-len(end) :] == end for path in ours()) if "/" not in pointer else False


def is_a_name(dotted: str) -> bool:
    """A module, or something that a module of ours holds; what does not begin with a room is none of ours."""
    first, *rest = dotted.split(".")
    place = ROOT / first
    if not (place / "__init__.py").exists() or (place / Path(*rest)).with_suffix(".py").exists():
        return True
    while rest and (place / rest[0]).is_dir():
        place /= rest.pop(0)
    if not rest:
        return True
    module = place / f"{rest[0]}.py"
    module, rest = (module, rest[1:]) if module.exists() else (place / "__init__.py", rest)
    return not rest or bool(re.search(rf"\b{rest[0]}\b", module.read_text(encoding="utf-8")))


def lost(document: Path) -> Iterator[str]:
    text = document.read_text(encoding="utf-8")
    text = re.sub(r"https?://\S+", "", text)
    for pointer in {*PATH.findall(text), *FOLDER.findall(text)}:
        if not is_there(pointer, document):
            yield pointer
    tests = "\n".join(
        (ROOT / path).read_text(encoding="utf-8") for path in ours() if path.name.startswith("test_")
    )
    for test in TEST.findall(text):
        if f"def {test}(" not in tests:
            yield test
    yield from (name for name in DOTTED.findall(text) if not is_a_name(name))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for code in CODE.findall(text):
        for words in re.findall(r"\bmake ((?:[a-z]+\b ?)+)", code):
            yield from (f"make {target}" for target in words.split() if target not in targets)
        for command in re.findall(r"\bmanage\.py (\w+)", code):
            if command not in get_commands():
                yield f"manage.py {command}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_pointer_of_a_document_leads_somewhere(document: Path) -> None:
    assert sorted(lost(document)) == []


def test_a_pointer_to_nowhere_is_noticed(tmp_path: Path) -> None:
    """The control: each kind of pointer, once right and once wrong."""
    document = tmp_path / "told.md"
    document.write_text(
        "`tests/config/test_docs.py` docs/decisions/ `test_a_pointer_to_nowhere_is_noticed` `make check test` "
        "`manage.py migrate` `tables.reading.read_book` but `tests/config/test_lost.py` docs/lost/ "
        "`test_lost_for_ever` `make lost` `manage.py lose` `tables.lost.read_book` and `lost.py`"
    )
    assert sorted(lost(document)) == sorted(
        [
            "tests/config/test_lost.py",
            "docs/lost/",
            "test_lost_for_ever",
            "make lost",
            "manage.py lose",
            "lost.py",
            "tables.lost.read_book",
        ]
    )


def test_every_claim_of_the_threat_model_has_a_number_of_its_own() -> None:
    told = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", told, re.MULTILINE)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) > 40


@pytest.mark.parametrize("decision", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=named)
def test_a_decision_says_when_it_was_made(decision: Path) -> None:
    assert re.search(rf"^Decided on {DAY}\.$", decision.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_a_measured_figure_names_the_record_that_holds_it(document: Path) -> None:
    if "records" in document.parts:
        assert re.search(DAY, document.read_text(encoding="utf-8")), "a record says when it was measured"
        return
    without_code = CODE.sub("", document.read_text(encoding="utf-8"))
    claims = [part for part in without_code.split("\n\n") if MEASURED.search(part)]
    assert [claim for claim in claims if not re.search(r"records/[\w-]+\.md", claim)] == []
