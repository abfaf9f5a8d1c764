"""The portal on one's own machine (make run, manage.py): SQLite in var/, a secret key made on first use."""

import contextlib
import os
import secrets

from config.settings.base import *  # noqa: F403 settings files extend one another by star
from config.settings.base import VAR, env


def _local_secret_key() -> str:
    """Return this machine's own key, made once and readable by its owner only."""
    path = VAR / "secret-key"
    VAR.mkdir(exist_ok=True)
    with (
        contextlib.suppress(FileExistsError),
        open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file,
    ):
        file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _local_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# The demo belongs on the SQLite database of one's own machine, never where DATABASE_URL points.
DEMO_ALLOWED = not env("DATABASE_URL", default="")
# Whoever tries the demo has no phone for nine people.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
PROOF_MINUTES = env.int("PROOF_MINUTES", default=0)
