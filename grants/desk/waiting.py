"""What waits for a decision: of which kinds, whom each kind is for, and what a person needs to know to decide."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.force import put_in_force, take_back
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.agreements.payment_requests import approve_payment, send_payment_back
from grants.budget.programme import Programme
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.reports.money import read_money
from grants.reports.report import Report
from grants.reports.reviewing import accept_as_mentor, accept_as_region, send_back
from grants.year.settlement import Settlement
from people.roles import PAYING_ROLES, REVIEWING_ROLES, STAFF_ROLES, Role
from thai.dates import format_date
from thai.money_words import format_baht

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, with the facts that a decision needs."""

    kind: "Kind"
    record: Any
    title: str
    agreement: Agreement | None
    programme: Programme
    amount: Decimal
    since: datetime
    asked_by: Any
    url: str
    facts: list[Fact] = field(default_factory=list)
    text: str = ""  # what its asker wrote: what was done, why
    why_not: str = ""  # why this person does not approve it, if she does not

    @property
    def key(self) -> str:
        """Names the record as it was seen: a decision on anything else is refused."""
        seen = getattr(self.record, "shown", "") or getattr(self.record, "version", 0)
        return f"{self.kind.name}-{self.record.pk}-{seen}"

    @property
    def organisation(self) -> Any:
        return self.agreement.organisation if self.agreement else None

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localtime(self.since).date()).days

    def decide(self, action: Callable[[Any], None]) -> None:
        """Do it to the record as it was seen. Raises ValidationError when it has changed since."""
        held = self.record
        if hasattr(held, "version") and held.hold().version != held.version:
            raise ValidationError(
                gettext("It has changed since you opened the page. Look at it again."), code="newer_version"
            )
        action(held)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that waits: for whom, and how it is approved and sent back."""

    name: str
    label: Any
    tag: Any  # for whom or what a row of it is, beside its title
    roles: tuple[Role, ...]
    rows: Callable[[Any], "QuerySet[Any]"]  # what the person may see of it
    region: str  # the way from a record to its region
    told: Callable[["Kind", Any, Any], Waiting]
    approve: Callable[[Any, Any], None]
    send_back: Callable[[Any, Any, str], None]
    back_label: Any
    back_help: Any
    asks_why: bool = True
    prepare: Callable[[list[Any]], None] = lambda records: None  # read for all rows what each is shown with

    def for_person(self, user: Any) -> list[Waiting]:
        if not (user.sees_every_region or user.has_role(*self.roles)):
            return []
        rows = self.rows(user)
        if not user.sees_every_region:
            rows = rows.filter(**{f"{self.region}__in": user.region_numbers(*self.roles)})
        records = list(rows)
        self.prepare(records)
        return [self.told(self, record, user) for record in records]


def may_decide(user: Any) -> bool:
    """Whether anything at all can wait for this person."""
    return bool(user.sees_every_region or user.has_role(*{role for kind in KINDS for role in kind.roles}))


def waiting_for(user: Any) -> list[Waiting]:
    """Everything that waits for a person's decision, what has waited longest first."""
    rows = [row for kind in KINDS for row in kind.for_person(user)]
    return sorted(rows, key=lambda row: (row.since, row.key))


def _own(user: Any, *before: Any) -> str:
    if user.pk in before:
        return gettext("You asked for this or accepted it before; another person decides.")
    return ""


_TO_PARTS = "instalment__agreement__allocation__programme"
_TO_AGREEMENT = "agreement__allocation__programme"


def _reports(rows: Any) -> "QuerySet[Any]":
    counted = rows.with_everything().annotate(files=Count("evidence"))
    return counted.select_related("sent_by", "mentored_by").exclude(**{f"{_TO_PARTS}__state": "closed"})


def _told_report(kind: Kind, report: Report, user: Any) -> Waiting:
    is_mentored = report.state == Report.State.MENTORED
    since = report.mentored_at if is_mentored else report.sent_at
    facts = [
        (gettext("Money at hand"), format_baht(report.carried + report.received + report.interest)),
        (gettext("Spent"), format_baht(report.spending)),
        (gettext("Returned to NHSO already"), format_baht(report.returned)),
        (gettext("Left"), format_baht(report.end)),
        (gettext("Participants"), f"{report.participants:,}"),
        (gettext("Files"), str(report.files)),  # type: ignore[attr-defined]
    ]
    if is_mentored:
        facts.append((gettext("Accepted by the mentor"), str(report.mentored_by)))
    return Waiting(
        kind,
        report,
        gettext("Report of instalment %(number)s") % {"number": report.instalment.number},
        report.agreement,
        report.agreement.programme,
        report.received,
        since or timezone.now(),
        report.sent_by,
        reverse("report", args=[report.pk]),
        facts,
        report.done,
        report.LIFE.why_not("accept_as_region" if is_mentored else "accept_as_mentor", report, user),
    )


def _payments(user: Any) -> "QuerySet[Any]":
    rows = Instalment.objects.visible_to(user).to_approve().with_report_before().with_everything()
    return rows.select_related("requested_by").filter(**{f"{_TO_AGREEMENT}__state": "open"})


