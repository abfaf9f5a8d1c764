"""The files that people handed in: which there are, which the database names, and copying them."""

from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path

from django.apps import apps
from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.db import models

from portal.backup.contents import Ask


def names_in(storage: Storage = default_storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage, "imports/2026/11/….xlsx"; none where its folder is not there."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    within = f"{folder}/" if folder else ""
    yield from sorted(f"{within}{name}" for name in files)
    for name in sorted(folders):
        yield from names_in(storage, f"{within}{name}")


def _naming_files() -> Iterator[tuple[type[models.Model], str]]:
    """Every model that names a file, and the column in which it does."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                yield model, str(field.column)


def file_columns() -> Iterator[tuple[str, str]]:
    """The table and the column of everything that names a file."""
    for model, column in _naming_files():
        yield model._meta.db_table, column


def columns_that_told() -> Iterator[tuple[str, str]]:
    """The same of the histories, which name files of before, too."""
    for model, column in _naming_files():
        if (history := getattr(model, "history", None)) is not None:
            yield history.model._meta.db_table, column


def named(ask: Ask, columns: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The files that the database names, and in which table and row."""
    found = {}
    for table, column in columns:
        for key, name in ask(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" <> \'\''):  # noqa: S608 our own names
            found[name] = f"{table} {key}"
    return found


def copy_new(into: Path, storage: Storage = default_storage) -> None:
    """Copy what is not in the folder yet, or was still being written; what was taken away meanwhile is left."""
    for name in names_in(storage):
        copy = into / name
        try:
            if copy.exists() and copy.stat().st_size == storage.size(name):
                continue
            source = storage.open(name)
        except FileNotFoundError:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        with source, copy.open("wb") as target:
            for chunk in source.chunks():
                target.write(chunk)


def put_back(folder: Path, hashes: dict[str, str], storage: Storage = default_storage) -> None:
    """Fill a storage that has nothing, or some of it since a restore broke off. Raises OSError where it cannot."""
    for name, wanted in sorted(hashes.items()):
        if storage.exists(name):
            if hash_of(name, storage) == wanted:
                continue
            storage.delete(name)  # a beginning of it, as `is_begun` has said
        with (folder / name).open("rb") as source:
            if storage.save(name, File(source)) != name:
                raise OSError(f"{name} is there already")


def is_begun(folder: Path, name: str, storage: Storage = default_storage) -> bool:
    """Whether what a storage has under a name is the file of a backup, or a beginning of it."""
    with (folder / name).open("rb") as wanted, storage.open(name) as there:
        return all(wanted.read(len(chunk)) == chunk for chunk in there.chunks())


def hash_of(name: str, storage: Storage = default_storage) -> str:
    with storage.open(name) as file:
        return file_digest(file, "sha256").hexdigest()
