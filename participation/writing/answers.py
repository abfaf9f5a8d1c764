"""What the plan's page is told after each act, and while others write: only the rows that it does not show yet."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.shown import digest_of
from participation.models import Plan, PlanPresence
from participation.summaries import PlanSummary, plan_summary
from participation.writing.held import NewerWords
from people.models import User
from people.signed_in import person_of
from thai.initials import initials

Answer = dict[str, object]


def shape_of(summary: PlanSummary) -> str:
    """What stands for the order of the lines and the forms without one: where it differs, the table is drawn anew."""
    lines = [(line.pk, line.number, line.form_words) for line in summary.lines]
    return digest_of(lines, [form.pk for form in summary.forms_without_line])


def rows_unknown_to(request: HttpRequest, plan: Plan, known: str) -> Answer:
    """The rows of the plan that differ from what the page shows.

    `known` is what the page says of itself: the table's shape and each row's digest ("s:1f…,5:ab…,6:cd…").
    """
    summary = plan_summary(plan.region, plan.fiscal_year, person_of(request))
    shown = dict(entry.split(":", 1) for entry in known.split(",") if ":" in entry)
    context = {
        "summary": summary,
        "may_write": True,
        "may_detail": True,
        "may_promise": True,
        "shape": shape_of(summary),
    }
    if shown.get("s") != context["shape"]:
        return {
            "table": render_to_string("participation/parts/table.html", context, request),
            "covers": _covers(request, context),
        }
    rows = {
        str(line.pk): render_to_string("participation/parts/row.html", {**context, "line": line}, request)
        for line in summary.lines
        if shown.get(str(line.pk)) != line.shown
    }
    return {"rows": rows, "covers": _covers(request, context) if rows else ""}


def _covers(request: HttpRequest, context: dict[str, object]) -> str:
    """What the head of the page says of all lines together, which a changed one may change."""
    parts = ("participation/parts/covers.html", "participation/parts/touched.html")
    return "".join(render_to_string(part, context, request) for part in parts)


def people_at(plan: Plan, *, but: User) -> list[Answer]:
    """Who else has the plan open."""
    others = PlanPresence.objects.filter(plan=plan).now().exclude(user=but).select_related("user")
    return [
        {
            "name": str(each.user),
            "initials": initials(each.user.first_name or each.user.username),
            "line": each.line_id,
        }
        for each in others
    ]


def clock(at: datetime | None = None) -> str:
    """14:02"""
    return timezone.localtime(at).strftime("%H:%M")


def both_wordings(request: HttpRequest, newer: NewerWords) -> Answer:
    """The two texts of an item that two people reworded, for the person to choose from."""
    context: Mapping[str, object] = {
        "newer": newer,
        "item": newer.item,
        "at": clock(newer.at) if newer.at else "",
    }
    return {
        "kind": "newer",
        "sentence": _("Two people changed this item. Choose below what shall stand."),
        "item": newer.item.pk,
        "version": newer.item.version,
        "theirs": newer.item.text,
        "html": render_to_string("participation/parts/conflict.html", dict(context), request),
    }
