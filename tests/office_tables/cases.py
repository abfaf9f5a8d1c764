"""The whole set."""

from collections import Counter

from tests.office_tables import (
    amounts,
    blends,
    bombs,
    dialects,
    encodings,
    files,
    headers,
    layout,
    merges,
    money,
    names,
    notes,
    ordeals,
    packing,
    plans,
    sheets,
    titles,
    totals,
)

MODULES = [
    files,
    headers,
    titles,
    totals,
    notes,
    merges,
    money,
    amounts,
    names,
    ordeals,
    plans,
    encodings,
    sheets,
    dialects,
    packing,
    blends,
    layout,
    bombs,
]
CASES = [case for module in MODULES for case in module.CASES]

if repeated := [
    name for name, count in Counter(case.klass + case.name for case in CASES).items() if count > 1
]:
    raise ValueError(f"two cases of one name: {repeated}")
