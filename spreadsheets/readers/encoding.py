"""The characters of a text file from a Thai office: UTF-8, UTF-16 with its mark, or Windows-874.

Nothing is replaced: bytes that fit no encoding, and text that was decoded wrongly before it reached
us (mojibake), are refused with the line to look at.
"""

import re

from spreadsheets.refusals import Refused

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
# "à¸ªà¸³" is UTF-8 Thai read as Latin-1 or Windows-1252.
_READ_AS_LATIN = re.compile("à[¸¹]")
# "เธชเธณ" is UTF-8 Thai read as Windows-874; cp874 has no character for 0x81–0x9F, kept here as C1.
_PERHAPS_READ_AS_874 = re.compile("เธ[\x80-\x9f€…‘’“”•–—\xa0ก-บฟ]|เน[\x80-\x9b€…‘’“”•–—]")
_RUN = re.compile("[\x80-\x9f\xa0€…‘’“”•–—ก-๛]+")


def decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _decode_utf16(content)
    elif b"\0" in content:
        raise Refused("text_with_nul")
    else:
        text = _decode_bytes(content)
    if "\ufffd" in text:
        raise Refused("text_with_replacements", line=_line_of(text, text.index("\ufffd")))
    _refuse_mojibake(text)
    return text


def _decode_utf16(content: bytes) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Refused("unknown_encoding") from error
    if "\0" in text:
        raise Refused("text_with_nul")
    return text


def _decode_bytes(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith(b"\xef\xbb\xbf"):
            raise Refused("mixed_encodings", line=_line_of(content, error.start)) from error
    _refuse_mixture(content)
    try:
        return content.decode("cp874")
    except UnicodeDecodeError as error:
        raise Refused("unknown_encoding_at", line=_line_of(content, error.start)) from error


def _refuse_mixture(content: bytes) -> None:
    """Refuse a file that is UTF-8 in some lines and Windows-874 in others.

    UTF-8 Thai is nearly always valid Windows-874 as well, so it has to be looked for: a run of bytes
    that is valid UTF-8 from end to end and gives Thai. ("อินเทอร์เนต" in Windows-874 holds such bytes
    too, but not from end to end.)
    """
    first_utf8 = first_other = None
    utf8_runs = other_runs = 0
    for run in _BEYOND_ASCII.finditer(content):
        if _is_utf8_thai(run[0]):
            utf8_runs += 1
            first_utf8 = run.start() if first_utf8 is None else first_utf8
        else:
            other_runs += 1
            first_other = run.start() if first_other is None else first_other
    if first_utf8 is not None and first_other is not None:
        odd_one_out = first_utf8 if utf8_runs <= other_runs else first_other
        raise Refused("mixed_encodings", line=_line_of(content, odd_one_out))


def _is_utf8_thai(run: bytes) -> bool:
    try:
        text = run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any("\u0e01" <= character <= "\u0e5b" or "\u2010" <= character <= "\u2026" for character in text)


def _refuse_mojibake(text: str) -> None:
    if found := _READ_AS_LATIN.search(text):
        raise Refused("mojibake", line=_line_of(text, found.start()))
    if not _PERHAPS_READ_AS_874.search(text):
        return
    for run in _RUN.finditer(text):
        if len(run[0]) > 2 and _is_utf8_thai(_bytes_874(run[0])):
            raise Refused("mojibake", line=_line_of(text, run.start()))


def _bytes_874(text: str) -> bytes:
    return b"".join(
        bytes([ord(character)]) if "\x80" <= character <= "\x9f" else character.encode("cp874", "replace")
        for character in text
    )


def _line_of(content: bytes | str, position: int) -> int:
    """The line, counted from 1, of a position in the text."""
    before = content[:position]
    if isinstance(before, bytes):
        before = before.decode("latin-1")
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