def _told_payment(kind: Kind, part: Instalment, user: Any) -> Waiting:
    agreement = part.agreement
    facts = [
        (gettext("Agreement"), format_baht(agreement.amount)),
        (gettext("Paid so far"), format_baht(agreement.paid)),
        (gettext("Left to pay after this"), format_baht(agreement.unpaid - part.amount)),
    ]
    if part.due_on:
        facts.append((gettext("Due on"), format_date(part.due_on)))
    if part.waits_for:
        facts.append((gettext("Condition"), part.waits_for))
    if part.number > 1:
        facts.append(
            (
                gettext("Report before"),
                gettext("instalment %(number)s, accepted") % {"number": part.number - 1},
            )
        )
    return Waiting(
        kind,
        part,
        gettext("Payment of instalment %(number)s") % {"number": part.number},
        agreement,
        agreement.programme,
        part.amount,
        part.requested_at or timezone.now(),
        part.requested_by,
        reverse("agreement", args=[agreement.pk]),
        facts,
        "",
        INSTALMENT_LIFE.why_not("approve", part, user),
    )


def _signed(user: Any) -> "QuerySet[Any]":
    rows = Agreement.objects.visible_to(user).filter(
        state=Agreement.State.SIGNED, allocation__programme__state="open"
    )
    versions = Agreement.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    signed_at = Subquery(versions.values("history_date")[:1])
    return rows.with_everything().select_related("signed_by").annotate(signed_at=signed_at)


def _told_signed(kind: Kind, agreement: Agreement, user: Any) -> Waiting:
    signed_by: Any = agreement.signed_by
    return Waiting(
        kind,
        agreement,
        gettext("Agreement to be put in force"),
        agreement,
        agreement.programme,
        agreement.amount,
        agreement.signed_at,  # type: ignore[attr-defined]
        signed_by,
        reverse("agreement", args=[agreement.pk]),
        [
            (gettext("Number on the paper"), agreement.number_as_typed or "—"),
            (gettext("Signed on"), format_date(agreement.signed_on) if agreement.signed_on else "—"),
            (gettext("Last day"), format_date(agreement.ends_on) if agreement.ends_on else "—"),
        ],
        "",
        AGREEMENT_LIFE.why_not("put_in_force", agreement, user),
    )


def _requests(model: Any, user: Any) -> "QuerySet[Any]":
    """The requests of a kind that wait in the open years that the person may see."""
    rows = model.objects.visible_to(user).waiting().with_everything()
    return rows.filter(**{f"{model.PROGRAMME}__state": "open"})


def _told_request(
    kind: Kind, request: Any, user: Any, title: str, agreement: Any, amount: Decimal, facts: list[Fact]
) -> Waiting:
    return Waiting(
        kind,
        request,
        title,
        agreement,
        request.programme,
        amount,
        request.requested_at,
        request.requested_by,
        request.get_absolute_url(),
        facts,
        getattr(request, "reason", ""),
        request.LIFE.why_not("approve", request, user),
    )


def _amendments(user: Any) -> "QuerySet[Any]":
    rows = _requests(Amendment, user)
    if not user.sees_every_region:
        rows = rows.filter(needs_head_office=False)
    return rows.prefetch_related("agreement__instalments")


def _told_amendment(kind: Kind, amendment: Amendment, user: Any) -> Waiting:
    before, after = amendment.before, amendment.after
    is_change = amendment.kind == Amendment.Kind.CHANGE
    facts: list[Fact] = []
    if not is_change:
        facts.append((gettext("Paid so far"), format_baht(amendment.agreement.paid)))
    elif before["amount"] != after["amount"]:
        facts.append(
            (gettext("Amount"), _moved(format_baht(Decimal(said["amount"])) for said in (before, after)))
        )
    if is_change and _amounts(before) != _amounts(after):
        facts.append((gettext("Instalments"), _moved(_amounts(said) for said in (before, after))))
    if is_change and before["ends_on"] != after["ends_on"]:
        facts.append((gettext("Last day"), _moved(_day(said["ends_on"]) for said in (before, after))))
    if is_change and _days(before) != _days(after):
        facts.append((gettext("Instalments due on"), _moved(_days(said) for said in (before, after))))
    if amendment.needs_head_office:
        facts.append((gettext("Decided by"), gettext("head office")))
    title = gettext("Amendment") if is_change else gettext("Cancellation of the agreement")
    amount = Decimal(after["amount"]) if is_change else Decimal(before["amount"])
    return _told_request(kind, amendment, user, title, amendment.agreement, amount, facts)


def _moved(pair: Iterable[str]) -> str:
    return " → ".join(pair)


def _day(written: str) -> str:
    return format_date(date.fromisoformat(written)) if written else "—"


def _days(picture: dict[str, Any]) -> str:
    return ", ".join(_day(part["due_on"]) for part in picture["instalments"])


def _amounts(picture: dict[str, Any]) -> str:
    return " + ".join(format_baht(Decimal(part["amount"])) for part in picture["instalments"])


