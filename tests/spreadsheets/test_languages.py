"""What was found in a file is told to each reader in her own language, whoever sent the file."""

import io
import json
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.utils.translation import gettext, override

from people.models import User
from regions.models import Region
from spreadsheets import batches
from spreadsheets.options import Options
from spreadsheets.resources import Scope
from tables.faults import Fault
from tests import make
from tests.imports import press
from tests.office_tables.case import Case
from tests.office_tables.cases import CASES
from tests.uploads import budget_as_csv, upload

# A wrong amount, a blank name, a question about a name of another region, a heading that is not ours.
WRONG = budget_as_csv('1,ชมรม ก,"95,000"', "2,ชมรม ข,95.000", '3,,"45,000"', "4,ชมรมรักสุขภาพ จ.เชียงใหม่,10")
SAID = (
    (
        "“%(header)s” is blank. Fill it in; if this row is the total, write “รวม” here.",
        {"header": "ชื่อหน่วยงานภาคประชาชน"},
    ),
    (
        "%(text)s has more than two figures after the point. Satang have two; a comma parts thousands, such as "
        "95,000.00.",
        {"text": "“95.000”"},
    ),
)


def said_in(language: str) -> list[str]:
    with override(language):
        return [gettext(sentence) % values for sentence, values in SAID]


def read_by(user: User, language: str, address: str) -> str:
    client = Client()
    client.force_login(user)
    client.post("/language/", {"language": language, "next": "/"})
    return unescape(client.get(address).text)


@pytest.mark.parametrize(("sender", "reader"), [("th", "en"), ("en", "th")])
def test_a_reader_has_her_language_whatever_the_sender_reads(
    client: Client, officer_6: User, head_office: User, sender: str, reader: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    client.post("/language/", {"language": sender, "next": "/"})
    batch = upload(client, "budget.csv", "budget", WRONG)
    here, there = (read_by(head_office, language, f"/imports/{batch.pk}/") for language in (sender, reader))
    for words, others in zip(said_in(sender), said_in(reader), strict=True):
        assert words in here
        assert others not in here
        assert others in there
        assert words not in there
    assert "95.000" in there
    assert "ชมรมรักสุขภาพ จ.เชียงใหม่" in there


def test_the_file_with_notes_speaks_the_language_of_whoever_takes_it(
    client: Client, officer_6: User, head_office: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", WRONG)
    client.force_login(head_office)
    client.post("/language/", {"language": "en", "next": "/"})
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/{batch.pk}/notes.xlsx").content))
    told = [row[5] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert any("is blank. Fill it in" in sentence for sentence in told)
    assert not any("โปรด" in sentence for sentence in told)


def test_what_has_moved_is_told_in_the_reader_s_language(
    client: Client, officer_6: User, head_office: User
) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    batch = upload(client, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"', '2,ชมรม ข,"5,000"'))
    make.allocation(programme, "ชมรม ข", "4000.00")
    press(client, batch, "confirm")
    assert "ชมรม ข: was new, is now changed" in read_by(head_office, "en", f"/imports/{batch.pk}/")
    assert "ชมรม ข: was new" not in read_by(head_office, "th", f"/imports/{batch.pk}/")


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES[::40], ids=lambda case: f"{case.klass}: {case.name}")
def test_a_kept_fault_reads_as_if_the_file_had_been_read_in_that_language(case: Case) -> None:
    there, here = _faults(case, "th"), _faults(case, "en")
    with override("en"):
        for kept in (there, here):
            written = json.dumps([fault.as_json() for fault in kept], ensure_ascii=False)
            assert [Fault.from_json(each) for each in json.loads(written)] == here


def _faults(case: Case, language: str) -> list[Fault]:
    scope = Scope(Region.objects.get(number=6), case.year)
    said = Options(answers=(("other_name", "", "take"),))
    with override(language):
        examined = batches.examine(case.build(), case.filename, case.kind, scope, said)
        return [*examined.faults, *examined.warnings]


def test_whatever_speaks_of_a_file_can_be_told_again() -> None:
    root = Path(__file__).parents[2]
    speak = [
        *root.glob("tables/**/*.py"),
        *root.glob("[a-z]*/**/resources.py"),
        *root.glob("*/*_asked_about.py"),
    ]
    once_only = "from django.utils.translation import gettext as _"
    assert len(speak) > 30
    assert [path for path in speak if once_only in path.read_text(encoding="utf-8")] == []
