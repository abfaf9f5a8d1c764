"""A backup is a folder: the database as it was at one moment, every file it names, and what proves a copy of both.

    manifest.json     what the database held, table by table (contents.py), its triggers and migrations; the files
    database.…        SQLite's file, or PostgreSQL's dump
    files/            what people handed in
    SHA256SUMS        of all of these, for `sha256sum --check SHA256SUMS`

It is consistent while people work: files are copied before the database and what came meanwhile after it, so that a
file which the database names at that moment is there even when somebody takes it away in the next. One that came and
went within those seconds is told as lost.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from portal.backup import databases, files
from portal.backup.contents import Contents
from portal.backup.databases import NotPossible

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
RETIRED = {"axes"}  # apps that the portal had once; what they left is taken away by its own migrations


@dataclass(frozen=True)
class Backup:
    """What was written: where, of how many tables, rows and files, and the files that the database names in vain."""

    folder: Path
    contents: Contents
    files: int
    lost: dict[str, str]

    @property
    def rows(self) -> int:
        return sum(count for count, _hash in self.contents.tables.values())


def back_up(folder: Path) -> Backup:
    """Write a backup into a folder of its own, which comes to be there only when it is whole.

    Raises NotPossible where the folder is there already, or the database cannot be copied.
    """
    if folder.exists():
        raise NotPossible(f"{folder} is there already. Name a folder that is not there yet.")
    begun = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir(mode=0o700, parents=True)
    (begun / "files").mkdir()
    files.copy_new(begun / "files")
    with databases.taken(begun) as ask:
        contents = Contents.of(connection.vendor, ask)
        named = files.named(ask, files.file_columns())
    files.copy_new(begun / "files")
    lost = {name: where for name, where in named.items() if not (begun / "files" / name).is_file()}
    told = {
        "at": timezone.now().isoformat(),
        "database": connection.vendor,
        "contents": contents.told(),
        "lost": lost,
    }
    (begun / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    paths = sorted(path for path in begun.rglob("*") if path.is_file())
    lines = [f"{_hash_of(path)}  {path.relative_to(begun).as_posix()}\n" for path in paths]
    (begun / SUMS).write_text("".join(lines), encoding="utf-8")
    begun.rename(folder)
    return Backup(folder, contents, sum("files" in path.relative_to(begun).parts[:1] for path in paths), lost)


def restore(folder: Path) -> list[str]:
    """Bring a backup back into an empty database and an empty storage; what differs from it afterwards, in sentences.

    Raises NotPossible, before anything is written, where the backup is not whole, is of another kind of database or of
    a newer portal, or where there are tables or other files already. Files come first and the database last, all of it
    or nothing: what breaks off (BrokeOff, OSError) is begun again by the same command.
    """
    hashes, told, contents = _read(folder)
    _refuse_what_cannot_be(folder, told, contents, hashes)
    files.put_back(folder / "files", hashes)
    databases.bring_back(folder)
    return _differences(contents, hashes)


def differences(folder: Path) -> list[str]:
    """What the portal holds otherwise than a backup, in sentences. Raises NotPossible where the backup is not whole."""
    hashes, _told, contents = _read(folder)
    return _differences(contents, hashes)


def _read(folder: Path) -> tuple[dict[str, str], dict[str, object], Contents]:
    """The hashes of a whole backup's files by their names, its manifest, and what its database held."""
    sums = _proved(folder)
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    hashes = {name.removeprefix("files/"): found for name, found in sums.items() if name.startswith("files/")}
    return hashes, told, Contents.read(told["contents"])


def _differences(contents: Contents, hashes: dict[str, str]) -> list[str]:
    return [*contents.differences(databases.held_now()), *_differences_of_files(hashes)]


def _proved(folder: Path) -> dict[str, str]:
    """The hash of each file of a backup by its name. Raises NotPossible where one is missing, changed or too many."""
    if not (folder / SUMS).is_file():
        raise NotPossible(f"{folder} is no backup: it has no {SUMS}.")
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {name: found for found, name in (line.split("  ", 1) for line in lines)}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    wrong = sorted({name for name in there & sums.keys() if _hash_of(folder / name) != sums[name]})
    wrong += sorted(there ^ sums.keys())
    if wrong:
        raise NotPossible(f"The backup is not whole, so nothing was brought back: {', '.join(wrong[:10])}")
    return sums


def _refuse_what_cannot_be(
    folder: Path, told: dict[str, object], contents: Contents, hashes: dict[str, str]
) -> None:
    if told["database"] != connection.vendor:
        raise NotPossible(
            f"The backup is of {told['database']}, and DATABASE_URL names {connection.vendor}: "
            "bring it back into the same kind of database."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    had = {name for name in contents.migrations if name.split(".")[0] not in RETIRED}
    if unknown := sorted(had - known):
        raise NotPossible(
            f"The backup is of another version of the portal, which had {unknown[-1]}: install that version first."
        )
    if not databases.is_empty():
        raise NotPossible("The database has tables already. Bring a backup back into an empty one.")
    there = set(files.names_in())
    other = there - hashes.keys()
    other |= {name for name in there & hashes.keys() if not files.is_begun(folder / "files", name)}
    if other:
        raise NotPossible(f"The folder of files has others, such as {min(other)}. Move away what is there.")


def _differences_of_files(hashes: dict[str, str]) -> Iterator[str]:
    there = set(files.names_in())
    for name in sorted(hashes.keys() ^ there):
        yield f"file {name}: {'is missing' if name in hashes else 'not in the backup'}"
    for name in sorted(hashes.keys() & there):
        if files.hash_of(name) != hashes[name]:
            yield f"file {name}: not as in the backup"


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
