"""The two letters that stand for a person where there is no room for her name."""

import re

_VOWELS_AND_SIGNS = re.compile("[ะ-ฺเ-๎\\W\\d_]")


def initials(name: str) -> str:
    """ผู้อนุมัติ → ผอ, สมชาย ใจดี → สจ, officer_6 → OF: of each part the first letter, of one part the first two."""
    parts = [letters for part in name.split() if (letters := _VOWELS_AND_SIGNS.sub("", part))]
    if not parts:
        return "?"
    return (parts[0][0] + parts[-1][0] if len(parts) > 1 else parts[0][:2]).upper()
