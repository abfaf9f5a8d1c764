"""The zip archive that an .xlsx or .ods file is: its directory checked, its parts inflated under a count."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import IO

from tables import limits
from tables.refused import Refused

_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)


class Package:
    """Parts by name. Nothing is read before the sizes, the names and every checksum have been checked."""

    def __init__(self, content: bytes):
        if _END not in content:
            raise Refused("truncated")
        # Before the directory is taken in, since each entry costs a thousand bytes of memory.
        if content.count(_ENTRY) > 2 * limits.PARTS:
            raise Refused("too_many_parts", limit=limits.PARTS)
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise Refused("damaged") from error
        self.parts: dict[str, zipfile.ZipInfo] = {}
        self._check_directory()

    def _check_directory(self) -> None:
        entries = self.archive.infolist()
        if len(entries) > limits.PARTS:
            raise Refused("too_many_parts", limit=limits.PARTS)
        if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
            raise Refused("unpacks_too_big", limit=limits.UNPACKED_BYTES // 1024**2)
        if min((entry.header_offset for entry in entries), default=0) != 0:
            raise Refused("damaged")  # the directory of another archive inside this one, when its own is lost
        for entry in entries:
            name = entry.filename.replace("\\", "/")
            if not name or name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
                raise Refused("damaged")
            if entry.is_dir():
                continue
            if entry.flag_bits & _ENCRYPTED:
                raise Refused("zip_password")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("damaged")
            if name.casefold() in self.parts:
                raise Refused("damaged")
            self.parts[name.casefold()] = entry

    def check_parts(self) -> None:
        """Inflate every part once, counting; a wrong checksum or a false size shows here."""
        inflated = 0
        try:
            for entry in self.parts.values():
                with self.archive.open(entry) as part:
                    while chunk := part.read(256 * 1024):
                        inflated += len(chunk)
                        if inflated > limits.UNPACKED_BYTES:
                            raise Refused("unpacks_too_big", limit=limits.UNPACKED_BYTES // 1024**2)
        except _DAMAGE as error:
            raise Refused("damaged") from error

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.parts

    def names(self) -> list[str]:
        """Part names in small letters: packages do not tell capitals apart."""
        return list(self.parts)

    def open(self, name: str) -> IO[bytes]:
        try:
            return self.archive.open(self.parts[name.casefold()])
        except KeyError:
            raise Refused("damaged") from None
        except _DAMAGE as error:
            raise Refused("damaged") from error

    def beginning(self, name: str, size: int) -> bytes:
        """The first bytes of a part, for a look before the parts are checked."""
        try:
            with self.open(name) as part:
                return part.read(size)
        except _DAMAGE as error:
            raise Refused("damaged") from error


def resolve(source: str, target: str) -> str:
    """The part that a relationship of `source` points at; a target with a leading slash is absolute."""
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
