"""Python's search for garbage, put off while a table is read and written."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for: a table is objects by the hundred thousand, and none is garbage before the end.

    Looking takes a fifth of an import's time (docs/decisions/imports.md).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
