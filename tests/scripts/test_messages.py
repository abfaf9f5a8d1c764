"""Nothing the portal or its libraries say is left without Thai, and what is compiled is what is written."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.conf import settings


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", settings.ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_catalogue_in_the_tree_is_whole_and_compiled(messages: ModuleType) -> None:
    catalogues = sorted((settings.ROOT / "locale").rglob("*.po"))
    assert [messages.faults_of_catalogue(path) for path in catalogues] == [[], [], []]


def words_of_decisions() -> dict[str, list[str]]:
    """What the glossary's table of decisions says, and the words that it gives up for it."""
    glossary = (settings.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    table = glossary.partition("| what is done | Thai | never |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")[2:4]] for line in table.splitlines()[2:]]
    return {word: never.split(", ") for word, never in rows}


def test_the_thai_says_each_decision_with_one_verb_and_speaks_to_a_person_as_one() -> None:
    kept = words_of_decisions()
    catalogue = polib.pofile(str(settings.ROOT / "locale/th/LC_MESSAGES/django.po"))
    thai = [said for entry in catalogue for said in (entry.msgstr, *entry.msgstr_plural.values()) if said]
    for word, given_up in kept.items():
        assert any(word in said for said in thai), word
        for other in given_up:
            # คุณ is also a part of words that speak to nobody.
            is_said = re.compile(r"(?<!ขอบ)คุณ(?!ภาพ|สมบัติ|ธรรม|วุฒิ|ลักษณะ)" if other == "คุณ" else other)
            assert [said for said in thai if is_said.search(said)] == [], (word, other)


def test_the_words_that_are_given_up_are_found_where_they_stand() -> None:
    """The control: the table is read, and names what it gives up."""
    assert words_of_decisions()["ท่าน"] == ["คุณ"]
    assert len(words_of_decisions()) >= 12


def test_nothing_the_libraries_say_is_left_in_english(messages: ModuleType) -> None:
    assert messages.untranslated_in_libraries() == []


SOUND = {"msgid": "%(count)s rows of {file}", "msgstr": "{file} มี %(count)s แถว"}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"msgstr": ""}, "no Thai"),
        ({"flags": ["fuzzy"]}, "fuzzy"),
        ({"obsolete": True}, "obsolete"),
        ({"msgstr": "{file} มีหลายแถว"}, "other placeholders"),
        ({"msgstr": "{fil} มี %(count)s แถว"}, "other placeholders"),
    ],
)
def test_a_catalogues_fault_is_found(
    messages: ModuleType, tmp_path: Path, changed: dict[str, object], fault: str | None
) -> None:
    path = tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(**{**SOUND, **changed}))
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    faults = messages.faults_of_catalogue(path)
    assert [one.split(":")[0].split(" than")[0] for one in faults] == ([fault] if fault else [])


def test_a_compiled_catalogue_that_is_older_is_found(messages: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(**SOUND))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    catalogue[0].msgstr = "ใน {file} มี %(count)s แถว"
    catalogue.save(str(path))
    assert messages.faults_of_catalogue(path) == ["the compiled catalogue is older; run: make messages"]
