"""The key of a record, or another count, as a form or an address brings it back."""

LONGEST = 18  # digits: no key of a database has more


def key_in(text: str | None) -> int | None:
    """The number that a text is; None for anything else and for one that is longer than any key."""
    return int(text) if text and len(text) <= LONGEST and text.isdecimal() else None
