"""The approver's queue: what waits for this person, each with what she needs to decide; one decision or many."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deciding.waiting import KINDS, Waiting, may_decide, waiting_for
from editing.acting import refusals_of
from editing.keys import key_in
from editing.shown import last_told
from editing.wishes import Wishes
from people.signed_in import person_of
from thai.collation import sort_key

ON_A_PAGE = 50
_COMMENT, _SAID = "comment-", "said in the queue"


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, oldest first; take a decision on one row or approve many."""
    user = person_of(request)
    if not may_decide(user):
        raise PermissionDenied
    everything = waiting_for(user)
    if request.method == "POST":
        _decide(request, everything)
        _keep_what_was_said(request)
        return HttpResponseRedirect(request.get_full_path())
    chosen, wishes = _chosen(request, everything)
    rows = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    _give_back_what_was_said(request, everything)
    context = {
        "rows": rows,
        "address": wishes.address,
        "everything": everything,
        "for_her": sum(not row.is_own for row in everything),
        "wishes": wishes,
        "kinds": [
            (kind.name, kind.label, count)
            for kind in KINDS
            if (count := sum(row.kind is kind for row in everything))
        ],
        "organisations": _organisations(everything),
        "selectable": sum(row.may_approve for row in rows),
    }
    return TemplateResponse(request, "deciding/queue.html", context)


def _chosen(request: HttpRequest, rows: list[Waiting]) -> tuple[list[Waiting], Wishes]:
    """Return the rows that the address asks for, and what it asks for."""
    wishes = Wishes(request.GET)
    if kind := wishes.take("kind", {known.name for known in KINDS}):
        rows = [row for row in rows if row.kind.name == kind]
    if organisation := wishes.take("organisation", {_organisation_key(row) for row in rows}):
        rows = [row for row in rows if _organisation_key(row) == organisation]
    if wishes.take("sort", {"newest"}):
        own, others = [row for row in rows if row.is_own], [row for row in rows if not row.is_own]
        rows = [*others[::-1], *own[::-1]]
    return rows, wishes


def _organisation_key(row: Waiting) -> str:
    return str(row.organisation.pk) if row.organisation else ""


def _organisations(rows: list[Waiting]) -> list[tuple[str, str]]:
    names = {_organisation_key(row): str(row.organisation) for row in rows if row.organisation}
    return sorted(names.items(), key=lambda pair: sort_key(pair[1]))


def _decide(request: HttpRequest, everything: list[Waiting]) -> None:
    """Each decision stands alone: one that is refused is told, and the others go through."""
    by_key = {row.key: row for row in everything}
    if key := request.POST.get("return"):
        said = request.POST.get(f"{_COMMENT}{key}", "").replace("\x00", "")
        _send_back(request, key, by_key.get(key), said)
        return
    one = request.POST.get("approve")
    keys = [one] if one else request.POST.getlist("row")
    if not keys:
        messages.warning(request, _("Tick at least one row to approve."))
        return
    approved = 0
    rows = [(key, by_key.get(key)) for key in dict.fromkeys(keys)]
    for key, row in sorted(rows, key=lambda each: each[1] is None or not each[1].kind.comes_first):
        refused = [_gone(request, key)] if row is None else _approve(request, row)
        approved += not refused
        for sentence in refused:
            messages.error(request, f"{_name(row)}: {sentence}" if row else sentence)
    if approved:
        messages.success(request, _("%(count)s approved.") % {"count": approved})


def _keep_what_was_said(request: HttpRequest) -> None:
    """What is typed in one row is not lost by a decision on another: it stays for as long as its row does."""
    typed = {
        name.removeprefix(_COMMENT): text.replace("\x00", "")
        for name, text in request.POST.items()
        if name.startswith(_COMMENT) and isinstance(text, str)
    }
    said = {**request.session.get(_SAID, {}), **typed}
    if any(said.values()) or _SAID in request.session:
        request.session[_SAID] = {key: text for key, text in said.items() if text.strip()}


def _give_back_what_was_said(request: HttpRequest, rows: list[Waiting]) -> None:
    said = request.session.get(_SAID, {})
    if not said:
        return
    for row in rows:
        row.said = said.get(row.key, "")
    request.session[_SAID] = {row.key: row.said for row in rows if row.said}


def _approve(request: HttpRequest, row: Waiting) -> list[str]:
    approve = row.kind.approve
    if approve is None:
        return [_("Its own page shows more than this row does: decide there.")]
    return refusals_of(
        lambda: row.decide(lambda record: approve(record, by=person_of(request), seen=record.shown))
    )


def _send_back(request: HttpRequest, key: str, row: Waiting | None, said: str) -> None:
    send = row.kind.send_back if row else None
    if row is None or send is None:
        refused = [_gone(request, key)]
    else:
        refused = refusals_of(lambda: row.decide(lambda record: send(record, person_of(request), said)))
        if not refused:
            messages.success(request, _("%(what)s: sent back.") % {"what": _name(row)})
    for sentence in refused:
        messages.error(request, f"{_name(row)}: {sentence}" if row else sentence)
    if refused and said.strip():
        messages.info(request, _("You wrote: %(comment)s") % {"comment": said.strip()})


def _name(row: Waiting) -> str:
    return f"{row.of or row.year or row.region}, {row.title}"


def _gone(request: HttpRequest, key: str) -> str:
    """What became of a thing that does not wait as it was shown: which it is, who came first, and what came of it."""
    name, _dash, rest = key.partition("-")
    kind = next((each for each in KINDS if each.name == name), None)
    pk = key_in(rest.partition("-")[0])
    records: Any = kind.rows(person_of(request)).model._default_manager if kind else None
    record = records.visible_to(person_of(request)).filter(pk=pk).first() if kind and pk else None
    if kind is None or record is None:
        return _("One of these does not wait for you any more, or has changed since you opened the page.")
    gone = _("It does not wait for you as the page showed it. Nothing was done by your press.")
    return f"{record} ({kind.label}): {gone} {last_told(record)}"
