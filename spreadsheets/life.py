"""The states of an import, and what may be done to it by whom."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Consequence, Life, WithState
from people.models import User
from people.roles import PAYING_ROLES
from spreadsheets.kinds import kind_named


class BatchState(TextChoices):
    REJECTED = "rejected", _("has faults")
    PREVIEWED = "previewed", _("waits for confirmation")
    ASKED = "asked", _("waits for the regional office")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
    CLOSED = "closed", _("closed")


OPEN = (BatchState.REJECTED, BatchState.PREVIEWED)

# Nothing comes in by a coordinator alone: she asks, and who holds the kind's own office decides.
IMPORT_LIFE = Life(
    Act(
        name="ask",
        sources=(BatchState.PREVIEWED,),
        target=BatchState.ASKED,
        only="created_by",
        decides=True,
        refused=_("Only a preview without faults can be sent to the regional office."),
    ),
    Act(
        name="withdraw",
        sources=(BatchState.ASKED,),
        target=BatchState.PREVIEWED,
        only="asked_by",
        refused=_("This import does not wait for the regional office."),
    ),
    Act(
        name="confirm",
        sources=(BatchState.PREVIEWED, BatchState.ASKED),
        target=BatchState.APPLIED,
        roles=PAYING_ROLES,
        reserved="is_for_head_office",
        another_than=("asked_by",),
        decides=True,
        proved=True,
        refused=_("Only a preview without faults can be confirmed."),
    ),
    Act(
        name="give_back",
        sources=(BatchState.ASKED,),
        target=BatchState.PREVIEWED,
        roles=PAYING_ROLES,
        reserved="is_for_head_office",
        another_than=("asked_by",),
        decides=True,
        refused=_("This import does not wait for the regional office."),
    ),
    Act(
        name="look_again",
        sources=OPEN,
        roles=PAYING_ROLES,
        only="created_by",
        reserved="is_for_head_office",
        refused=_("Nothing more is said about this file: %(state)s."),
    ),
    Act(
        name="discard",
        sources=OPEN,
        target=BatchState.CLOSED,
        roles=PAYING_ROLES,
        only="created_by",
        reserved="is_for_head_office",
        decides=True,
        refused=_("Only an import that waits or has faults can be discarded."),
    ),
    Act(
        name="undo",
        sources=(BatchState.APPLIED,),
        target=BatchState.UNDONE,
        roles=PAYING_ROLES,
        reserved="is_for_head_office",
        decides=True,
        refused=_("Only an applied import can be undone."),
    ),
    region=lambda batch: batch.region_id,
    among=lambda batch: batch.kind_of_table.roles,
    # Looked at again, a file comes to something else, or to nothing.
    follows=(
        Consequence(sources=(BatchState.PREVIEWED, BatchState.ASKED), target=BatchState.REJECTED),
        Consequence(sources=(BatchState.REJECTED,), target=BatchState.PREVIEWED),
        Consequence(sources=(BatchState.ASKED,), target=BatchState.CLOSED),
        # A newer file of the same person stands for what she has open.
        Consequence(sources=OPEN, target=BatchState.CLOSED),
    ),
)


def require_act(act: str, held: WithState, user: User | None, seen: str | None) -> None:
    """Ask the table; the command line is nobody, and acts for head office. Raises ValidationError."""
    if user is None:
        IMPORT_LIFE.require_ready(act, held)
    else:
        IMPORT_LIFE.require(act, held, user, seen=seen)


@IMPORT_LIFE.needs("ask")
def is_not_confirmed_by_its_sender(batch: Any) -> None:
    sender = batch.created_by
    if sender is not None and IMPORT_LIFE.is_for("confirm", batch, sender):
        raise ValidationError(gettext("Who brought this in confirms it herself."), code="own")


@IMPORT_LIFE.needs("undo")
def is_a_kind_that_goes_back(batch: Any) -> None:
    if stays := kind_named(batch.kind).stays:
        raise ValidationError(str(stays), code="stays")
