"""The words of a Thai text, which has no spaces between them, and where a line may break that holds none."""

import re
from functools import cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

BREAK = "\u200b"  # seen by nobody; a line may end there
_SPACES = re.compile(r"(\s+)")
# A letter with what stands before, above, below and after it.
_CLUSTER = re.compile("[เ-ไ]?[^เ-ไ][ะ-ฺ็-๎]*|[เ-ไ]", re.DOTALL)
_NARROW = re.compile("[\u0e00-\u0e7f0-9a-z.,:;()/-]")
_SHORTEST_WORD = 3  # letters; shorter words are found in any jumble


def words_of(text: str) -> list[str]:
    """Part a text into words and what stands between them; joined they are the text, to the character."""
    # The engine that takes long texts in pieces: a run that can be read in many ways takes the other one minutes.
    words = word_tokenize(text, engine="newmm-safe", keep_whitespace=True)
    return words if "".join(words) == text else list(text)


def read_dictionary() -> None:
    """Read the Thai words into memory; without it the first text that is parted into words does."""
    words_of("คำ")


def with_breaks(text: str, longest: int) -> str:
    """The text with BREAK where more than `longest` letters stand together without a space or a known Thai word.

    Typesetters part Thai into words by themselves; addresses, codes and jumbles would run out of a narrow column.
    A capital letter, and one of another script, takes the room of two.
    """
    return "".join(_parted(run, longest) if len(run) > longest else run for run in _SPACES.split(text))


def _parted(run: str, longest: int) -> str:
    parts: list[str] = []
    room, jumbled = 0, False  # since the line could end last; whether no known word stood there
    for word in words_of(run):
        clusters = _CLUSTER.findall(word)
        width = sum(map(_width, clusters))
        if len(word) >= _SHORTEST_WORD and width <= longest and word in _known():
            parts += [BREAK, word] if jumbled and room + width > longest else [word]
            room, jumbled = width, False
            continue
        for cluster in clusters:
            if room and room + _width(cluster) > longest:
                parts.append(BREAK)
                room = 0
            parts.append(cluster)
            room += _width(cluster)
        jumbled = True
    return "".join(parts)


def _width(cluster: str) -> int:
    return 1 if _NARROW.match(cluster) else 2


@cache
def _known() -> frozenset[str]:
    return frozenset(thai_words())
