"""What the forms on an amendment's page send: one change each, kept with the version that stood before its writer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editing.acting import refusals_once
from participation.models import (
    AmendedLine,
    AmendmentChange,
    FormOfParticipation,
    PlanAmendment,
    PlanItem,
    PlanLine,
)
from participation.years.amending import Place, add, forget, insist, own_draft, reword, say_why, take_out
from participation.years.amending_lines import (
    Where,
    add_line,
    change_line,
    change_new_line,
    forget_line,
    take_out_line,
)
from participation.years.amendment_page import amendment_at, page_of, require_staff
from participation.years.steps import plan_at
from people.models import User
from people.signed_in import person_of

NEW, FIRST = "new-", "first"  # a line that is added, and the place above all lines, as the forms send them


@require_POST
def amend_from_text(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Take words that the plan no longer took as a change of the writer's own amendment.

    Takes `item` (key), `text`, and `base`, the version of the item that stood before her.
    """
    plan, by = plan_at(request, fiscal_year, region_number), person_of(request)
    require_staff(plan, by)
    text = request.POST.get("text", "")
    item = get_object_or_404(PlanItem.kept.filter(line__plan=plan), pk=_number(request, "item"))

    def propose() -> str:
        mine = own_draft(plan, by)
        reword(mine, item, text, base=_number(request, "base"), by=by)
        return mine.get_absolute_url()

    refused = refusals_once(request, propose)
    if refused:
        context = {"plan": plan, "unsaved": [(str(item), text)], "said": " ".join(refused)}
        return TemplateResponse(request, "participation/not_amended.html", context, status=409)
    messages.success(request, _("Your words stand in an amendment. Say why, and submit it."))
    return redirect(f"{own_draft(plan, by).get_absolute_url()}#item-{item.pk}")


@require_POST
def change_item(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> HttpResponse:
    """Write one change of an amendment, or the reason for all of them; `do` says which."""
    found, by = amendment_at(request, fiscal_year, region_number, pk), person_of(request)
    require_staff(found.plan, by)
    text, anchor = request.POST.get("text", ""), ""
    if request.POST.get("do") not in _CHANGES:
        raise Http404
    refused = refusals_once(request, lambda: _CHANGES[request.POST["do"]](request, found, text, by))
    if refused:
        for sentence in refused:
            messages.error(request, sentence)
        typed = [(_("What you typed"), each) for each in (text, _written(request)) if each]
        return page_of(request, amendment_at(request, fiscal_year, region_number, pk), typed, status=409)
    messages.success(request, _("The amendment is saved."))
    for name in ("item", "line"):
        if request.POST.get(name, "").isdecimal():
            anchor = f"#{name}-{request.POST[name]}"
            break
    return redirect(f"{found.get_absolute_url()}{anchor}")


def _reword(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    line = _place(request, found) if "line" in request.POST else None
    reword(
        found,
        _item(request, found),
        text,
        base=_number(request, "base"),
        by=by,
        line=line,
        shown=_shown(request),
    )


def _take_out(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    take_out(found, _item(request, found), base=_number(request, "base"), by=by, shown=_shown(request))


def _add(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    add(found, _place(request, found), request.POST.get("kind", ""), text, by=by)


def _forget(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    forget(found, _change(request, found), by=by, shown=_shown(request))


def _insist(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    insist(found, _change(request, found), text, base=_number(request, "base"), by=by, shown=_shown(request))


def _add_line(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    add_line(found, _form(request), number=_written(request), where=_where(request, found), by=by)


def _new_line(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    change, where = _line_change(request, found), _where(request, found)
    change_new_line(
        found,
        change,
        _form(request),
        number=_written(request),
        where=where,
        by=by,
        shown=_shown(request),
    )


def _line(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    base, where = _number(request, "base"), _where(request, found)
    change_line(
        found,
        _plan_line(request, found),
        _form(request),
        number=_written(request),
        base=base,
        where=where,
        by=by,
        shown=_shown(request),
    )


def _line_out(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    seen, base = request.POST.get("seen", ""), _number(request, "base")
    line = _plan_line(request, found)
    take_out_line(found, line, base=base, seen=seen, by=by, shown=_shown(request))


def _line_forget(request: HttpRequest, found: PlanAmendment, text: str, by: User) -> None:
    forget_line(found, _line_change(request, found), by=by, shown=_shown(request))


_CHANGES: dict[str, Callable[[HttpRequest, PlanAmendment, str, User], None]] = {
    "reason": lambda request, found, text, by: say_why(found, text, by=by, shown=_shown(request)),
    "reword": _reword,
    "out": _take_out,
    "add": _add,
    "forget": _forget,
    "insist": _insist,
    "line-add": _add_line,
    "line-new": _new_line,
    "line": _line,
    "line-out": _line_out,
    "line-forget": _line_forget,
}


def _item(request: HttpRequest, found: PlanAmendment) -> PlanItem:
    return get_object_or_404(PlanItem.kept.filter(line__plan=found.plan), pk=_number(request, "item"))


def _change(request: HttpRequest, found: PlanAmendment) -> AmendmentChange:
    return get_object_or_404(found.changes, pk=_number(request, "change"))


def _line_change(request: HttpRequest, found: PlanAmendment) -> AmendedLine:
    return get_object_or_404(found.line_changes, pk=_number(request, "line-change"))


def _plan_line(request: HttpRequest, found: PlanAmendment) -> PlanLine:
    return get_object_or_404(PlanLine.kept.filter(plan=found.plan), pk=_number(request, "line"))


def _place(request: HttpRequest, found: PlanAmendment) -> Place:
    """The line that an item is to stand in: one of the plan by key, or "new-" and the key of one that is added."""
    if request.POST.get("line", "").startswith(NEW):
        return get_object_or_404(found.line_changes.filter(what="add"), pk=_number(request, "line", NEW))
    return get_object_or_404(PlanLine, plan=found.plan, pk=_number(request, "line"))


def _where(request: HttpRequest, found: PlanAmendment) -> Where | None:
    """Where a line is to stand: behind one by key, first, or where it stands (nothing chosen)."""
    sent = request.POST.get("place", "")
    if not sent:
        return None
    return Where(
        None if sent == FIRST else get_object_or_404(PlanLine, plan=found.plan, pk=_number(request, "place"))
    )


def _form(request: HttpRequest) -> FormOfParticipation:
    return get_object_or_404(FormOfParticipation, pk=_number(request, "form"))


def _written(request: HttpRequest) -> str:
    """The number of a line as she typed it."""
    return request.POST.get("number", "")


def _shown(request: HttpRequest) -> str:
    """What the amendment said of this already when the page was opened; empty where it said nothing."""
    return request.POST.get("change_seen", "")


def _number(request: HttpRequest, name: str, behind: str = "") -> int:
    """A key or a version that the page sent, `behind` a word of ours. Raises Http404 for anything else."""
    sent = request.POST.get(name, "").removeprefix(behind)
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 16):
        raise Http404
    return int(sent)
