"""The portal under test: the local settings with quick passwords and uploads in a folder of their own."""

import tempfile
from pathlib import Path

from config.settings.local import *  # noqa: F403 settings files extend one another by star
from config.settings.local import DATABASES

SECRET_KEY = "only-for-tests-" + "x1y2z3" * 8
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEST_FOLDER = tempfile.TemporaryDirectory(prefix="portal-tests-")  # gone with the process
MEDIA_ROOT = Path(TEST_FOLDER.name) / "uploads"
STATIC_ROOT = Path(TEST_FOLDER.name) / "static"
STATIC_ROOT.mkdir()  # whitenoise warns where it is missing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECOND_FACTOR_REQUIRED = False
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the file is another one after each test that commits
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: tests with two connections need both to see one database.
    # No test cuts the power, and waiting for the disk is most of what the suite would do.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    DATABASES["default"]["TEST"] = {"NAME": f"{TEST_FOLDER.name}/test.sqlite3"}
