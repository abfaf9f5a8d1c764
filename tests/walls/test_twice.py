"""Every form that makes something makes it once: whoever presses twice finds one thing, not two."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from centres.models import OrganisationRole
from grants.models import Report
from grants.reports.life import ReportState
from grants.reports.writing import take_back
from people.models import User
from tests import make
from tests.html import Form, browser_of, forms_of, own_form
from tests.pictures import photograph
from tests.walls.addresses import Worlds, addresses, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.once]

_PLAN = "plans/<int:fiscal_year>/<int:region_number>/"
_AMENDED = f"{_PLAN}amendments/<int:pk>/change/"


@dataclass(frozen=True)
class Making:
    """A form that makes something: the page where it stands, its button, and what is typed into it."""

    page: str
    button: str = ""  # name=value, the value as a pattern
    typed: dict[str, str] = field(default_factory=dict)
    file: str = ""  # a pattern of the names under which files are attached
    makes: tuple[str, ...] = ()  # where it makes more than one kind of thing
    before: Callable[[], object] = lambda: None  # what brings the worlds to where the form is open
    who: tuple[str, ...] = ("head_office", "officer_6", "finance_6")


def open_reports() -> None:
    """Reports under agreements as their organisations have them before they are sent."""
    for report in Report.objects.filter(state=ReportState.SENT):
        take_back(report, by=report.sent_by)


_REASON = {"reason": "ด้วยเหตุผลหนึ่ง"}

MAKES: dict[str, Making] = {
    "agreements/draw-up/<int:allocation_pk>/": Making(
        "agreements/draw-up/<int:allocation_pk>/", "action=save"
    ),
    "programmes/<int:pk>/ceiling/": Making(
        "programmes/<int:pk>/ceiling/", typed={"after": "99,000,000"} | _REASON
    ),
    "programmes/<int:pk>/close/settle/": Making(
        "programmes/<int:pk>/close/", typed={"how": "explained", "amount": "1"} | _REASON
    ),
    "committees/<int:pk>/meetings/new/": Making(
        "committees/<int:pk>/meetings/new/",
        typed={"written_number": "9/2569", "held_on": "3 มี.ค. 2569", "place": "ห้องประชุม"},
    ),
    "committees/meetings/<int:pk>/items/new/": Making(
        "committees/meetings/<int:pk>/items/new/", typed={"title": "เรื่องเพื่อทราบ", "number": "9.9"}
    ),
    "committees/items/<int:pk>/tasks/": Making(
        "committees/items/<int:pk>/",
        typed={"what": "ส่งรายงาน", "owner": "เลขานุการ", "due_on": "30 ก.ย. 2570"},
    ),
    "committees/items/<int:pk>/files/": Making(
        "committees/items/<int:pk>/", typed={"is_personal": "no"}, file="file"
    ),
    f"{_PLAN}amend/": Making(_PLAN),
    _AMENDED: Making(f"{_PLAN}amendments/<int:pk>/", "do=line-add|do=out"),
    f"{_PLAN}new/": Making(f"{_PLAN}new/", "how=empty"),
    f"{_PLAN}write/": Making(_PLAN, r"form=\d+"),
    "plans/activities/<int:pk>/report/": Making("plans/activities/<int:pk>/report/", "action=save"),
    "plans/outcomes/<int:pk>/indicators/": Making(
        "plans/outcomes/<int:pk>/indicators/", typed={"what": "จำนวนผู้เข้าร่วม", "unit": "คน", "target": "100"}
    ),
    "registers/organisations/<int:pk>/trained/": Making(
        "registers/organisations/<int:pk>/trained/",
        typed={"name": "สมหญิง ใจดี", "held_on": "3 มี.ค. 2567", "place": "ห้อง"},
    ),
    "registers/regions/<int:region_number>/readiness/": Making(
        "registers/regions/<int:region_number>/readiness/", typed={"field": "สิทธิผู้ป่วย"}
    ),
    "reports/queue/": Making("reports/queue/", "approve=return-.*"),
    "payments/<int:pk>/": Making(
        "payments/<int:pk>/", typed={"document_number": "ZZ 1", "on": "30 ก.ย. 2567"}
    ),
    "agreements/<int:pk>/amend/": Making(
        "agreements/<int:pk>/amend/", typed={"ends_on": "29 ก.ย. 2567"} | _REASON
    ),
    "people/invitations/": Making(
        "people/invitations/",
        "do=invite",
        typed={"for_whom": "คุณสมใจ", "role": "committee_member", "region": "6"},
    ),
    "imports/new/": Making("imports/new/", file="file"),
    "reports/<int:pk>/": Making(
        "reports/<int:pk>/", "action=save", file="files", makes=("grants.Evidence",), before=open_reports
    ),
    "plans/activities/reports/<int:pk>/": Making(
        "plans/activities/reports/<int:pk>/",
        "action=save",
        file="photos|names",
        makes=("participation.ActivityPhoto", "participation.NameList"),
    ),
    "registers/readiness/<int:pk>/": Making(
        "registers/readiness/<int:pk>/", file=r"file-\d+", makes=("registers.ReadinessFile",)
    ),
}

# What changes or decides on what is there already: a second press meets it in another state, which
# tests/acts/test_walk.py tries act by act; or what may wait but once, which a constraint holds.
KEEPS = {
    "account/factor/",
    "account/factor/codes/",
    "account/factor/without/",
    "account/sessions/",
    "agreements/<int:pk>/activate/",
    "agreements/<int:pk>/ask-cancellation/",
    "agreements/<int:pk>/attach-scan/",
    "agreements/<int:pk>/cancel/",
    "agreements/<int:pk>/draft/",
    "agreements/<int:pk>/end/",
    "agreements/<int:pk>/returns/",
    "agreements/<int:pk>/sign-into-force/",
    "agreements/<int:pk>/sign/",
    "agreements/<int:pk>/take-back/",
    "agreements/instalments/<int:pk>/approve/",
    "agreements/instalments/<int:pk>/request/",
    "agreements/instalments/<int:pk>/return/",
    "choose-password/<uidb64>/<token>/",
    "committees/consultations/<int:pk>/remove/",
    "committees/files/<int:pk>/remove/",
    "committees/items/<int:pk>/change/",
    "committees/items/<int:pk>/consultations/",
    "committees/items/<int:pk>/correct-record/",
    "committees/items/<int:pk>/correct/",
    "committees/items/<int:pk>/decide/",
    "committees/items/<int:pk>/paper/",
    "committees/items/<int:pk>/paper/bases/",
    "committees/items/<int:pk>/remove/",
    "committees/meetings/<int:pk>/<slug:act>/",
    "committees/meetings/<int:pk>/attendance/",
    "committees/meetings/<int:pk>/change/",
    "committees/meetings/<int:pk>/correct/",
    "committees/tasks/<int:pk>/",
    "committees/tasks/<int:pk>/change/",
    "imports/<int:pk>/again/",
    "imports/<int:pk>/ask/",
    "imports/<int:pk>/confirm/",
    "imports/<int:pk>/discard/",
    "imports/<int:pk>/give-back/",
    "imports/<int:pk>/undo/",
    "imports/<int:pk>/withdraw/",
    "imports/new/proposal/",
    "join/<str:key>/",
    "language/",
    "password/",
    "payments/<int:pk>/take-back/",
    "payments/entries/<int:pk>/",
    "payments/request/",
    "people/<int:pk>/access/",
    "people/<int:pk>/leaving/",
    "people/<int:pk>/roles/",
    "people/factor-resets/<int:pk>/",
    "plans/<int:fiscal_year>/<int:region_number>/amend-text/",
    "plans/<int:fiscal_year>/<int:region_number>/amendments/<int:pk>/<slug:act>/",
    "plans/<int:fiscal_year>/<int:region_number>/here/",
    "plans/<int:fiscal_year>/<int:region_number>/history/restore/",
    "plans/<int:fiscal_year>/<int:region_number>/lines/<int:pk>/",
    "plans/<int:fiscal_year>/<int:region_number>/step/<slug:act>/",
    "plans/activities/<int:pk>/details/",
    "plans/activities/names/<int:pk>/",
    "plans/activities/reports/<int:pk>/decide/",
    "plans/indicators/<int:pk>/",
    "plans/indicators/<int:pk>/values/",
    "plans/values/<int:pk>/",
    "programmes/<int:pk>/close/<int:settlement_pk>/undo/",
    "programmes/<int:pk>/close/confirm/",
    "programmes/<int:pk>/close/reopen/",
    "programmes/<int:pk>/open/",
    "programmes/<int:pk>/organisations/<int:allocation_pk>/cancel/",
    "programmes/<int:pk>/save/",
    "programmes/<int:pk>/split/",
    "registers/groups/<int:pk>/",
    "registers/readiness/<int:pk>/step/<slug:act>/",
    "registers/readiness/files/<int:pk>/",
    "registers/trained/<int:pk>/",
    "reports/<int:pk>/decide/",
    "reports/begin/<int:pk>/",
    "requests/<slug:kind>/<int:pk>/",
    "sign-in/",
    "sign-in/code/",
    "sign-out/",
}

# What is counted is what people make; lines of a history, of the trail and of signing in are beside it.
BESIDE = ("editing.Press", "trail.", "people.OpenSession", "people.Tries", "admin.LogEntry")


def counted() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if not model.__name__.startswith("Historical") and not model._meta.label.startswith(BESIDE)
    }


def more(after: dict[str, int], before: dict[str, int]) -> list[str]:
    return [label for label in after if after[label] > before[label]]


def takes_forms(client: Client, address: str) -> bool:
    return "POST" in client.options(address).headers.get("Allow", "POST")


def test_of_every_address_that_takes_a_form_it_is_told_whether_it_makes_something(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    """An address that is new stands in neither table; the lists of the admin have one base for all their forms."""
    client = browser_of(people["head_office"])
    taking = {
        leaf.route
        for leaf in leaves()
        if not leaf.route.startswith("admin/")
        and (of_leaf := addresses(leaf, worlds))
        and takes_forms(client, of_leaf[0])
    }
    assert taking == MAKES.keys() | KEEPS
    assert not MAKES.keys() & KEEPS


def filled(form: Form, making: Making) -> dict[str, list[str]]:
    """The form as its sender would fill it: what is typed, and the first choice wherever one has to be made."""
    data = {name: values for name, values in form.data.items() if "__prefix__" not in name}
    for name, value in form.choices:
        if value and not any(data.get(name, [])):
            data[name] = [value]
    data |= {name: [value] for name, value in making.typed.items()}
    button = next((each for each in form.buttons if re.fullmatch(making.button, "=".join(each))), None)
    return {**data, button[0]: [button[1]]} if button else data


def forms_to(route: str, making: Making, client: Client, worlds: Worlds) -> Iterator[tuple[str, Form]]:
    """The forms of a page that lead there and have the button."""
    leaf = next(each for each in leaves() if each.route == making.page)
    for address in addresses(leaf, worlds):
        page = client.get(address)
        for form in forms_of(page.text) if page.status_code == 200 else []:
            to = form.action or address
            has_button = any(re.fullmatch(making.button, "=".join(each)) for each in form.buttons)
            if (has_button or not making.button) and resolve(to.split("?")[0]).route == route:
                yield to, form


def press(client: Client, to: str, form: Form, making: Making) -> Any:
    data: dict[str, Any] = filled(form, making)
    for name in form.files:
        if re.fullmatch(making.file, name):
            data[name] = attached(name)
    return client.post(to, data)


def attached(name: str) -> SimpleUploadedFile:
    if name == "photos":
        return photograph("ภาพ.png")
    return SimpleUploadedFile("หลักฐาน.pdf", b"%PDF-1.7 a sample")


@pytest.mark.parametrize("route", MAKES)
def test_a_form_that_is_pressed_twice_makes_one_thing(
    route: str, worlds: Worlds, people: dict[str, User | None]
) -> None:
    making, refused = MAKES[route], []
    making.before()
    for name in making.who:
        client = browser_of(people[name])
        for to, form in islice(forms_to(route, making, client, worlds), 6):
            with transaction.atomic():
                before = counted()
                answer = press(client, to, form, making)
                once = counted()
                press(client, to, form, making)
                twice = counted()
                transaction.set_rollback(True)
            if more(once, before) and set(making.makes) <= set(more(once, before)):
                assert more(twice, once) == [], to
                return
            refused.append((name, to, answer.status_code, more(once, before)))
    pytest.fail(f"nothing was made: {refused}")


# What is typed into a field of the admin that has to be filled, by what the field reads; the first that it takes.
TYPED = ("97", "1 ต.ค. 2568", "ข้อความหนึ่ง", "https://example.org/")
A_YEAR = "2569"
# What a record takes besides: one of two fields, a province of the region.
TOO = {
    "CoordinationCentre": {"province": "84"},
    "NetworkGroup": {"region": "11", "province": "84"},
    "OtherSource": {"region": "11", "amount": "97"},
    "Seat": {"name": "สมศรี ใจงาม"},
}
# Pages of the admin that add what nothing typed at random is: a file that is read, a person with a password.
NOT_AT_RANDOM = {"AgreementTemplate", "PaperTemplate", "User"}


def something_for(name: str, field: forms.Field) -> Any:
    """Something that the field takes: of records the newest, of a list the first, else the first that may be typed."""
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.order_by("-pk").first() if field.queryset is not None else None
        return found.pk if found else ""
    if "year" in name:
        return A_YEAR
    if isinstance(field, forms.ChoiceField):
        return next((key for key, _label in field.choices if key), "")
    return next((typed for typed in TYPED if takes(field, typed)), "")


def takes(field: forms.Field, typed: str) -> bool:
    try:
        field.clean(typed)
    except ValidationError:
        return False
    return True


def filled_in_admin(client: Client, person: User, model: Any, address: str) -> dict[str, Any]:
    """The page that adds a record as it is sent, with something in each field that has to be filled."""
    form = own_form(client.get(address).text)
    data: dict[str, Any] = {name: each for name, each in form.data.items() if "__prefix__" not in name}
    request = RequestFactory().get(address)
    request.user = person
    fields = admin.site._registry[model].get_form(request)().fields
    for name, asked in fields.items():
        if (asked.required or name == "organisation") and not any(data.get(name, [])):
            data[name] = something_for(name, asked)
    return data | TOO.get(model.__name__, {}) | {"_save": "1"}


def test_a_record_that_is_added_in_the_admin_with_two_presses_is_one(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    person = people["head_office"]
    assert person is not None
    for kind in OrganisationRole.Kind:
        make.organisation(f"องค์กรที่เป็น {kind}", 11, province_id="84").roles.create(kind=kind)
    make.organisation("องค์กรที่ยังไม่มีบทบาท", 11, province_id="84")
    client, made, not_made = browser_of(person), set(), {}
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        if client.get(address).status_code != 200:
            continue
        data = filled_in_admin(client, person, model, address)
        with transaction.atomic():
            before = counted()
            answer = client.post(address, data)
            once = counted()
            client.post(address, data)
            twice = counted()
            transaction.set_rollback(True)
        if model._meta.label in more(once, before):
            made.add(model.__name__)
            assert more(twice, once) == [], address
        else:
            not_made[model.__name__] = re.findall(r"errorlist[^>]*>(.*?)</ul>", answer.text)
    assert not_made.keys() == NOT_AT_RANDOM, not_made
    assert len(made) > 10
