"""What an organisation does with its report: begin it, write in it, send it, take it back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centres.models import TargetNetwork
from grants.agreements.instalment import Instalment
from grants.agreements.life import INSTALMENT_LIFE, InstalmentState
from grants.reports.checks import answers_to, kept_of
from grants.reports.life import REPORT_LIFE
from grants.reports.report import ACTIVITY, KNOWN, MONEY, STEPS, Report
from grants.reports.report_parts import ParticipantCount, UnreadFigure
from grants.reports.told import people_of, take, take_anew
from people.models import User
from thai.sentences import gettext


def begin(instalment: Instalment, *, by: User) -> Report:
    """Return the report of a paid instalment, begun if there is none, with what it starts from filled in."""
    with transaction.atomic():
        held = instalment.hold()
        existing = Report.objects.filter(instalment=held).first()
        if existing is not None and INSTALMENT_LIFE.is_for("report", held, by):
            return existing
        INSTALMENT_LIFE.require("report", held, by)
        report = Report.of(held)
        report.full_clean()
        report.store(by=by)
    return report


def write(
    report: Report,
    values: dict[str, Any],
    people: dict[TargetNetwork | None, int] | None = None,
    unread: dict[str, str] | None = None,
    *,
    by: User,
    version: int,
) -> None:
    """Save a draft: fields of the two parts, and how many people of which network took part.

    `values["activities"]` are the keys of the reports on activities to which it points. Where nobody typed how many
    took part, they are counted from these.

    `values["checks"]` are answers to the office's checklist; what is asked no more is left out.

    A draft may be unbalanced and incomplete. `unread` are figures as they were typed, by field, that cannot
    be read; they are kept in place of those kept before, and count as nothing. Raises ValidationError when
    someone saved a newer version.
    """
    with REPORT_LIFE.doing("write", report, by) as held:
        if held.version != version:
            raise ValidationError(
                gettext("Someone has saved this report since you opened it."), code="newer_version"
            )
        unread = unread or {}
        if "activities" in values:
            keys = values["activities"]
            if keys and not values.get("participants") and not any((people or {}).values()) and not unread:
                people = people_of(held, keys, by)
                values = values | {"participants": sum(people.values())}
            values = values | {"activities": take(held, keys, by)}
        if "checks" in values:
            answers = answers_to(held.agreement, kept_of(values["checks"]))
            values = values | {"checks": kept_of(answers)}
        values = values | {name: 0 for name in ("participants", *MONEY) if name in unread}
        for name, value in values.items():
            if name not in (*ACTIVITY, *MONEY) or name in KNOWN:
                raise ValueError(f"{name} is not written by hand")
            setattr(held, name, value)
        held.fill_in()
        held.full_clean(exclude=["instalment"])
        if people is not None:
            held.participant_counts.all().delete()
            for network, count in people.items():
                if count:
                    counted = ParticipantCount(report=held, network=network, people=count)
                    counted.full_clean()
                    counted.save()
        held.unread_figures.all().delete()
        for field, text in unread.items():
            held.unread_figures.create(field=field, text=text[: UnreadFigure.LONGEST])
        held.store(by=by, why=gettext("draft saved"), fields=[*values, *KNOWN])


def send(report: Report, *, by: User) -> None:
    """Hand the report in. Raises ValidationError naming all that is missing or does not add up."""
    with REPORT_LIFE.doing("send", report, by) as held:
        held.fill_in()
        gone = take_anew(held)
        if gone:
            raise ValidationError({"activities": [_not_sent_any_more(activity) for activity in gone]})
        held.check_complete()
        held.checks = kept_of(answers_to(held.agreement, held.checks))
        held.sent_by, held.sent_at = by, timezone.now()
        held.mentored_by = held.mentored_at = held.accepted_by = held.accepted_at = None
        held.comments.filter(settled_at=None).update(settled_at=timezone.now())
        held.store(by=by, why=gettext("sent"), fields=[*KNOWN, "activities", "checks", *STEPS])


def _not_sent_any_more(activity: str) -> str:
    said = gettext(
        "The report on “%(activity)s” is being written again. Wait until it is sent, or leave it out here."
    )
    return said % {"activity": activity}


def take_back(report: Report, *, by: User) -> None:
    """Make what one has sent oneself a draft again, to correct it, while nobody has reviewed it."""
    with REPORT_LIFE.doing("take_back", report, by) as held:
        held.store(by=by, why=gettext("taken back by its sender"), fields=["state"])


@INSTALMENT_LIFE.needs("report")
def has_no_report(instalment: Instalment) -> None:
    if getattr(instalment, "report", None) is not None:
        raise ValidationError(gettext("Its report is begun already."), code="begun")


@REPORT_LIFE.needs("send")
def _is_of_money_that_was_paid(report: Report) -> None:
    # The payment may have been taken back since the report was begun.
    if report.instalment.state != InstalmentState.PAID:
        raise ValidationError(str(INSTALMENT_LIFE["report"].refused), code="state")
