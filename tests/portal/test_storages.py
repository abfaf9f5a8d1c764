"""Files may be kept elsewhere than in a folder: no door asks for a path, so that several hosts can share a store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as ours
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of
from tests.uploads import budget_as_csv, upload

PDF = b"%PDF-1.7 a sample"
TABLE = budget_as_csv("1,ศูนย์ประสานงานหลักประกันสุขภาพประชาชน,100000")


@pytest.mark.django_db(transaction=True)
def test_what_is_handed_in_is_kept_read_and_backed_up_where_there_is_no_folder(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "nothing here"
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"default": memory}
    office = Office()
    agreement = office.active(make.allocation(office.open_programme(), "ศูนย์", "95000"), "95000")
    hers = browser_of(office.asks)
    hers.post(f"/agreements/{agreement.pk}/attach-scan/", {"scan": SimpleUploadedFile("สัญญา.pdf", PDF)})
    assert hers.get(f"/agreements/{agreement.pk}/scan/").getvalue() == PDF
    batch = upload(hers, "งบ.csv", "budget", TABLE)
    assert hers.get(f"/imports/{batch.pk}/file/").getvalue() == TABLE
    assert hers.get("/health/").json() == {"status": "ok"}
    call_command("check_files")
    call_command("backup", str(tmp_path / "backup"))
    assert (tmp_path / "backup" / "files" / str(batch.file.name)).read_bytes() == TABLE
    default_storage.delete(str(ImportBatch.objects.get(pk=batch.pk).file.name))
    hers.raise_request_exception = False
    assert hers.get(f"/imports/{batch.pk}/file/").status_code == 503
    assert not (tmp_path / "nothing here").exists()


@pytest.mark.parametrize(
    ("named", "made"),
    [
        ({}, "FileSystemStorage {}"),
        (
            {
                "FILE_STORAGE": "storages.backends.s3.S3Storage",
                "FILE_STORAGE_OPTIONS": '{"bucket_name": "portal"}',
            },
            "S3Storage {'bucket_name': 'portal'}",
        ),
    ],
)
def test_the_environment_names_the_store_and_what_it_needs(named: dict[str, str], made: str) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from config.settings.base import STORAGES as all; kept = all['default']; "
            "print(kept['BACKEND'].rpartition('.')[2], kept['OPTIONS'])",
        ],
        env={**os.environ, **named},
        cwd=ours.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == made
