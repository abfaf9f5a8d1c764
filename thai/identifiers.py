"""Citizen numbers and phone numbers that stand in free text, where personal data should not be."""

import re

from thai.digits import arabic

_DIGIT_GROUPS = re.compile(r"(?<![0-9])[0-9]+(?:[-–\s.]{1,3}[0-9]+)*(?![0-9])")
_CITIZEN_NUMBER_LENGTH = 13
_YEAR = re.compile(r"2[45][0-9]{2}")

_SIGN = r"[-–.\s]?"
_PHONE = re.compile(
    r"(?<![0-9])(?<![0-9][-–.,/])"
    r"(?:(?P<country>\+66|\(\+66\))\s?-?\s?\(?0?\)?|\(?0)"
    rf"(?:(?P<mobile>[689][0-9]\)?\s?{_SIGN}[0-9]{{3}}{_SIGN}[0-9]{{4}}"
    rf"|[689][0-9]\)?\s?{_SIGN}[0-9]{{4}}{_SIGN}[0-9]{{3}}"
    rf"|[689]{_SIGN}[0-9]{{4}}{_SIGN}[0-9]{{4}}"
    rf"|{_SIGN}[689][0-9]{{3}}{_SIGN}[0-9]{{5}})"
    rf"|(?P<fixed>2\)?\s?{_SIGN}[0-9]{{3}}{_SIGN}[0-9]{{4}}"
    rf"|[3457][0-9]\)?\s?{_SIGN}[0-9]{{3}}{_SIGN}[0-9]{{3}}"
    rf"|{_SIGN}[23457][0-9]{{3}}{_SIGN}[0-9]{{4}}))"
    r"(?![0-9])(?![-–.,/][0-9])"
)


def find_citizen_numbers(text: str) -> list[str]:
    """The 13-digit citizen numbers in a text, as 13 digits each, in order, each once.

    Thai digits, dashes and spaces do not hide one; a number counts only if its check digit is right. Numbers
    of persons without civil status (they begin with 0) count, tax numbers of organisations do not.
    """
    found = []
    for run in _DIGIT_GROUPS.finditer(arabic(text)):
        groups = re.findall(r"[0-9]+", run[0])
        start = 0
        while start < len(groups):
            # Each group has a digit at least, so no number reaches further.
            number, used = _citizen_number_at(groups[start : start + _CITIZEN_NUMBER_LENGTH])
            if number:
                found.append(number)
            start += used
    return list(dict.fromkeys(found))


def _citizen_number_at(groups: list[str]) -> tuple[str, int]:
    """The citizen number that these groups of digits begin with, or "", and how many groups to pass over."""
    # Years in a row ("2565 2566 2567 1") would pass the check one time in ten.
    if _YEAR.fullmatch(groups[0]):
        return "", 1
    number = ""
    for used, group in enumerate(groups, start=1):
        number += group
        if len(number) >= _CITIZEN_NUMBER_LENGTH:
            return (number, used) if _is_citizen_number(number) else ("", 1)
    return "", 1


def _is_citizen_number(number: str) -> bool:
    if len(number) != _CITIZEN_NUMBER_LENGTH or number[0] == "9":
        return False
    # 0 and a province begin the tax number of an organisation; 00, or 89 further on, a person without status.
    if number[0] == "0" and number[1] != "0" and number[5:7] != "89":
        return False
    weighted = sum(weight * int(digit) for weight, digit in zip(range(13, 1, -1), number, strict=False))
    return (11 - weighted % 11) % 10 == int(number[-1])


def find_phone_numbers(text: str) -> list[str]:
    """The Thai phone numbers in a text as 9 or 10 digits each, in order, each once; +66 is read as 0."""
    found = []
    for match in _PHONE.finditer(arabic(text)):
        digits = re.sub(r"[^0-9]", "", match["mobile"] or match["fixed"])
        found.append("0" + digits)
    return list(dict.fromkeys(found))