def _told_settlement(kind: Kind, settlement: Settlement, user: Any) -> Waiting:
    facts = [
        (gettext("What became of it"), settlement.get_how_display()),
        (gettext("Left"), format_baht(settlement.left)),
        (gettext("Accounted for"), format_baht(settlement.set_aside)),
    ]
    if settlement.document_number:
        facts.append((gettext("Document number"), settlement.document_number))
    if settlement.undoes:
        facts.append((gettext("What it undoes:"), settlement.undoes.reason))
    title = gettext("Unspent money accounted for")
    if settlement.undoes:
        title = gettext("Unspent money not accounted for any more")
    return _told_request(kind, settlement, user, title, settlement.agreement, settlement.amount, facts)


def _told_correction(kind: Kind, correction: Correction, user: Any) -> Waiting:
    entry = correction.entry
    facts = [
        (gettext("Recorded"), entry.get_kind_display()),
        (gettext("Recorded as of"), format_date(entry.on)),
        (gettext("Its document"), entry.document_number),
        (gettext("Right amount"), format_baht(correction.right_amount)),
        (gettext("Document number"), correction.document_number),
    ]
    if entry.kind == Entry.Kind.PAYMENT:
        title = gettext("Payment of instalment %(number)s that did not happen")
        title %= {"number": correction.instalment.number}
    else:
        title = gettext("Return of money that was recorded wrongly")
    return _told_request(kind, correction, user, title, entry.agreement, correction.counted, facts)


def _told_return(kind: Kind, notice: ReturnNotice, user: Any) -> Waiting:
    facts = [
        (gettext("Unspent money"), format_baht(notice.unspent)),
        (gettext("Interest"), format_baht(notice.interest)),
        (gettext("Left"), format_baht(notice.left)),
        (gettext("Sent back on"), format_date(notice.on)),
        (gettext("Document number"), notice.document_number),
        (gettext("Transfer slip"), gettext("attached") if notice.slip else gettext("none")),
    ]
    return _told_request(
        kind, notice, user, gettext("Money sent back"), notice.agreement, notice.total, facts
    )


_RETURN = _("Send back")
_WHAT_TO_CHANGE = _("What has to be corrected?")
_WHY_REFUSED = _("Why is it refused?")


def _asked(
    name: str, model: Any, label: Any, tag: Any, told: Any, rows: Callable[[Any], Any] | None = None
) -> Kind:
    """A kind of request: all are decided in the same way."""
    return Kind(
        name,
        label,
        tag,
        model.LIFE["approve"].roles,
        rows or (lambda user: _requests(model, user)),
        f"{model.PROGRAMME}__region",
        told,
        lambda request, by: request.approve(by=by, seen=request.shown),
        lambda request, by, said: request.refuse(by=by, seen=request.shown, answer=said),
        _("Refuse"),
        _WHY_REFUSED,
        prepare=model.read_figures,
    )


KINDS = (
    Kind(
        "mentor",
        _("Reports for the mentor"),
        _("mentor's step"),
        REVIEWING_ROLES,
        lambda user: _reports(Report.objects.visible_to(user).for_mentor()),
        f"{_TO_PARTS}__region",
        _told_report,
        lambda report, by: accept_as_mentor(report, by=by, seen=report.shown),
        lambda report, by, said: send_back(report, {"": said}, by=by, seen=report.shown),
        _RETURN,
        _WHAT_TO_CHANGE,
    ),
    Kind(
        "region",
        _("Reports for the region"),
        _("region's step"),
        STAFF_ROLES,
        lambda user: _reports(Report.objects.visible_to(user).for_region()),
        f"{_TO_PARTS}__region",
        _told_report,
        lambda report, by: accept_as_region(report, by=by, seen=report.shown),
        lambda report, by, said: send_back(report, {"": said}, by=by, seen=report.shown),
        _RETURN,
        _WHAT_TO_CHANGE,
        prepare=lambda reports: read_money(report.agreement for report in reports),
    ),
    Kind(
        "payment",
        _("Requested payments"),
        _("payment"),
        PAYING_ROLES,
        _payments,
        f"{_TO_AGREEMENT}__region",
        _told_payment,
        lambda part, by: approve_payment(part, by=by, seen=part.shown),
        lambda part, by, said: send_payment_back(part, by=by, comment=said),
        _RETURN,
        _("What has to change?"),
    ),
    Kind(
        "signed",
        _("Signed agreements"),
        _("signed"),
        STAFF_ROLES,
        _signed,
        "allocation__programme__region",
        _told_signed,
        lambda agreement, by: put_in_force(agreement, by=by, seen=agreement.shown),
        lambda agreement, by, _said: take_back(agreement, by=by),
        _("Take back to draft"),
        _("The agreement becomes a draft again, to be corrected and signed anew."),
        asks_why=False,
    ),
    _asked("amendment", Amendment, _("Amendments"), _("amendment"), _told_amendment, _amendments),
    _asked("return", ReturnNotice, _("Returns of money"), _("return of money"), _told_return),
    _asked("correction", Correction, _("Corrections of the ledger"), _("correction"), _told_correction),
    _asked("settlement", Settlement, _("Unspent money"), _("year's end"), _told_settlement),
)
