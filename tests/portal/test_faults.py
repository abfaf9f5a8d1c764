"""When the machine under the portal fails a person reads what to do, nothing is half-saved, and the portal goes on."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from centres.models import Organisation
from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of
from tests.uploads import budget_as_csv, sent, upload

pytestmark = pytest.mark.django_db
AWAY, NOT_KEPT, LOST = "เข้าถึงข้อมูลไม่ได้", "เก็บสิ่งที่ท่านส่งไม่ได้", "หาไฟล์ไม่พบ"
TABLE = budget_as_csv("1,ศูนย์ประสานงานหลักประกันสุขภาพประชาชน,100000")
PDF = b"%PDF-1.7 a sample"


def patient(person: User | None) -> Client:
    """A browser that is answered where an error of the portal would else end the test."""
    client = browser_of(person)
    client.raise_request_exception = False
    return client


def told(answer: Any, words: str, retry_after: str | None) -> bool:
    assert answer.status_code == 503, answer.text[:500]
    assert answer.headers.get("Retry-After") == retry_after
    return words in answer.text and "แจ้งผู้ดูแลระบบ" in answer.text


@contextmanager
def held_by_another() -> Iterator[None]:
    """Another connection holds the registry of organisations, and ours does not wait for it."""
    other = connection.copy()
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50" if is_sqlite else "SET lock_timeout = '50ms'")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "BEGIN IMMEDIATE" if is_sqlite else "LOCK TABLE centres_organisation IN EXCLUSIVE MODE"
            )
        yield
    finally:
        other.close()
        connection.close()


def coded(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("disk")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("address", ["/", "/agreements/", "/admin/centres/organisation/", "/imports/"])
def test_while_the_database_is_away_a_person_reads_what_to_do(
    error: type[Exception], address: str, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = patient(officer_6)

    def away(*_asked: object) -> None:
        raise error("connection to the server at 10.0.0.9 was lost") from psycopg.OperationalError()

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        answer = client.get(address)
        assert told(answer, AWAY, "30")
        assert "10.0.0.9" not in answer.text
        script = client.get(address, headers={"Accept": "application/json"})
        assert (script.status_code, script.json()["kind"]) == (503, "away")
        assert client.get("/nowhere.css").status_code == 503
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("cause", "kind", "words"),
    [
        (psycopg.errors.AdminShutdown(), "away", AWAY),
        (psycopg.errors.TooManyConnections(), "away", AWAY),
        (psycopg.errors.LockNotAvailable(), "away", AWAY),
        (psycopg.errors.DeadlockDetected(), "away", AWAY),
        (psycopg.errors.DiskFull(), "not_kept", NOT_KEPT),
        (coded(sqlite3.SQLITE_BUSY_SNAPSHOT), "away", AWAY),
        (coded(sqlite3.SQLITE_IOERR_WRITE), "away", AWAY),
        (coded(sqlite3.SQLITE_FULL), "not_kept", NOT_KEPT),
    ],
)
def test_what_the_database_says_of_itself_is_told_to_people_and_scripts(
    cause: Exception, kind: str, words: str, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise OperationalError from cause

    monkeypatch.setattr("portal.views.work_of", fail)
    client = patient(officer_6)
    assert words in client.get("/").text
    script = client.get("/", headers={"Accept": "application/json"})
    assert (script.status_code, script.json()["kind"]) == (503, kind)


def no_such_table(*_asked: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")


def no_shipped_file(*_asked: object) -> None:
    Path("templates/portal/nowhere.docx").resolve().read_bytes()


def wrong_statement(*_asked: object) -> None:
    raise OperationalError from psycopg.errors.QueryCanceled()


def no_open_file(*_asked: object) -> None:
    raise FileNotFoundError(errno.ENOENT, "none", 7)


@pytest.mark.parametrize(
    "ours", [lambda user: 1 / 0, no_such_table, no_shipped_file, wrong_statement, no_open_file]
)
def test_an_error_of_ours_is_still_one(
    ours: Callable[..., Any], officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.views.work_of", ours)
    answer = patient(officer_6).get("/")
    assert (answer.status_code, AWAY in answer.text) == (500, False)


def test_an_error_of_ours_stays_one_also_where_a_file_is_sent(
    officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(*_asked: object) -> None:
        raise OSError(errno.ENOMEM, "no memory")

    monkeypatch.setattr("spreadsheets.batches.examine", no_memory)
    assert sent(patient(officer_6), "งบ.csv", "budget", TABLE).status_code == 500


@pytest.mark.django_db(transaction=True)
def test_what_another_holds_too_long_is_not_saved_and_may_be_sent_again(officer_6: User) -> None:
    client = patient(officer_6)
    page = client.get("/admin/centres/organisation/add/")
    form = page.context["adminform"].form
    typed = {name: value for name in form.fields if (value := form[name].value()) is not None}
    typed |= {"name": "ศูนย์ประสานงานระยอง", "region": "6", "change_reason": "ทดสอบ"}
    for each in page.context["inline_admin_formsets"]:
        typed |= {f"{each.formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    with held_by_another():
        assert told(client.post("/admin/centres/organisation/add/", typed), AWAY, "30")
    assert not Organisation.objects.exists()
    assert client.post("/admin/centres/organisation/add/", typed).status_code == 302
    assert Organisation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite is a file and has no connection to lose"
)
def test_a_connection_that_is_ended_is_told_and_the_next_one_serves(officer_6: User) -> None:
    client = patient(officer_6)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    other.close()
    assert told(client.get("/agreements/"), AWAY, "30")
    connection.close()
    assert client.get("/agreements/").status_code == 200


def test_a_file_that_cannot_be_kept_is_told_and_nothing_is_saved(
    settings: LazySettings, tmp_path: Path
) -> None:
    office = Office()
    agreement = office.active(make.allocation(office.open_programme(), "ศูนย์", "95000"), "95000")
    blocked = tmp_path / "file, not a folder"
    blocked.write_text("")
    settings.MEDIA_ROOT = blocked
    scan = SimpleUploadedFile("สัญญา.pdf", PDF)
    assert told(
        patient(office.asks).post(f"/agreements/{agreement.pk}/attach-scan/", {"scan": scan}), NOT_KEPT, "600"
    )
    agreement.refresh_from_db()
    assert not agreement.scan


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_table_that_finds_no_room_is_told_and_no_import_begins(
    number: int, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = patient(officer_6)

    def full(*_asked: object) -> str:
        raise OSError(number, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", full)
        assert told(sent(client, "งบ.csv", "budget", TABLE), NOT_KEPT, "600")
    assert not ImportBatch.objects.exists()
    assert sent(client, "งบ.csv", "budget", TABLE).status_code == 302


def test_a_lost_file_is_told_wherever_it_is_asked_for(
    officer_6: User, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = patient(officer_6)
    make.programme(6, 2567)
    batch = upload(client, "งบ.csv", "budget", TABLE)
    kept = tmp_path / str(batch.file.name)
    content = kept.read_bytes()
    kept.unlink()
    seen = {"seen": batch.shown}
    assert told(client.get(f"/imports/{batch.pk}/file/"), LOST, None)
    assert told(client.post(f"/imports/{batch.pk}/confirm/", seen), LOST, None)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED
    kept.write_bytes(content)
    assert client.post(f"/imports/{batch.pk}/confirm/", seen).status_code == 302


def test_a_folder_that_is_away_altogether_is_no_lost_file(
    officer_6: User, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "shared"
    client = patient(officer_6)
    batch = upload(client, "งบ.csv", "budget", TABLE)
    (tmp_path / "shared").rename(tmp_path / "unmounted")
    assert told(client.get(f"/imports/{batch.pk}/file/"), AWAY, "30")
