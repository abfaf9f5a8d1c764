"""A backup of a portal in which people work comes back whole, and says so by itself."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from people.models import User
from portal.backup import files
from spreadsheets.models import ImportBatch
from tests import databases, make
from tests.uploads import budget_as_csv, upload
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db(transaction=True)
BUDGET = budget_as_csv("1,ศูนย์ประสานงานหลักประกันสุขภาพประชาชน,100000")


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def imported(officer_6: User) -> ImportBatch:
    """A table that was handed in, with its file."""
    make.programme(6, 2567)
    client = Client()
    client.force_login(officer_6)
    return upload(client, "งบ.csv", "budget", BUDGET)


def told(name: str, *words: str) -> str:
    said = io.StringIO()
    call_command(name, *words, stdout=said, stderr=said)
    return said.getvalue()


@contextmanager
def empty_installation(folder: Path) -> Iterator[dict[str, str]]:
    """Another machine, with an empty database of the same kind and no files; its environment."""
    folder.mkdir()
    uploads = {"UPLOAD_FOLDER": str(folder / "uploads"), "DJANGO_SETTINGS_MODULE": "config.settings.local"}
    if connection.vendor == "sqlite":
        yield os.environ | uploads | {"DATABASE_URL": f"sqlite:///{folder / 'brought_back.sqlite3'}"}
        return
    name = f"brought_back_{os.getpid()}"
    with databases.server() as do:
        do(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            where = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
            yield os.environ | uploads | {"DATABASE_URL": where.geturl()}
        finally:
            do(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_what_is_brought_back_is_as_it_was_row_by_row_and_file_by_file(
    imported: ImportBatch, tmp_path: Path
) -> None:
    said = told("backup", str(tmp_path / "backup"))
    assert " and 1 files" in said
    sums = (tmp_path / "backup" / "SHA256SUMS").read_text()
    assert f"{hashlib.sha256(BUDGET).hexdigest()}  files/{imported.file.name}" in sums
    with empty_installation(tmp_path / "there") as there:
        done = manage(there, "restore", str(tmp_path / "backup"))
        assert done.stdout == "Every table, trigger and file is as in the backup.\n", done.stderr
        assert (tmp_path / "there" / "uploads" / imported.file.name).read_bytes() == BUDGET
        assert "1 files, 0 lost, 0 unknown" in manage(there, "check_files").stdout
        for audit in (["audit_money"], ["audit_papers"], ["audit_trail", "--verify"]):
            assert manage(there, *audit).returncode == 0


def test_what_an_app_of_before_left_is_no_reason_to_refuse_a_backup(
    imported: ImportBatch, tmp_path: Path
) -> None:
    for app in ("axes", "of_another_portal"):
        recorded = MigrationRecorder(connection).migration_qs.create(app=app, name="0001_initial")
        told("backup", str(tmp_path / app))
        with empty_installation(tmp_path / f"there {app}") as there:
            done = manage(there, "restore", str(tmp_path / app))
        assert (done.returncode == 0) == (app == "axes"), done.stderr
        recorded.delete()


def test_people_work_while_it_is_made(imported: ImportBatch, tmp_path: Path) -> None:
    """They hand files in and take older ones away meanwhile: each that the database names at its moment is there."""
    enough = threading.Event()

    def hand_in() -> ImportBatch:
        batch = ImportBatch.objects.get(pk=imported.pk)
        batch.pk, batch.file = None, ContentFile(BUDGET, name="งบ.csv")
        batch.save()
        return batch

    def hand_in_and_take_away(older: list[ImportBatch]) -> None:
        while not enough.is_set():
            hand_in()
            if older:
                gone = older.pop()
                ImportBatch.objects.filter(pk=gone.pk).delete()
                gone.file.storage.delete(str(gone.file.name))
        connection.close()

    piles = [[hand_in() for _ in range(40)] for _ in range(3)]
    people = [threading.Thread(target=hand_in_and_take_away, args=[pile]) for pile in piles]
    for person in people:
        person.start()
    try:
        said = told("backup", str(tmp_path / "backup"))
    finally:
        enough.set()
        for person in people:
            person.join()
    assert "is not there" not in said
    with empty_installation(tmp_path / "there") as there:
        done = manage(there, "restore", str(tmp_path / "backup"))
        assert done.stdout == "Every table, trigger and file is as in the backup.\n", done.stderr
        assert " 0 lost" in manage(there, "check_files").stdout


def test_a_backup_without_a_file_that_is_named_is_made_and_ends_with_a_failure(
    imported: ImportBatch, files_of_its_own: Path, tmp_path: Path
) -> None:
    (files_of_its_own / str(imported.file.name)).unlink()
    with pytest.raises(CommandError, match="1 files are lost: keep the backups of before"):
        call_command("backup", str(tmp_path / "backup"), stderr=io.StringIO())
    assert (tmp_path / "backup" / "SHA256SUMS").exists()


def test_a_file_that_was_still_being_written_is_copied_again(
    imported: ImportBatch, files_of_its_own: Path, tmp_path: Path
) -> None:
    path = files_of_its_own / str(imported.file.name)
    path.write_bytes(BUDGET[:20])
    files.copy_new(tmp_path)
    path.write_bytes(BUDGET)
    files.copy_new(tmp_path)
    assert (tmp_path / str(imported.file.name)).read_bytes() == BUDGET


def damaged_file(backup: Path) -> None:
    next((backup / "files").rglob("*.csv")).write_bytes(b"other")


def missing_file(backup: Path) -> None:
    next((backup / "files").rglob("*.csv")).unlink()


def added_file(backup: Path) -> None:
    (backup / "files" / "more.csv").write_bytes(b"more")


def damaged_database(backup: Path) -> None:
    with next(backup.glob("database.*")).open("ab") as file:
        file.write(b"more")


@pytest.mark.parametrize("harm", [damaged_file, missing_file, added_file, damaged_database])
def test_a_backup_that_is_not_whole_is_refused_before_anything_is_written(
    harm: Any, imported: ImportBatch, tmp_path: Path
) -> None:
    told("backup", str(tmp_path / "backup"))
    harm(tmp_path / "backup")
    with pytest.raises(CommandError, match="not whole"):
        call_command("restore", str(tmp_path / "backup"))


def test_nothing_is_brought_back_over_what_is_there(imported: ImportBatch, tmp_path: Path) -> None:
    told("backup", str(tmp_path / "backup"))
    with pytest.raises(CommandError, match="has tables already"):
        call_command("restore", str(tmp_path / "backup"))
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(tmp_path / "backup"))


def restore_on_a_small_disk(there: dict[str, str], backup: Path) -> subprocess.CompletedProcess[str]:
    """The disk takes a megabyte of a file, and no more of it."""
    restore = [sys.executable, "manage.py", "restore", str(backup)]
    return subprocess.run(
        ["/bin/bash", "-c", 'ulimit -f 1024; exec "$@"', "restore", *restore],
        cwd=settings.ROOT,
        env=there,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL writes its own files")
def test_a_database_that_broke_off_is_told_and_begun_again(imported: ImportBatch, tmp_path: Path) -> None:
    told("backup", str(tmp_path / "backup"))
    with empty_installation(tmp_path / "there") as there:
        done = restore_on_a_small_disk(there, tmp_path / "backup")
        assert "It broke off" in done.stderr
        assert "run the same command again" in done.stderr
        done = manage(there, "restore", str(tmp_path / "backup"))
        assert done.stdout == "Every table, trigger and file is as in the backup.\n", done.stderr


def test_a_restore_that_broke_off_is_told_and_begun_again(
    imported: ImportBatch, files_of_its_own: Path, tmp_path: Path
) -> None:
    large = files_of_its_own / str(imported.file.name)
    large.write_bytes(BUDGET * 40_000)
    told("backup", str(tmp_path / "backup"))
    with empty_installation(tmp_path / "there") as there:
        done = restore_on_a_small_disk(there, tmp_path / "backup")
        assert "It broke off" in done.stderr
        assert "run the same command again" in done.stderr
        half = tmp_path / "there" / "uploads" / str(imported.file.name)
        assert 0 < half.stat().st_size < large.stat().st_size
        done = manage(there, "restore", str(tmp_path / "backup"))
        assert done.stdout == "Every table, trigger and file is as in the backup.\n", done.stderr
        assert half.read_bytes() == large.read_bytes()
        assert manage(there, "restore", "--prove", str(tmp_path / "backup")).returncode == 0
        half.unlink()
        done = manage(there, "restore", "--prove", str(tmp_path / "backup"))
        assert (done.returncode, done.stdout) == (1, f"file {imported.file.name}: is missing\n")


def test_nothing_is_brought_back_among_other_files(imported: ImportBatch, tmp_path: Path) -> None:
    told("backup", str(tmp_path / "backup"))
    with empty_installation(tmp_path / "there") as there:
        (tmp_path / "there" / "uploads").mkdir()
        (tmp_path / "there" / "uploads" / "somebody's.pdf").write_bytes(b"%PDF")
        done = manage(there, "restore", str(tmp_path / "backup"))
    assert "has others, such as somebody's.pdf" in done.stderr


def test_a_file_of_other_content_is_not_taken_away(imported: ImportBatch, tmp_path: Path) -> None:
    told("backup", str(tmp_path / "backup"))
    with empty_installation(tmp_path / "there") as there:
        other = tmp_path / "there" / "uploads" / str(imported.file.name)
        other.parent.mkdir(parents=True)
        other.write_bytes(BUDGET[:20] + b"other")
        done = manage(there, "restore", str(tmp_path / "backup"))
        assert f"has others, such as {imported.file.name}" in done.stderr
        assert other.read_bytes() == BUDGET[:20] + b"other"


def test_a_row_that_came_back_otherwise_is_named(imported: ImportBatch, tmp_path: Path) -> None:
    """A manifest that tells of one row more, with sums that fit it: the proof is not the sums alone."""
    told("backup", str(tmp_path / "backup"))
    manifest, sums = tmp_path / "backup" / "manifest.json", tmp_path / "backup" / "SHA256SUMS"
    before = hashlib.sha256(manifest.read_bytes()).hexdigest()
    trigger = '"triggers": [\n'
    manifest.write_text(manifest.read_text().replace(trigger, f'{trigger}   "kept_for_ever",\n'))
    sums.write_text(sums.read_text().replace(before, hashlib.sha256(manifest.read_bytes()).hexdigest()))
    with empty_installation(tmp_path / "there") as there:
        done = manage(there, "restore", str(tmp_path / "backup"))
    assert "trigger kept_for_ever: is missing" in done.stdout
    assert done.returncode == 1


def test_lost_and_unknown_files_are_named(imported: ImportBatch, files_of_its_own: Path) -> None:
    assert "1 files, 0 lost, 0 unknown" in told("check_files")
    path = files_of_its_own / str(imported.file.name)
    shutil.move(path, files_of_its_own / "forgotten.csv")
    said = io.StringIO()
    with pytest.raises(CommandError, match="from a backup"):
        call_command("check_files", stdout=said)
    assert (
        f"lost: {imported.file.name}, which spreadsheets_importbatch {imported.pk} names" in said.getvalue()
    )
    assert "unknown: forgotten.csv, which nothing names" in said.getvalue()


def test_the_trail_tells_that_all_data_was_taken(imported: ImportBatch, tmp_path: Path) -> None:
    told("backup", str(tmp_path / "backup"))
    assert TrailEntry.objects.get(what="backed_up").named == str(tmp_path / "backup")
