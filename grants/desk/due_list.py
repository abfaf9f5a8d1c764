"""Everyone's list of what is due: found, counted and cut into pages by the database, put into words by the page."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property

from deciding.due import SOURCES, DueRows, DueThing, rows_due
from editing.baht import BahtField
from editing.statements import read_of
from grants.agreements.agreement import Agreement, AgreementQuerySet
from grants.agreements.instalment import Instalment
from grants.agreements.life import UNPAID, InstalmentState
from grants.desk.due import Due, DueKind, dues_of
from grants.desk.standing import running, standings
from grants.payments.returns import ReturnNotice
from grants.reports.life import OPEN, ReportState
from grants.reports.money import left_of_rows, sum_of_rows
from grants.year.settlement import Settlement
from people.models import User
from people.rights import rights_of

_PART, _WHOLE = "instalment", "agreement"


class DueList(DueRows):
    """What is due under agreements, and what other rooms add: `others`, by the name of its kind (deciding.due).

    `kind` is one of DueKind's or the name of an added one; without one it is everything. Both `agreements` and
    `others` are made only where a statement is put together; what they depend on is told by `under` (DueRows).
    """

    named = ("source", "pk", "under_agreement")
    ordered = ("of",)

    def __init__(
        self,
        agreements: Callable[[], AgreementQuerySet],
        *,
        under: tuple[Hashable, ...],
        kind: str = "",
        only_late: bool = False,
        only_soon: bool = False,
        others: "Callable[[], Mapping[str, QuerySet[Model]]] | None" = None,
    ):
        super().__init__(
            ("due", *under, kind, settings.RETURN_DAYS), only_late=only_late, only_soon=only_soon
        )
        self._agreements = agreements
        self._kind = kind
        self._others = others

    @cached_property
    def _running(self) -> AgreementQuerySet:
        return running(self._agreements())

    def read(self, keys: Sequence[tuple[Any, ...]]) -> list[Due | DueThing]:
        wanted, agreements = defaultdict(list), set()
        for source, pk, agreement in keys:
            if source in (_PART, _WHOLE):
                agreements.add(agreement)
            else:
                wanted[source].append(pk)
        held = read_of(("agreements due",), sorted(agreements), _agreements_of)
        found: dict[tuple[str, int], Due | DueThing] = {
            (_PART if due.instalment else _WHOLE, due.key): due
            for standing in standings(held)
            for due in dues_of(standing)
        }
        for source, pks in wanted.items():
            found |= {(source, pk): thing for pk, thing in SOURCES[source].tell(pks).items()}
        # What somebody has done in this very moment is not due any more.
        return [found[key[0], key[1]] for key in keys if (key[0], key[1]) in found]

    def kinds(self) -> "list[QuerySet[Model]]":
        is_planned = Q(state=InstalmentState.PLANNED)
        by_kind = {
            DueKind.REPORT: self.reports,
            DueKind.RETURN: self.returns,
            DueKind.INSTALMENT: lambda: self.instalments().filter(is_planned),
            DueKind.PAYMENT: lambda: self.instalments().filter(~is_planned),
        }
        if self._kind in DueKind.values:
            return [by_kind[DueKind(self._kind)]()]
        others = [
            rows.annotate(source=Value(name, CharField()), under_agreement=Value(None, BigIntegerField()))
            for name, rows in (self._others() if self._others else {}).items()
            if self._kind in ("", name)
        ]
        return others if self._kind else [self.reports(), self.instalments(), self.returns(), *others]

    def reports(self) -> "QuerySet[Model]":
        """Paid instalments whose report is not accepted. It is due when the next is, for which it is the condition."""
        after = Instalment.objects.filter(agreement=OuterRef("agreement"), number=OuterRef("number") + 1)
        next_due = after.exclude(state=InstalmentState.CANCELLED).order_by().values("due_on")[:1]
        unreported = self._parts().filter(state=InstalmentState.PAID)
        return unreported.filter(Q(report=None) | ~Q(report__state=ReportState.ACCEPTED)).annotate(
            day=Coalesce(Subquery(next_due), F("agreement__ends_on"))
        )

    def reports_to_write(self) -> "QuerySet[Model]":
        """Those that lie with the organisation: not begun, not sent, or sent back."""
        return self.reports().filter(Q(report=None) | Q(report__state__in=OPEN))

    def reports_sent(self) -> "QuerySet[Model]":
        """Those that lie with who reads them: the mentor, then the region."""
        return self.reports().exclude(report=None).exclude(report__state__in=OPEN)

    def instalments(self) -> "QuerySet[Model]":
        """The next unpaid instalment of each agreement in force."""
        before = Instalment.objects.filter(
            agreement=OuterRef("agreement"), number__lt=OuterRef("number"), state__in=UNPAID
        )
        in_force = self._parts().filter(state__in=UNPAID, agreement__state=Agreement.State.ACTIVE)
        return in_force.filter(~Exists(before)).annotate(day=F("due_on"))

    def returns(self) -> "QuerySet[Model]":
        """Agreements that are over, paid and reported, and leave money with the organisation."""
        parts = Instalment.objects.filter(agreement=OuterRef("pk"))
        unpaid = parts.filter(state__in=UNPAID, agreement__state=Agreement.State.ACTIVE)
        unreported = parts.filter(state=InstalmentState.PAID).exclude(report__state=ReportState.ACCEPTED)
        is_over = Q(state__in=[Agreement.State.ENDED, Agreement.State.CANCELLED]) | Q(ends_on__lt=self._today)
        last_day = F("ends_on") + timedelta(days=settings.RETURN_DAYS)
        return (
            self._running.filter(is_over, ~Exists(unpaid), ~Exists(unreported))
            .alias(in_hand=_in_hand())
            .filter(in_hand__gt=0)
            .annotate(
                day=Cast(last_day, DateField()),
                source=Value(_WHOLE, CharField()),
                under_agreement=F("pk"),
                of=F("number"),
            )
            .order_by()
        )

    def returns_to_make(self) -> "QuerySet[Model]":
        """Those of which nobody has said yet that the money is sent back."""
        return self.returns().exclude(pk__in=ReturnNotice.objects.waiting().values("agreement"))

    def _parts(self) -> "QuerySet[Model]":
        rows = Instalment.objects.filter(agreement__in=self._running.order_by().values("pk")).order_by()
        return rows.annotate(
            source=Value(_PART, CharField()), under_agreement=F("agreement_id"), of=F("agreement__number")
        )


def due_list(
    user: User,
    *,
    region: str = "",
    organisation: str = "",
    kind: str = "",
    only_late: bool = False,
    only_soon: bool = False,
) -> DueList:
    """What a person sees due: of one region, of one organisation (then nothing that other rooms add), or of all."""

    def agreements() -> AgreementQuerySet:
        return agreements_in(user, region, organisation)

    return DueList(
        agreements,
        under=(rights_of(user), region, organisation),
        kind=kind,
        only_late=only_late,
        only_soon=only_soon,
        others=None if organisation else lambda: rows_due(user, region),
    )


def agreements_in(user: User, region: str = "", organisation: str = "") -> AgreementQuerySet:
    seen = Agreement.objects.visible_to(user)
    if region:
        seen = seen.filter(allocation__programme__region=int(region))
    return seen.filter(allocation__organisation=int(organisation)) if organisation else seen


def _agreements_of(keys: Sequence[int]) -> AgreementQuerySet:
    return Agreement.objects.filter(pk__in=keys).with_everything()


def _in_hand() -> ExpressionWrapper:
    """As Standing.in_hand: what accepted reports leave with the organisation and nobody has accounted for."""
    settled = Settlement.objects.standing().filter(agreement=OuterRef("pk"))
    explained = sum_of_rows(settled, "agreement", F("amount"))
    return ExpressionWrapper(left_of_rows() - explained, output_field=BahtField())
