"""Serve the portal with region 6's tables and demo people on this machine, until Ctrl-C.

Always on the SQLite database in var/, whatever the environment names: a demo must not reach a real database.
"""

import io
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
STARTED_WITHIN = 60  # seconds


def main(port: str) -> int:
    address = f"http://127.0.0.1:{port}"
    os.chdir(ROOT)
    os.umask(0o077)  # the database and the passwords are this user's own
    for name in ("DATABASE_URL", "UPLOAD_FOLDER", "ALLOWED_HOSTS", "DEBUG"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
    os.environ["BIND"] = f"127.0.0.1:{port}"

    sign_ins = prepare()
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    with subprocess.Popen(command) as server:

        def stop(_number: int, _frame: FrameType | None) -> None:
            # At Ctrl-C the terminal has told the server too; telling it twice does no harm.
            server.terminate()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        if not answers(server, f"{address}/"):
            server.terminate()
            return 1
        print(f"\nThe portal is open at {address}\n\n{sign_ins}\n\nCtrl-C stops it.", flush=True)
        return server.wait()


def prepare() -> str:
    """Bring database, tables, people and static files up to date; return the table of sign-ins."""
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    print("Preparing the database and region 6's tables", flush=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    table = io.StringIO()
    call_command("demo", stdout=table)
    from django.db import connections

    connections.close_all()
    return table.getvalue().rstrip()


def answers(server: "subprocess.Popen[bytes]", address: str) -> bool:
    """Wait until the server gives a whole page. It has a minute, and may end before."""
    deadline = time.monotonic() + STARTED_WITHIN
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with direct.open(address, timeout=STARTED_WITHIN) as page:
                page.read()
            return True
        except urllib.error.HTTPError as error:
            print(f"{address} answers {error.code} {error.reason}", file=sys.stderr)
            return False
        except OSError:  # not listening yet
            time.sleep(0.1)
    print(f"The portal does not answer at {address}", file=sys.stderr)
    return False


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except KeyboardInterrupt:  # before the server was there to be stopped
        sys.exit(130)
