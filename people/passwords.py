"""Passwords that anybody would try first: made of the office's own words, or on a list of those that have leaked."""

import hashlib
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions.models import Province, Region

# The office, its field and this portal; the names of regions and provinces come from their tables.
OWN_WORDS = (
    *("สปสช", "สำนักงานหลักประกันสุขภาพแห่งชาติ", "หลักประกันสุขภาพ", "บัตรทอง", "เขต", "จังหวัด", "ภาคประชาชน"),
    *("การมีส่วนร่วม", "มีส่วนร่วม", "ศูนย์ประสานงาน", "เครือข่าย", "รหัสผ่าน", "ประเทศไทย", "nhso", "ucbp", "region"),
    *("participation", "portal", "password", "admin", "thailand", "bangkok", "khet"),
)
ENOUGH = 6  # letters and digits beside such words


class OwnWordsValidator:
    """Refuses a password that is little more than words of the office, a place and a number."""

    def validate(self, password: str, user: Any = None) -> None:
        places = [
            name
            for model in (Region, Province)
            for names in model.objects.values_list("name_th", "name_en")
            for name in names
        ]
        words = sorted({word.casefold() for word in (*OWN_WORDS, *places) if word}, key=len, reverse=True)
        first, *others = re.split("|".join(map(re.escape, words)), password.casefold())
        signs = "".join({each for each in password if not _is_letter(each)})
        left = [first.rstrip(signs), *(each.strip(signs) for each in others[:-1])]
        left += [each.lstrip(signs) for each in others[-1:]]
        if others and len("".join(left)) < ENOUGH:
            raise ValidationError(
                _("This is made of words that anybody tries first: the office, a place, a number."),
                code="own_words",
            )

    def get_help_text(self) -> str:
        return _("Not the office's name, a place or a year alone.")


def _is_letter(each: str) -> bool:
    """Thai vowels and tone marks are none to Python."""
    return not each.isdecimal() and (each.isalnum() or "\u0e00" <= each <= "\u0e7f")


class LeakedPasswordValidator:
    """Refuses what stands in a file of leaked passwords: sorted lines of SHA-1, as “Have I Been Pwned” has them."""

    def __init__(self, path: str):
        self.path = Path(path)

    def validate(self, password: str, user: Any = None) -> None:
        wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        if _stands_in(self.path, wanted):
            raise ValidationError(_("This password has leaked elsewhere. Choose another one."), code="leaked")

    def get_help_text(self) -> str:
        return _("Not one that has leaked elsewhere.")


def is_a_list(path: Path) -> bool:
    """Whether the first and a middle line are as they are asked for, and in order; raises OSError."""
    with path.open("rb") as file:
        first, size = file.readline(), file.seek(0, 2)
        file.seek(size // 2)
        file.readline()  # the rest of a line
        middle = file.readline() or first
    return first <= middle and all(re.match(rb"[0-9A-F]{40}(:\d+)?\s*$", each) for each in (first, middle))


def _stands_in(path: Path, wanted: bytes) -> bool:
    """Whether a line of a sorted file begins so; it is far too long to be read."""
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # the rest of a line
            if (line := file.readline()) and line[: len(wanted)] < wanted:
                low = middle + 1
            else:
                high = middle
        file.seek(low)
        if low:
            file.readline()
        return file.readline().startswith(wanted)
