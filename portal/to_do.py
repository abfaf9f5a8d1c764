"""A person's work today: one list for her home and for the editing pages, each count with the page that shows it."""

from dataclasses import dataclass

from people.models import User
from portal.counting import count_all
from portal.duties import ASKED_FOR, DUTIES, FIRST_STEPS


@dataclass(frozen=True, slots=True)
class Task:
    """So many records that wait for a hand, and the page that shows them; what is late or has ended presses."""

    count: int
    label: str
    address: str
    presses: bool
    label_of_hers: str = ""  # for whoever reads of another person's work


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for a person, what she asked for and waits for another, and what an empty office does first.

    The first steps stand in their order, done ones with a count; there are none once the first table is in.
    """

    for_her: list[Task]
    for_others: list[Task]
    first_steps: list[Task]


def work_of(user: User) -> Work:
    """Everything that is due today, most pressing first; what does not wait is left out. In one query."""
    parts = [[duty for duty in duties if duty.is_for(user)] for duties in (DUTIES, ASKED_FOR, FIRST_STEPS)]
    duties = [duty for part in parts for duty in part]
    counts = count_all(user, [duty.rows for duty in duties], page="work") if duties else []
    tasks = iter(
        Task(count, duty.label(count), duty.address(), duty.presses, (duty.of_hers or duty.label)(count))
        for duty, count in zip(duties, counts, strict=True)
    )
    hers, others, steps = ([next(tasks) for _duty in part] for part in parts)
    has_begun = not steps or any(step.count for step in steps[-3:])
    return Work(
        [task for task in hers if task.count],
        [task for task in others if task.count],
        [] if has_begun else steps,
    )
