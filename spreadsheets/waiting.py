"""Tables that coordinators have sent to the regional office: looked at and decided on their own pages."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting, WaitingKind
from people.models import User
from people.roles import PAYING_ROLES
from spreadsheets.kinds import kinds
from spreadsheets.life import IMPORT_LIFE, BatchState
from spreadsheets.models import ImportBatch, ImportBatchQuerySet
from spreadsheets.preview import ShownPreview
from spreadsheets.resources import Change
from thai.money_words import format_baht


def _told(batch: ImportBatch) -> Waiting:
    preview = ShownPreview(batch)
    facts = [
        (gettext("New"), f"{preview.count[Change.NEW]:,}"),
        (gettext("Changed"), f"{preview.count[Change.CHANGED]:,}"),
    ]
    if moved := preview.moved_baht:
        facts += [
            (gettext("Raised by"), format_baht(moved["up"])),
            (gettext("Lowered by"), format_baht(moved["down"])),
        ]
    if preview.total_after is not None:
        facts.append((gettext("Total after the import"), format_baht(preview.total_after)))
    title = f"{batch.kind_of_table.label} {batch.fiscal_year}: {batch.filename}"
    url = reverse("import-batch", args=[batch.pk])
    return Waiting(batch, title, None, None, batch.asked_at or batch.created_at, batch.asked_by, url, facts)


def _asked(user: User) -> ImportBatchQuerySet:
    rows = ImportBatch.objects.visible_to(user).filter(
        state=BatchState.ASKED
    )  # a preview waits for its sender
    return rows.select_related("region", "created_by", "asked_by")


def _of_her_office(user: User) -> Q:
    """A coordinator sees what she has sent; who decides on it, the kind of table says."""
    if user.sees_every_region:
        return Q()
    hers = Q(pk__in=[])
    for name, kind in kinds().items():
        deciding = [role for role in PAYING_ROLES if role in kind.roles]
        if deciding and not kind.head_office_only:
            hers |= Q(kind=name, region__in=user.region_numbers(*deciding))
    return hers


IMPORTS = WaitingKind(
    name="import",
    label=_("Tables to be brought in"),
    tag=_("table"),
    life=IMPORT_LIFE,
    act="confirm",
    back="give_back",
    rows=_asked,
    told=_told,
    narrow=_of_her_office,
)
