"""Text as offices type and paste it: invisible characters, broken vowels, characters to refuse.

Thai is never put through NFKC: that would take the good ำ apart (and NFC does not join a broken one).
"""

import re
import sys
import unicodedata
from functools import lru_cache

from thai.digits import arabic

# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark: seen by nobody.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_BREAKS = re.compile("\r\n?|[\u2028\u2029]")

# Bullets, boxes, ticks and arrows of the fonts Symbol and Wingdings, as Word pastes them.
_FONT_BULLETS = (
    "\uf06c\uf06d\uf06e\uf06f\uf070\uf071\uf072\uf074\uf075\uf076\uf077\uf09f\uf0a1\uf0a2\uf0a4\uf0a7\uf0a8\uf0b7\uf0d8\uf0dc"
    "\uf0e0\uf0e8\uf0f0\uf0fc\uf0fe"
)
# Old Thai fonts keep shifted forms of marks in the private use area, and PDF programs copy them out.
_GLYPHS = str.maketrans(
    dict(
        zip(
            map(chr, range(0xF700, 0xF71B)),
            "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู",
            strict=True,
        )
    )
    | dict.fromkeys(_FONT_BULLETS, "•")
)

_TONES = "่้๊๋"
_MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
_MARK_RUN = re.compile(f"[{_MARKS}]{{2,}}")
_NIKHAHIT_AA = re.compile(f"ํ([{_TONES}]*)า")
# The order in which PDF programs hand out ำ: the vowel า before its circle, a tone before or after it.
_AA_NIKHAHIT = re.compile(f"(?<=[ก-ฮ{_TONES}])า([{_TONES}]*)ํ([{_TONES}]*)")
_VOWEL_TONE = re.compile(f"(?<=[ก-ฮ])([ะาำ])([{_TONES}])")
# Written vowel (or its sign below), short sign and circle, tone, silencer.
_RANKS = ("ฺ", "ัิีึืุู", "็ํ", _TONES, "์๎")
_MARK_ORDER = {mark: order for order, marks in enumerate(_RANKS) for mark in marks}

# What a text has to have for `clean` to change it. Nearly every cell of a table has none of it.
_ODD = re.compile(
    "[\t\n\r\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064\u3000\ufeff"
    f"{_FONT_BULLETS}\uf700-\uf71aํ]"
)
_OUT_OF_ORDER = re.compile(
    f"[ะาำ{_MARKS}](?=[{_MARKS}])(?:(?<=[ะาำ])[{_TONES}]|"
    + "|".join(f"(?<=[{marks}])[{''.join(_RANKS[: rank + 1])}]" for rank, marks in enumerate(_RANKS))
    + ")"
)


# Nobody types more marks than this on one letter, and putting them in order takes the square of their number.
_MOST_MARKS = 8
_COMBINING = "".join(mark for mark in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(mark))
_PILE = re.compile(f"[{_COMBINING}]{{{_MOST_MARKS + 1},}}")

# A table asks for each of its short texts many times while it is read.
_SHORT, _REMEMBERED = 300, 8192


def clean(text: str, *, multiline: bool = False) -> str:
    """The text as the person meant to type it, for storing and showing.

    Invisible characters go, every kind of space becomes one space, and Thai vowels and tones that look right
    but are stored wrongly (ํ+า for ำ, เเ for แ, a tone before its vowel) are joined or put in order. With
    `multiline` single line breaks stay; otherwise they become spaces. No word is corrected.
    """
    if _is_known_clean(text) if len(text) <= _SHORT else _is_clean(text):
        return text
    text = _LINE_BREAKS.sub("\n", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text).translate(_GLYPHS)
    text = _in_thai_order(text)
    if not _PILE.search(text):  # else it is refused (`control_characters`)
        text = _in_thai_order(unicodedata.normalize("NFC", text))
    if not multiline:
        text = text.replace("\n", " ")
    text = re.sub(" *\n[ \n]*", "\n", re.sub(" {2,}", " ", text))
    return text.strip(" \n")


def _is_clean(text: str) -> bool:
    return not (
        _ODD.search(text)
        or "  " in text
        or "เเ" in text
        or text.startswith(" ")
        or text.endswith(" ")
        or _OUT_OF_ORDER.search(text)
        or _PILE.search(text)
    ) and unicodedata.is_normalized("NFC", text)


_is_known_clean = lru_cache(_REMEMBERED)(_is_clean)


def _in_thai_order(text: str) -> str:
    # One repair can make room for the next; each makes the text shorter or better ordered, so this ends.
    while True:
        repaired = text.replace("เเ", "แ")
        repaired = _MARK_RUN.sub(_ordered_marks, repaired)
        repaired = _NIKHAHIT_AA.sub(r"\1ำ", repaired)
        repaired = _AA_NIKHAHIT.sub(r"\1\2ำ", repaired)
        repaired = _VOWEL_TONE.sub(r"\2\1", repaired)
        if repaired == text:
            return text
        text = repaired


