"""Writing an agreement before it is signed: drawing it up, changing it, splitting it; and the scan of its paper."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import F

from editing.uploads import take_in
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE
from grants.budget.allocation import Allocation
from grants.budget.life import ALLOCATION_LIFE
from grants.budget.programme import Programme
from people.models import User
from thai.amounts import NO_BAHT
from thai.money_words import format_baht
from thai.sentences import gettext


def draw_up(allocation: Allocation, amount: Decimal, *, by: User, **details: object) -> Agreement:
    """Begin an agreement on what an organisation is granted; it gets the programme's next running number."""
    with ALLOCATION_LIFE.doing("draw_up", allocation, by) as held:
        agreement = Agreement(allocation=held, amount=amount, number=_next_number(held.programme), **details)
        agreement.full_clean()
        agreement.store(by=by)
    return agreement


def _next_number(programme: Programme) -> str:
    Programme.objects.filter(pk=programme.pk).update(agreements_numbered=F("agreements_numbered") + 1)
    programme.refresh_from_db(fields=["agreements_numbered"])
    return str(
        settings.AGREEMENT_NUMBER.format(
            region=programme.region_id, year=programme.fiscal_year, number=programme.agreements_numbered
        )
    )


def change(agreement: Agreement, *, by: User, version: int, **details: object) -> None:
    """Change what a draft says; a signed agreement changes by amendment only."""
    with AGREEMENT_LIFE.doing("change", agreement, by) as held:
        held.require_version(version)
        for name, value in details.items():
            setattr(held, name, value)
        held.full_clean(exclude=["allocation"])
        held.store(by=by, why=gettext("draft changed"), fields=details)


def split(agreement: Agreement, parts: Sequence[Instalment], *, by: User, version: int | None = None) -> None:
    """Write the instalments of a draft anew. Raises ValidationError unless they add up to the amount."""
    with AGREEMENT_LIFE.doing("split", agreement, by) as held:
        if version is not None:
            held.require_version(version)
        check_parts(held.amount, parts)
        held.instalments.all().delete()
        for number, part in enumerate(parts, 1):
            part.agreement, part.number = held, number
            part.full_clean()
            part.store(by=by)
        held.store(by=by, why=gettext("instalments written"), fields=[])


def attach_scan(agreement: Agreement, scan: UploadedFile, *, by: User) -> None:
    """Keep the scan of the signed paper. Raises ValidationError unless it is a PDF or a picture."""
    taken = take_in(scan)
    with AGREEMENT_LIFE.doing("attach_scan", agreement, by) as held:
        held.scan = taken.file
        held.store(by=by, why=gettext("scan attached"), fields=["scan"])


def check_parts(amount: Decimal, parts: Sequence[Instalment]) -> None:
    """Refuse instalments that do not add up to the amount."""
    total = sum((part.amount for part in parts), NO_BAHT)
    if total != amount:
        raise ValidationError(
            gettext("The instalments add up to %(total)s baht, the agreement is of %(amount)s baht.")
            % {"total": format_baht(total), "amount": format_baht(amount)},
            code="instalments",
        )
