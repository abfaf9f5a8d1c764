"""Two people at once: each in a thread with a connection of its own, brought to the same point before either goes on.

The meeting makes a race certain instead of likely: everybody stops before the statement that matters. Where a
protection holds the second one back, she never arrives, and the first goes on alone after a while.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

# Seconds; no test measures them. Where a protection stands, the second person never comes to the meeting, and
# waiting for her is in vain; where it is switched off, she must be waited for, however slow the machine.
PATIENCE = 1.0
PATIENCE_OF_CONTROLS = 30.0
LONGEST = 120.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one person's action: what it returned, or what it raised."""

    value: Any = None
    error: BaseException | None = None


class MeetingPoint:
    """A point where everybody waits for everybody, once, and nobody for ever."""

    def __init__(self, people: int, statement: str | tuple[str, ...], patience: float):
        self.statement, self.patience = statement, patience
        self._barrier = threading.Barrier(people)
        self._arrived = threading.local()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Wrap the execution of SQL on one connection (Django's execute_wrapper)."""
        if sql.startswith(self.statement) and not getattr(self._arrived, "already", False):
            self._arrived.already = True
            self.wait()
        return execute(sql, params, many, context)

    def wait(self) -> None:
        try:
            self._barrier.wait(self.patience)
        except threading.BrokenBarrierError:
            return  # the others are held back, or went on already


def at_once(
    *actions: Callable[[], Any], before: str | tuple[str, ...], patience: float = PATIENCE
) -> list[Outcome]:
    """Run each action in its own thread; all meet before their first statement that begins as `before` says."""
    meeting, outcomes = MeetingPoint(len(actions), before, patience), [Outcome()] * len(actions)

    def run(place: int, action: Callable[[], Any]) -> None:
        try:
            with connection.execute_wrapper(meeting):
                outcomes[place] = Outcome(value=action())
        except Exception as error:  # noqa: BLE001 whatever a person would have seen is the outcome
            outcomes[place] = Outcome(error=error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
        assert not thread.is_alive(), "two actions hold each other for ever"
    return outcomes


@contextmanager
def without_locks(monkeypatch: Any) -> Iterator[None]:
    """Switch off what makes writers wait: PostgreSQL's row locks; on SQLite the lock a transaction begins with."""
    from django.db.backends.sqlite3.base import DatabaseWrapper
    from django.db.models import QuerySet

    with monkeypatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(DatabaseWrapper, "_start_transaction_under_autocommit", _begin_deferred)
        else:
            patch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
        yield


def _begin_deferred(wrapper: Any) -> None:
    wrapper.cursor().execute("BEGIN")
