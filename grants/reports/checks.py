"""The office's checklist for reports: what has to be true of one before it is sent, or the writer says why not."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.texts import LineField
from grants.agreements.agreement import Agreement
from people.models import Visitor
from regions.models import Region
from spreadsheets.models import history


class ReportCheckQuerySet(models.QuerySet["ReportCheck"]):
    def visible_to(self, user: Visitor) -> "ReportCheckQuerySet":
        """Those of the regions a person may read, and those that head office set for all."""
        return self.filter(Q(region=None) | Q(region__in=Region.objects.visible_to(user)))

    def of_agreement(self, agreement: Agreement) -> "ReportCheckQuerySet":
        """What a report under the agreement is asked: head office's first, then the region's own."""
        programme = agreement.programme
        asked = self.filter(Q(region=None) | Q(region=programme.region_id), of_year(programme.fiscal_year))
        return asked.order_by(F("region").asc(nulls_first=True), "order", "pk")


class ReportCheck(OfYears, Held):
    """One thing that the office wants to be true of a report; without a region it is asked in every region.

    What was answered is kept with the report, in the words of that day, so a check may be reworded or end.
    """

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_checks",
        verbose_name=_("region"),
        help_text=_("Without a region it is asked in every region; head office sets it."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    words = LineField(
        _("what has to be true"),
        max_length=255,
        help_text=_("As the writer of a report confirms it, such as “The bank book is updated to this day”."),
    )

    objects = ReportCheckQuerySet.as_manager()
    history = history()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("check of reports")
        verbose_name_plural = _("checklist for reports")
        ordering = [F("region").asc(nulls_first=True), "order", "pk"]

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """What the writer of a report said to one check: that it is so, or why not; `words` as she read them."""

    check: int
    words: str
    is_met: bool = False
    why: str = ""

    @property
    def is_answered(self) -> bool:
        return self.is_met or bool(self.why.strip())


def answers_in(kept: Iterable[dict[str, object]]) -> list[CheckAnswer]:
    """What a report keeps of them, as answers."""
    return [
        CheckAnswer(
            int(str(each["check"])), str(each["words"]), each["is_met"] is True, str(each.get("why") or "")
        )
        for each in kept
    ]


def kept_of(answers: Iterable[CheckAnswer]) -> list[dict[str, object]]:
    return [asdict(answer) for answer in answers]


def answers_to(agreement: Agreement, kept: Iterable[dict[str, object]]) -> list[CheckAnswer]:
    """An answer to each check of today: what is kept, where it was given to the same words, else none yet."""
    given = {(answer.check, answer.words): answer for answer in answers_in(kept)}
    return [
        given.get((check.pk, check.words), CheckAnswer(check.pk, check.words))
        for check in ReportCheck.objects.of_agreement(agreement)
    ]
