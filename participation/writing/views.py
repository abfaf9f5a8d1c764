"""The doors of writing: one for what the page's script does, one that says who is here, and a line's plain form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from editing.keys import key_in
from editing.once import answered_once, once
from editing.refusals import sentence_for
from editing.shown import digest_of
from participation.life import PLAN_LIFE
from participation.models import FormOfParticipation, Plan, PlanLine, PlanPresence
from participation.taken_out import require_standing
from participation.writing.acts import write
from participation.writing.answers import Answer, both_wordings, clock, people_at, rows_unknown_to
from participation.writing.forms import LineForm
from participation.writing.held import Done, NewerWords
from people.open_sessions import asked_by_the_page
from people.signed_in import budgets_read_in, person_of


def _plan_to_write(request: HttpRequest, fiscal_year: int, region_number: int) -> Plan:
    """The plan at an address, as far as the person sees it. Raises PermissionDenied for who only reads it."""
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    plans = Plan.objects.visible_to(person_of(request)).select_related("region")
    plan = get_object_or_404(plans, region=region, fiscal_year=fiscal_year)
    if not PLAN_LIFE.is_for("write", plan, person_of(request)):
        raise PermissionDenied
    return plan


def _page_of(plan: Plan) -> str:
    return reverse("plan", args=[plan.fiscal_year, plan.region_id])


@require_POST
def write_in(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Do one act: tell a script what became different, lead a plain form back to the page."""
    plan = _plan_to_write(request, fiscal_year, region_number)
    status, answer = _done(request, plan)
    if request.accepts("text/html"):
        if status != 200:
            messages.error(
                request, str(answer.get("sentence") or _("Somebody else has changed this. Look at it again."))
            )
        line = answer.get("line")
        return HttpResponseRedirect(_page_of(plan) + (f"#line-{line}" if line else ""))
    known = request.POST.get("known")
    if known is not None:
        answer |= rows_unknown_to(request, plan, known)
    return JsonResponse({"at": clock(), **answer}, status=status)


def _done(request: HttpRequest, plan: Plan) -> tuple[int, Answer]:
    """Do what was sent, once however often it is sent; the status and what is to be said of it."""
    by, made = person_of(request), Done()
    sent = {name: str(value) for name, value in request.POST.items()}
    beside = ("known", "csrfmiddlewaretoken")  # what the page knows and shows may differ when it sends again
    meant = digest_of({name: value for name, value in sent.items() if name not in beside})

    def act() -> str:
        nonlocal made
        made = write(plan, sent, by=by)
        return f"{made.items[0] if made.items else ''}/{made.line or ''}/{meant}"

    try:
        item, line, done = once(request, act).split("/")
    except NewerWords as newer:
        return 409, both_wordings(request, newer)
    except ValidationError as error:
        sentence = " ".join(error.messages)
        kind = {"state": "closed", "taken_out": "taken_out"}.get(_code(error), "refused")
        return 409, {"kind": kind, "sentence": sentence}
    except IntegrityError as error:
        return 409, {"kind": "refused", "sentence": sentence_for(error)}
    except OperationalError:
        return 503, {
            "kind": "busy",
            "sentence": _("Somebody else is writing at this moment; it is tried again."),
        }
    items = made.items or ([int(item)] if item else [])  # sent a second time it made the same
    if done != meant:
        sentence = _("The page has sent something else under this name already. Look at it again.")
        return 409, {"kind": "sent_before", "items": items, "line": line, "sentence": sentence}
    said = {"items": items, "line": line, "undo": made.undo, "versions": made.versions}
    return 200, {"kind": "done", **said}


def _code(error: ValidationError) -> str:
    return str(getattr(error, "code", "") or "")


@asked_by_the_page
@require_POST
def here(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Say that a person has the page open, and tell her who else has, and what they have saved."""
    plan = _plan_to_write(request, fiscal_year, region_number)
    person, key = person_of(request), key_in(request.POST.get("line"))
    line = PlanLine.objects.filter(plan=plan, pk=key).first() if key is not None else None
    PlanPresence.note(plan, person, line)
    answer: Answer = {"here": people_at(plan, but=person), "open": plan.is_open}
    if not plan.is_open:
        answer["sentence"] = PLAN_LIFE.why_not("write", plan, person)
    return JsonResponse({**answer, **rows_unknown_to(request, plan, request.POST.get("known", ""))})


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, fiscal_year: int, region_number: int, pk: int) -> HttpResponse:
    """A line as a plain form: for who has no script, and as the card that a phone opens."""
    plan = _plan_to_write(request, fiscal_year, region_number)
    record = get_object_or_404(PlanLine.kept.select_related("form"), plan=plan, pk=pk)
    require_standing(record)
    may_write = PLAN_LIFE.open_to(plan, person_of(request))["write"]
    if request.method == "POST":
        return answered_once(request, lambda: _save_line(request, plan, record, may_write))
    return _line_page(request, plan, record, LineForm(plan, record), may_write)


def _save_line(request: HttpRequest, plan: Plan, record: PlanLine, may_write: bool) -> HttpResponse:
    form = LineForm(plan, record, {name: str(value) for name, value in request.POST.items()})
    form.save(by=person_of(request))
    if not form.is_saved:
        return _line_page(request, plan, record, form, may_write)
    if not PlanLine.objects.filter(pk=record.pk).exists():
        return HttpResponseRedirect(_page_of(plan))
    messages.success(request, _("Saved at %(time)s.") % {"time": clock()})
    return HttpResponseRedirect(f"{request.path}{form.goes_on_at}")


def _line_page(
    request: HttpRequest, plan: Plan, record: PlanLine, form: LineForm, may_write: bool
) -> HttpResponse:
    context = {
        "plan": plan,
        "line": record,
        "form": form,
        "forms": FormOfParticipation.objects.for_year(plan.fiscal_year),
        "may_write": may_write,
        "back": _page_of(plan),
    }
    return TemplateResponse(request, "participation/line.html", context)
