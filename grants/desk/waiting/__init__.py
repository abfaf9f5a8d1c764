"""What waits for a decision: of each kind the acts that decide on it, and what a person needs to know to decide."""

from grants.desk.waiting.kind import Waiting
from grants.desk.waiting.of_agreements import PAYMENTS_TO_APPROVE, REPORTS, SIGNED
from grants.desk.waiting.of_imports import IMPORTS
from grants.desk.waiting.of_requests import REQUESTS
from people.models import User

KINDS = (*REPORTS, PAYMENTS_TO_APPROVE, SIGNED, *REQUESTS, IMPORTS)


def may_decide(user: User) -> bool:
    """Whether anything at all can wait for this person."""
    return any(kind.is_for(user) for kind in KINDS)


def waiting_for(user: User) -> list[Waiting]:
    """Everything that waits for a decision of hers, the longest first; behind it what she asked for herself."""
    rows = [row for kind in KINDS for row in kind.for_person(user)]
    return sorted(rows, key=lambda row: (row.is_own, row.since, row.key))
