"""Under an agreement: signed ones to be put in force, requested payments, and reports that were sent."""

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting, WaitingKind
from editing.written import read_writers
from grants.agreements.agreement import Agreement
from grants.agreements.force import put_in_force, take_back
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.agreements.payment_requests import approve_payment, send_payment_back
from grants.budget.programme import years_of
from grants.reports.evidence import Evidence
from grants.reports.life import REPORT_LIFE
from grants.reports.money import read_money
from grants.reports.report import Report
from grants.reports.reviewing import accept_as_mentor, accept_as_region, send_back
from people.models import User
from thai.dates import tell_date
from thai.money_words import format_baht


def _sent(user: User) -> "QuerySet[Report]":
    # Counted apart from the reports, so that who only counts these is not made to group them.
    files = Evidence.objects.filter(report=OuterRef("pk")).order_by().values("report")
    counted = Coalesce(Subquery(files.annotate(count=Count("pk")).values("count")), Value(0))
    rows = Report.objects.visible_to(user).with_everything().select_related("sent_by", "mentored_by")
    return rows.annotate(files=counted)


def _told_report(report: Report) -> Waiting:
    facts = [
        (gettext("Money at hand"), format_baht(report.carried + report.received + report.interest)),
        (gettext("Spent"), format_baht(report.spending)),
        (gettext("Returned to NHSO already"), format_baht(report.returned)),
        (gettext("Left"), format_baht(report.end)),
        (gettext("Participants"), f"{report.participants:,}"),
        (gettext("Files"), str(report.files)),  # type: ignore[attr-defined]
    ]
    if report.mentored_by:
        facts.append((gettext("Accepted by the mentor"), str(report.mentored_by)))
    return Waiting(
        report,
        gettext("Report of instalment %(number)s") % {"number": report.instalment.number},
        report.agreement,
        report.received,
        report.mentored_at or report.sent_at or timezone.now(),
        report.sent_by,
        reverse("report", args=[report.pk]),
        facts,
        report.done,
    )


def _prepare(reports: list[Report]) -> None:
    read_writers(reports)
    read_money(report.agreement for report in reports)


def _report_kind(act: str, name: str, label: Promise, tag: Promise, **more: Any) -> WaitingKind:
    return WaitingKind(
        name=name,
        label=label,
        tag=tag,
        life=REPORT_LIFE,
        act=act,
        back="send_back",
        rows=_sent,
        under=Report.UNDER,
        years=years_of,
        told=_told_report,
        send_back=lambda report, by, said: send_back(report, {"": said}, by=by, seen=report.shown),
        back_label=_("Send back"),
        back_help=_("What has to be corrected?"),
        wrote=lambda people: Q(pk__in=Report.objects.written_in_by(people).order_by().values("pk")),
        prepare=_prepare,
        **more,
    )


REPORTS = (
    _report_kind(
        "accept_as_mentor",
        "mentor",
        _("Reports for the mentor"),
        _("mentor's step"),
        approve=accept_as_mentor,
    ),
    _report_kind(
        "accept_as_region",
        "region",
        _("Reports for the region"),
        _("region's step"),
        approve=accept_as_region,
    ),
)


def _payments(user: User) -> "QuerySet[Instalment]":
    rows = Instalment.objects.visible_to(user).to_approve().with_report_before().with_everything()
    return rows.select_related("requested_by")


def _told_payment(part: Instalment) -> Waiting:
    agreement = part.agreement
    facts = [
        (gettext("Agreement"), format_baht(agreement.amount)),
        (gettext("Paid so far"), format_baht(agreement.paid)),
        (gettext("Left to pay after this"), format_baht(agreement.unpaid - part.amount)),
    ]
    if part.due_on:
        facts.append((gettext("Due on"), tell_date(part.due_on)))
    if part.waits_for:
        facts.append((gettext("Condition"), part.waits_for))
    if part.number > 1:
        accepted = gettext("instalment %(number)s, accepted") % {"number": part.number - 1}
        facts.append((gettext("Report before"), accepted))
    return Waiting(
        part,
        gettext("Payment of instalment %(number)s") % {"number": part.number},
        agreement,
        part.amount,
        part.requested_at or timezone.now(),
        part.requested_by,
        reverse("agreement", args=[agreement.pk]),
        facts,
    )


def _signed(user: User) -> "QuerySet[Agreement]":
    versions = Agreement.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    signed_at = Subquery(versions.values("history_date")[:1])
    rows = Agreement.objects.visible_to(user).with_everything()
    return rows.select_related("signed_by").annotate(signed_at=signed_at)


def _told_signed(agreement: Agreement) -> Waiting:
    facts = [
        (gettext("Number on the paper"), agreement.number_as_typed or "—"),
        (gettext("Signed on"), tell_date(agreement.signed_on) if agreement.signed_on else "—"),
        (gettext("Last day"), tell_date(agreement.ends_on) if agreement.ends_on else "—"),
    ]
    since: datetime = agreement.signed_at  # type: ignore[attr-defined]
    url = reverse("agreement", args=[agreement.pk])
    title = gettext("Agreement to be put in force")
    return Waiting(agreement, title, agreement, agreement.amount, since, agreement.signed_by, url, facts)


PAYMENTS_TO_APPROVE = WaitingKind(
    name="payment",
    label=_("Requested payments"),
    tag=_("payment"),
    life=INSTALMENT_LIFE,
    act="approve",
    back="send_back",
    rows=_payments,
    under=Instalment.UNDER,
    years=years_of,
    told=_told_payment,
    approve=approve_payment,
    send_back=lambda part, by, said: send_payment_back(part, by=by, seen=part.shown, comment=said),
    back_label=_("Send back"),
    back_help=_("What has to change?"),
)
SIGNED = WaitingKind(
    name="signed",
    label=_("Signed agreements"),
    tag=_("signed"),
    life=AGREEMENT_LIFE,
    act="put_in_force",
    back="take_back",
    rows=_signed,
    under=Agreement.UNDER,
    years=years_of,
    told=_told_signed,
    approve=put_in_force,
    send_back=lambda agreement, by, _said: take_back(agreement, by=by),
    back_label=_("Take back to draft"),
    back_help=_("The agreement becomes a draft again, to be corrected and signed anew."),
    asks_why=False,
)
