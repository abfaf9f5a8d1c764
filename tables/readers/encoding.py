"""The characters of a text file from a Thai office: UTF-8, UTF-16 with its mark, or Windows-874.

Nothing is replaced: bytes that fit no encoding, and text that was decoded wrongly before it reached
us (mojibake), are refused with the line to look at.
"""

import re
from collections.abc import Iterator
from typing import AnyStr

from tables.refused import Refused

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_PERHAPS_UTF8 = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]|\xe2\x80[\x90-\xa6]")
_TWO_UTF8_LETTERS = re.compile(rb"(?:\xe0(?:\xb8[\x81-\xbf]|\xb9[\x80-\x9b])){2}")
# "à¸ªà¸³" is UTF-8 Thai and "ÊÓ¹Ñ¡" is Windows-874 Thai, both read as Latin-1 or Windows-1252.
_READ_AS_LATIN = re.compile("à[¸¹]|[¡-Úß-û]{4}")
# "เธชเธณ" is UTF-8 Thai read as Windows-874; cp874 has no character for 0x81–0x9F, kept here as C1.
_PERHAPS_READ_AS_874 = re.compile("เธ[\x80-\x9f€…‘’“”•–—\xa0ก-บฟ]|เน[\x80-\x9b€…‘’“”•–—]")
_THAI_RUN = re.compile("[ก-๛]+")
_MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
_RUN = re.compile("[\x80-\x9f\xa0€…‘’“”•–—ก-๛]+")


def decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _decode_utf16(content)
    elif b"\0" in content:
        raise Refused("text_with_nul")
    else:
        text = _decode_bytes(content)
    refuse_damaged_text(text)
    return text.lstrip("\ufeff")  # saved twice, a text may have the mark twice


def refuse_damaged_text(text: str) -> None:
    """Refuse text that lost its letters before it reached us."""
    if "\0" in text:
        raise Refused("text_with_nul")
    if "\ufffd" in text:
        raise Refused("text_with_replacements", line=_line_of(text, text.index("\ufffd")))
    _refuse_mojibake(text)


def _decode_utf16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Refused("unknown_encoding") from error


def _decode_bytes(content: bytes) -> str:
    has_mark = content.startswith(b"\xef\xbb\xbf")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if has_mark:
            raise Refused("mixed_encodings", line=_line_of(content, error.start)) from error
        _refuse_mixture(content, error.start)
    try:
        text = content.decode("cp874")
    except UnicodeDecodeError as error:
        raise Refused("unknown_encoding_at", line=_line_of(content, error.start)) from error
    if not _is_plausible_thai(text):
        raise Refused("unknown_encoding")
    return text


def _is_plausible_thai(text: str) -> bool:
    """Bytes of another language give Thai runs that begin with a vowel above or a tone mark."""
    runs = _THAI_RUN.findall(text, 0, 100_000)
    broken = sum(run[0] in _MARKS or "๚" in run or "๛" in run for run in runs)
    return broken * 4 <= len(runs)


def _refuse_mixture(content: bytes, not_utf8: int) -> None:
    """Refuse a file that is UTF-8 in some lines and Windows-874 in others.

    UTF-8 Thai is nearly always valid Windows-874 as well, so it has to be looked for: a run of bytes
    that is valid UTF-8 from end to end and gives Thai, or two such letters in a row. ("กรุงเอเธนส์"
    in Windows-874 holds the bytes of one.)
    """
    if not any(_is_utf8_thai(run[0]) for run in _runs_with(_PERHAPS_UTF8, _BEYOND_ASCII, content)):
        return
    first: dict[bool, int] = {}
    count = {True: 0, False: 0}
    for run in _BEYOND_ASCII.finditer(content):
        is_utf8 = _is_utf8_thai(run[0])
        first.setdefault(is_utf8, run.start())
        count[is_utf8] += 1
    rarer = count[True] <= count[False]
    raise Refused("mixed_encodings", line=_line_of(content, first.get(rarer, not_utf8)))


def _runs_with(
    pattern: re.Pattern[AnyStr], run: re.Pattern[AnyStr], text: AnyStr
) -> Iterator[re.Match[AnyStr]]:
    """Each run, from end to end, in which the pattern occurs."""
    after = 0
    for found in pattern.finditer(text):
        if found.start() < after:
            continue
        start = found.start()
        while start > after and run.match(text[start - 1 : start]):
            start -= 1
        if whole := run.match(text, start):
            after = whole.end()
            yield whole


def _is_utf8_thai(run: bytes) -> bool:
    if _TWO_UTF8_LETTERS.search(run):
        return True
    try:
        text = run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any("\u0e01" <= character <= "\u0e5b" or "\u2010" <= character <= "\u2026" for character in text)


def _refuse_mojibake(text: str) -> None:
    if found := _READ_AS_LATIN.search(text):
        raise Refused("mojibake", line=_line_of(text, found.start()))
    for run in _runs_with(_PERHAPS_READ_AS_874, _RUN, text):
        if _is_utf8_thai(_bytes_874(run[0])):
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
