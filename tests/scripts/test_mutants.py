"""The mistakes that `make mutants` puts into a file are those that are meant, and the same seed picks the same."""

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from django.conf import settings

SOURCE = '''\
"""A docstring is left as it is."""


def is_late(due: "date | None", today, queue) -> bool:
    """Neither is this one, nor a type."""
    if due is None and not queue:
        return True
    held = queue.select_for_update().get(pk=1)
    if due < today:
        raise ValueError(_("Late", "late"))
    return queue.filter(region=held, state="late").exists()
'''
EXPECTED = {
    ("comparison", "if due is None and not queue:", "if due is not None and not queue:"),
    ("and/or", "if due is None and not queue:", "if due is None or not queue:"),
    ("not", "if due is None and not queue:", "if due is None and queue:"),
    ("guard", "if due is None and not queue:", "pass"),
    ("yes/no", "return True", "return False"),
    ("returned value", "return True", "return None"),
    ("comparison", "if due < today:", "if due <= today:"),
    ("comparison", "if due < today:", "if due >= today:"),
    ("guard", "if due < today:", "pass"),
    ("raise", 'raise ValueError(_("Late", "late"))', "pass"),
    ("returned value", 'return queue.filter(region=held, state="late").exists()', "return None"),
    (
        "condition",
        'return queue.filter(region=held, state="late").exists()',
        'return queue.filter(state="late").exists()',
    ),
    (
        "condition",
        'return queue.filter(region=held, state="late").exists()',
        "return queue.filter(region=held, ).exists()",
    ),
    (
        "word",
        'return queue.filter(region=held, state="late").exists()',
        'return queue.filter(region=held, state="lateXX").exists()',
    ),
}


@pytest.fixture(scope="module")
def mistakes() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(settings.ROOT / "scripts")
        yield importlib.import_module("mistakes")
        del sys.modules["mistakes"]


def test_the_mistakes_of_a_small_file_are_these(mistakes: ModuleType) -> None:
    found = mistakes.mistakes_in("portal/late.py", SOURCE)
    told = [(one.kind, one.before.strip().partition("\n")[0], one.after.strip()) for one in found]
    assert len(told) == len(EXPECTED)
    assert set(told) == EXPECTED
    for one in found:
        compile(one.source, one.path, "exec")
        assert one.source != SOURCE


def test_the_same_seed_picks_the_same_and_another_seed_others(mistakes: ModuleType) -> None:
    found = mistakes.mistakes_in("portal/late.py", SOURCE)
    picks = {seed: [one.key for one in mistakes.pick(found, 6, seed)] for seed in (1, 2)}
    assert [one.key for one in mistakes.pick(reversed(found), 6, 1)] == picks[1]
    assert picks[1] != picks[2]


def test_what_was_picked_is_picked_again_when_another_line_is_new(mistakes: ModuleType) -> None:
    later = SOURCE.replace("    held =", "    print(today)\n    held =")
    before, after = (mistakes.mistakes_in("portal/late.py", source) for source in (SOURCE, later))
    assert len(after) == len(before) + 1
    assert {one.key for one in before} < {one.key for one in after}


def test_as_many_kinds_of_mistakes_are_picked_as_there_are_picks(mistakes: ModuleType) -> None:
    found = mistakes.mistakes_in("portal/late.py", SOURCE)
    kinds = {one.kind for one in found}
    assert {one.kind for one in mistakes.pick(found, len(kinds), 7)} == kinds