def _ordered_marks(run: re.Match[str]) -> str:
    # A mark typed twice lies on top of itself and cannot be seen.
    return "".join(sorted(dict.fromkeys(run[0]), key=_MARK_ORDER.__getitem__))


_QUOTES_AND_DOTS = "\"'`´“”„‘’‚«»′″.·․…,;:_‐‑‒–—―−-"
_NOISE = re.compile(rf"[\s{re.escape(_QUOTES_AND_DOTS)}]+")
_TWO_NUMBERS = re.compile(rf"[0-9]{_NOISE.pattern}[0-9]")
_BETWEEN_NUMBERS = re.compile(rf"(?<=[0-9]){_NOISE.pattern}(?=[0-9])")
_SAME_LETTER = str.maketrans({"ๅ": "า", "（": "(", "）": ")", "[": "(", "]": ")"})
_RESPELT = re.compile(r"[ๅ（）\[\]]")


def match_key(text: str) -> str:
    """What two spellings of one name or column header have in common; for comparing, never for showing.

    Spaces, quotation marks, dots, commas and dashes do not count, Thai and Arabic digits are the same, and
    so are large and small letters. What stands in brackets counts: it tells two centres of a province apart.
    Numbers do not run together: "เขต 1-2" is not "เขต 12".
    """
    return _known_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    key = arabic(clean(text)).casefold()
    if _RESPELT.search(key):
        key = key.translate(_SAME_LETTER)
    if _TWO_NUMBERS.search(key):
        return "-".join(_NOISE.sub("", part) for part in _BETWEEN_NUMBERS.split(key))
    return _NOISE.sub("", key)


_known_key = lru_cache(_REMEMBERED)(_key)

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffd-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# The flag of a part of a country is a black flag with a tag of such characters, which is one picture.
_TAGGED_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LOST_GLYPH = re.compile(r"\(cid:[0-9]+\)")


def control_characters(text: str) -> list[str]:
    """The code points ("U+0007") in a text that no office means to send, each once, in order; none is good.

    Control characters other than tab and line breaks, characters that turn the reading direction, halves of
    a character, U+FFFD, which stands where a wrong decoding lost one, and a pile of more than 8 marks on a letter.
    """
    found = [*_REFUSED.findall(_TAGGED_FLAG.sub("", text)), *(pile[0][0] for pile in _PILE.finditer(text))]
    return [f"U+{ord(character):04X}" for character in dict.fromkeys(found)]


def without_control_characters(text: str) -> str:
    """The same with "_" in the place of each, for what nobody can type anew: the name of a file."""
    return _PILE.sub("_", _REFUSED.sub("_", text))


def damage_marks(text: str) -> list[str]:
    """Traces of a PDF or font that lost letters, each once: "(cid:201)" or a private code point "U+E001".

    Nothing can repair them; a person has to retype the place.
    """
    known = text.translate(_GLYPHS)
    private = (f"U+{ord(character):04X}" for character in _PRIVATE_USE.findall(known))
    return list(dict.fromkeys([*_LOST_GLYPH.findall(text), *private]))


_COUNTED = "จังหวัด|อำเภอ|ตำบล|กองทุน|ศูนย์|กลุ่ม|เครือข่าย|องค์กร|หน่วย|แห่ง|คน|ปี|เดือน|ครั้ง"
# What was typed, as a regular expression, and what was probably meant. Add a line when an office's file shows
# a new one; the suggestion is only offered, the text stays as it is.
_SUSPICIOUS_WORDS = (
    (r"สจจ\.?", "สสจ."),
    (rf"(?P<each>{_COUNTED})\s?[๑1]\s?ละ", r"\g<each>ๆละ"),
    (r"กขปง\.?", "กขป."),
    (r"สป\.สช\.?", "สปสช."),
    (r"สัญญษ", "สัญญา"),
    (r"ผู้ตรวจคุณวุฒิ", "ผู้ทรงคุณวุฒิ"),
    (r"รอบประธาน", "รองประธาน"),
    (r"คณธกรรมการ", "คณะกรรมการ"),
    (r"กลไกล(?=การ|เลขา)", "กลไก"),
    (r"สุขภาะ", "สุขภาวะ"),
    (r"สารสรเทศ", "สารสนเทศ"),
    (r"โควิท", "โควิด"),
)
_SUSPICIONS = tuple((re.compile(pattern), meant) for pattern, meant in _SUSPICIOUS_WORDS)


def suspicious_words(text: str) -> list[tuple[str, str]]:
    """Probable typing errors in a text as (found, suggestion), in the order they stand there, each once."""
    found = [
        (match.start(), match[0], match.expand(meant))
        for pattern, meant in _SUSPICIONS
        for match in pattern.finditer(text)
    ]
    return list(dict.fromkeys((word, suggestion) for _, word, suggestion in sorted(found)))
