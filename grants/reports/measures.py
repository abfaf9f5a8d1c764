"""What the year's grants tell of a plan's outcomes: "ผลการดำเนินงานตามนิติกรรมสัญญาครบถ้วนทุกแห่ง" (seed 000)."""

from decimal import Decimal

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.agreements.life import AgreementState, InstalmentState
from grants.budget.allocation import Allocation
from grants.reports.report import Report
from participation.models import Plan
from participation.outcomes.measures import Measure, Measured, Unmet, offers


def agreements_accounted_for(plan: Plan) -> Measured:
    """How many of the year's grants have an agreement of which every instalment's report is accepted."""
    agreements = Agreement.objects.exclude(state=AgreementState.CANCELLED).prefetch_related(
        "instalments__report"
    )
    grants = Allocation.objects.filter(
        programme__region=plan.region_id, programme__fiscal_year=plan.fiscal_year
    ).select_related("organisation")
    rows = list(grants.prefetch_related(Prefetch("agreements", agreements, to_attr="standing")))
    unmet = [missing for grant in rows if (missing := _unmet(grant)) is not None]
    return Measured(Decimal(len(rows) - len(unmet)), Decimal(len(rows)), unmet)


def _unmet(grant: Allocation) -> Unmet | None:
    standing: list[Agreement] = grant.standing  # type: ignore[attr-defined]
    if not standing:
        return Unmet(str(grant.organisation), gettext("no agreement yet"))
    for agreement in standing:
        parts = [part for part in agreement.instalments.all() if part.state != InstalmentState.CANCELLED]
        open_ = [str(part.number) for part in parts if not _is_accepted(part)]
        if open_ or not parts:
            said = gettext("no accepted report of instalment %(numbers)s") % {
                "numbers": ", ".join(open_) or "–"
            }
            return Unmet(str(grant.organisation), said, reverse("agreement", args=[agreement.pk]))
    return None


def _is_accepted(part: object) -> bool:
    report = getattr(part, "report", None)
    return report is not None and report.state == Report.State.ACCEPTED


offers(
    Measure(
        "agreements_accounted_for",
        _("agreements whose reports are all accepted"),
        "แห่ง",
        agreements_accounted_for,
    )
)
