"""What the portal itself says of a change is told to each reader of the history in her own language."""

import ast
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext, override
from simple_history.models import HistoricalChanges

from centres.models import Organisation
from editing.reasons import ReasonField
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import Office
from tests.html import OpenForm, browser_of, forms_of, text_at
from tests.uploads import budget_as_csv, upload

pytestmark = pytest.mark.django_db
Words = Callable[[], str]  # what stands in the history, in the language of the moment


def speaking(user: User, language: str) -> Client:
    client = browser_of(user)
    client.post("/language/", {"language": language, "next": "/"})
    return client


def in_the_admin(sender: str) -> tuple[str, list[Words]]:
    organisation = make.organisation("ศูนย์ประสานงาน ระยอง")
    address = f"/admin/centres/organisation/{organisation.pk}/change/"
    client = speaking(make.user("writes", Role.REGIONAL_STAFF, 6), sender)
    assert OpenForm(client, address).type(contact="ใหม่").send().is_taken
    return f"/admin/centres/organisation/{organisation.pk}/history/", [lambda: gettext("edited in the admin")]


def on_a_page_of_ours(sender: str) -> tuple[str, list[Words]]:
    office = Office()
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    address = f"/agreements/{office.active(allocation, '95000.00').pk}/"
    paper = SimpleUploadedFile("สัญญา.pdf", b"%PDF-1.7 a scan")
    client = speaking(office.asks, sender)
    assert client.post(f"{address}attach-scan/", {"scan": paper}).status_code == 302
    return address, [lambda: gettext("scan attached")]


def by_an_import(sender: str) -> tuple[str, list[Words]]:
    make.programme()
    officer = make.user("imports", Role.REGIONAL_STAFF, 6)
    client = speaking(officer, sender)
    batch = upload(client, "งบ.csv", "budget", budget_as_csv("1,ชมรมรักสุขภาพ,100.00"))
    (form,) = [
        form
        for form in forms_of(text_at(client, f"/imports/{batch.pk}/"))
        if form.action.endswith("/confirm/")
    ]
    client.post(form.action, form.data)
    made = Organisation.objects.get(name="ชมรมรักสุขภาพ")
    said: list[Words] = [lambda: gettext("import of %(file)s") % {"file": "งบ.csv"}]
    return f"/admin/centres/organisation/{made.pk}/history/", said


def in_a_plan(sender: str) -> tuple[str, list[Words]]:
    plan = make.plan_line(make.plan()).plan
    client = speaking(make.user("submits", Role.REGIONAL_STAFF, 6), sender)
    assert OpenForm(client, "/plans/2567/6/step/submit/").send().is_taken
    decides = OpenForm(speaking(make.user("decides", Role.HEAD_OFFICE), sender), "/plans/2567/6/step/decide/")
    assert (
        decides.type(kind="approved", order_number="12/2567", signed_by="ผอ.เขต", decided_on="1 ต.ค. 2566")
        .send()
        .is_taken
    )
    said: list[Words] = [lambda: gettext("submitted"), lambda: f"{gettext('approved')} 12/2567"]
    return f"/admin/participation/plan/{plan.pk}/history/", said


@pytest.mark.parametrize(("sender", "reader"), [("th", "en"), ("en", "th")])
@pytest.mark.parametrize("act", [in_the_admin, on_a_page_of_ours, by_an_import, in_a_plan])
def test_a_reader_of_a_history_has_her_language_whatever_its_writer_read(
    act: Callable[[str], tuple[str, list[Words]]], sender: str, reader: str, officer_6: User
) -> None:
    address, said = act(sender)
    page = unescape(text_at(speaking(officer_6, reader), address))
    for words in said:
        with override(reader):
            hers = words()
        with override(sender):
            his = words()
        assert hers != his
        assert hers in page
        assert f">{his}<" not in page


def test_every_history_tells_its_reasons_so() -> None:
    histories = [
        model._meta.get_field("history_change_reason")
        for model in apps.get_models()
        if issubclass(model, HistoricalChanges) and hasattr(model, "history_change_reason")
    ]
    assert len(histories) > 30
    assert {type(field) for field in histories} == {ReasonField}


ROOMS = "committees centres complaints deciding editing grants participation people portal regions spreadsheets tables"


def calls_and_imports(path: Path) -> tuple[list[ast.Call], list[ast.FunctionDef], set[str]]:
    """The calls of a module, its functions, and by which names it says texts of one language for ever."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    imported = {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in ("gettext", "ngettext", "pgettext")
    }
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    return calls, [node for node in nodes if isinstance(node, ast.FunctionDef)], imported


def name_of(called: ast.expr) -> str:
    return (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )


def test_no_act_keeps_its_reason_in_one_language() -> None:
    """See editing/reasons.py. What is due today is told on the spot and kept nowhere."""
    modules = {
        path: calls_and_imports(path)
        for room in ROOMS.split()
        for path in sorted((settings.ROOT / room).rglob("*.py"))
    }
    take_it_by_place = {
        function.name
        for _calls, functions, _imported in modules.values()
        for function in functions
        if any(argument.arg == "why" for argument in function.args.args)
    }
    assert "arrange" in take_it_by_place
    found = []
    for path, (calls, _functions, imported) in modules.items():
        for call in calls:
            said: list[Any] = [keyword.value for keyword in call.keywords if keyword.arg == "why"]
            said += call.args if name_of(call.func) in take_it_by_place else []
            said = [each.left if isinstance(each, ast.BinOp) else each for each in said]
            if any(isinstance(each, ast.Call) and name_of(each.func) in imported for each in said):
                found.append(f"{path.relative_to(settings.ROOT)}:{call.lineno}")
    # A list of what is due is told as it is read, and keeps nothing.
    told_at_once = ("/due.py:", "/outdated.py:")
    assert [place for place in found if not any(file in place for file in told_at_once)] == []
