"""What changed between two wordings of a Thai text, by word: Thai has no spaces to go by, so a dictionary does."""

from difflib import SequenceMatcher
from typing import Literal

from thai.words import words_of

WordDifference = tuple[Literal["same", "gone", "new"], str]


def word_differences(before: str, after: str) -> list[WordDifference]:
    """Return the runs of words that stayed, went and came, in reading order.

    "same" and "gone" joined are `before`, "same" and "new" joined are `after`, to the character. Where words were
    replaced, what went stands before what came.
    """
    old, new = words_of(before), words_of(after)
    found: list[WordDifference] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(old[old_from:old_to])))
            continue
        if old_from < old_to:
            found.append(("gone", "".join(old[old_from:old_to])))
        if new_from < new_to:
            found.append(("new", "".join(new[new_from:new_to])))
    return found
