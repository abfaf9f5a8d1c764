"""Persons who send what no form offered them: into another region, or without any right to write."""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.test import Client
from django.utils.translation import gettext

from centres.models import Organisation, TargetNetwork
from editing.deleting import Going
from people.models import User
from spreadsheets import batches
from spreadsheets.kinds import kinds
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from tests import make
from tests.html import Form, browser_of, forms_of
from tests.walls.conftest import all_text
from tests.walls.people import EVERYBODY, marks
from tests.walls.world import World, crossings, rows, rows_of_region

pytestmark = pytest.mark.django_db

Worlds = tuple[World, World]
SignedIn = Callable[[str], Client]


CHANGED_SINCE = "Someone has changed this since you opened the page. Look at it again."


def admin_list(model: type[models.Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def admin_page(record: models.Model, ending: str = "change/") -> str:
    return f"{admin_list(type(record))}{record.pk}/{ending}"


def records_in_admin(world: World) -> Iterator[Any]:
    for model, records in world.objects.items():
        if model in admin.site._registry:
            yield from records


def form_at(client: Client, address: str) -> Form:
    response = client.get(address)
    if response.status_code == 302:
        return Form()  # it is written on a page of its own
    assert response.status_code == 200, address
    (form,) = forms_of(response.text)[:1] or [Form()]
    return form


def errors_on(page: str) -> str:
    return " ".join(re.findall(r'class="error[^"]*"[^>]*>(.*?)</', page, re.DOTALL))


def is_kept(response: Any) -> bool:
    """Whether the admin took a form: it then goes on to another page."""
    return response.status_code == 302


def test_a_form_of_ones_own_region_sent_as_it_came_is_taken(worlds: Worlds, signed_in: SignedIn) -> None:
    """The attacks below start from these forms; were they refused anyway, the attacks would prove nothing."""
    client = signed_in("officer_6")
    for record in records_in_admin(worlds[0]):
        form = form_at(client, admin_page(record))
        if form.saves:
            response = client.post(admin_page(record), {**form.data, "_save": "1"})
            assert is_kept(response), (record, errors_on(response.text))


@pytest.fixture(scope="module")
def insiders_forms(worlds: Worlds, people: dict[str, User | None]) -> list[tuple[str, dict[str, Any]]]:
    return list(forms_of_an_insider(browser_of(people["officer_11"]), worlds[1]))


# Whether a person of region 6 or of none may write anything by the forms of the admin and of the imports.
ATTACKERS = [name for name in EVERYBODY if name not in ("head_office", "officer_11")]


@pytest.mark.parametrize("attacker", [pytest.param(name, marks=marks(name)) for name in ATTACKERS])
def test_forms_of_another_region_sent_from_outside_change_nothing(
    attacker: str, worlds: Worlds, signed_in: SignedIn, insiders_forms: list[tuple[str, dict[str, Any]]]
) -> None:
    client, eleven = signed_in(attacker), worlds[1]
    before = rows()
    for address, data in insiders_forms:
        response = client.post(address, data)
        assert not eleven.betrayed_by.search(without_what_was_sent(response, data, eleven)), address
    assert rows() == before
    assert len(insiders_forms) > 60


def without_what_was_sent(response: Any, data: dict[str, Any], world: World) -> str:
    """What a page says beside her own words of the world, which a form or a refusal gives back to her."""
    page = all_text(response)
    sent = (text for values in data.values() for text in (values if isinstance(values, list) else [values]))
    words = {line for text in sent for line in str(text).splitlines() if world.betrayed_by.search(line)}
    for line in sorted(words, key=len, reverse=True):
        page = page.replace(escape(line), "")
    return page


def forms_of_an_insider(insider: Client, world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    """What someone of the region could send about each of its records: change, delete, do its acts, act on a list."""
    for record in records_in_admin(world):
        acts = getattr(admin.site._registry[type(record)], "acts", {})
        for ending in ("change/", "delete/", *(f"act/{name}/" for name in acts)):
            address = admin_page(record, ending)
            page = insider.get(address)
            for form in forms_of(page.text) if page.status_code == 200 else []:
                data = {**form.data, "_save": "1", "post": "yes"}
                yield form.action or address, data
                yield form.action or address, {name: altered(name, value) for name, value in data.items()}
        for ending in ("history/", "history/1/", "history/2/"):
            yield admin_page(record, ending), {"_save": "1", "_change_history": "1"}
        for action in actions_of(admin.site._registry[type(record)]):
            yield admin_list(type(record)), chosen(action, record.pk) | {"seen": Going([record]).shown}
    for batch in world.objects[ImportBatch]:
        for verb in ("ask", "withdraw", "give-back", "discard", "confirm", "undo", "again"):
            yield f"/imports/{batch.pk}/{verb}/", {"fill_down": "on", "seen": batch.shown, "reason": "x"}


def actions_of(model_admin: Any) -> list[str]:
    """Every action of a list, whoever may do it: the admin site's own and the list's."""
    return [name for _function, name, _words in model_admin._get_base_actions()]


def chosen(action: str, *keys: Any) -> dict[str, Any]:
    """A list's form with an action and the rows that it is done on; sent as from the page that asks once more."""
    return {"action": action, "_selected_action": [str(key) for key in keys], "index": "0", "post": "yes"}


def as_shown(client: Client, address: str, data: dict[str, Any]) -> dict[str, Any]:
    """The same with what the page showed that asks once more; an action that asks nothing is sent as it is."""
    asking = {name: value for name, value in data.items() if name != "post"}
    with transaction.atomic():
        found = re.search(r'name="seen"\s+value="(\w+)"', all_text(client.post(address, asking)))
        transaction.set_rollback(True)
    return {**data, "seen": found[1]} if found else data


def altered(name: str, value: Any) -> Any:
    """Another text in each field that holds one; what steers the form stays."""
    if name.endswith("_FORMS") or name.startswith("_") or "version" in name or name in ("post", "action"):
        return value
    return [f"{text}1" if not text.isdigit() else text for text in value]


@pytest.mark.parametrize("across", [{}, {"select_across": "1"}])
def test_no_action_on_a_list_reaches_over_the_wall(
    across: dict[str, str], worlds: Worlds, signed_in: SignedIn
) -> None:
    """Whatever keys the form names, beside one's own, and also when it asks for all that the list holds."""
    client, done = signed_in("officer_6"), set()
    before, before_here = rows_of_region(11), rows_of_region(6)
    for model, model_admin in admin.site._registry.items():
        own, theirs = (world.pks(model)[:2] for world in worlds)
        for action in actions_of(model_admin):
            with transaction.atomic():
                data = {**chosen(action, *theirs, *own), **across}
                response = client.post(admin_list(model), as_shown(client, admin_list(model), data))
                assert not worlds[1].betrayed_by.search(all_text(response)), (model, action)
                assert rows_of_region(11) == before, (model, action)
                done |= {action} if rows_of_region(6) != before_here else set()
                transaction.set_rollback(True)
    assert "delete_selected" in done


def test_nothing_is_deleted_that_has_changed_since_its_page_was_opened(
    worlds: Worlds, signed_in: SignedIn
) -> None:
    """Of every list of the admin, on the record's own page and on the list's: each asks with what it shows."""
    asked = set()
    for name in ("officer_6", "head_office"):
        client = signed_in(name)
        for record in records_in_admin(worlds[0]):
            model, kept = type(record), type(record)._base_manager.filter(pk=record.pk)
            ways = {
                admin_page(record, "delete/"): {},
                admin_list(model): chosen("delete_selected", record.pk),
            }
            for address, data in ways.items():
                if data:
                    page = client.post(address, {key: value for key, value in data.items() if key != "post"})
                else:
                    page = client.get(address)
                forms = forms_of(page.text) if page.status_code == 200 else []
                form = next((each for each in forms if "post" in each.data), None)
                if form is None:
                    continue
                asked.add((model, bool(data)))
                with transaction.atomic():
                    kept.update(version=models.F("version") + 1)
                    told = client.post(address, form.data, follow=True)
                    assert gettext(CHANGED_SINCE) in told.text, (address, name)
                    assert kept.exists(), (address, name)
                    client.post(
                        address, next(each.data for each in forms_of(told.text) if "post" in each.data)
                    )
                    assert not kept.exists(), (address, name)  # seen as it is, it goes
                    transaction.set_rollback(True)
    assert len(asked) >= 8, asked


def foreign_values(model: type[models.Model], world: World) -> list[str]:
    return [str(pk) for pk in world.pks(model)[:2]]


def relations_on_page(record_or_model: Any) -> dict[str, type[models.Model]]:
    """Names of the related fields of a record and of the rows on its page, each with what it points to."""
    model_admin = admin.site._registry[type(record_or_model)]
    models_on_page = [type(record_or_model), *(inline.model for inline in model_admin.inlines)]
    return {
        field.name: field.related_model
        for model in models_on_page
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
    }


def with_a_new_row(
    data: dict[str, Any], prefix: str, world: World, relations: dict[str, Any]
) -> dict[str, Any]:
    """The page with one more row under the record, everything in the row pointing to the other world."""
    number = int(data[f"{prefix}-TOTAL_FORMS"][0])
    row = {}
    for name, value in data.items():
        if not name.startswith(f"{prefix}-__prefix__-"):
            continue
        field = name.removeprefix(f"{prefix}-__prefix__-")
        foreign = foreign_values(relations[field], world) if field in relations else []
        row[f"{prefix}-{number}-{field}"] = foreign[:1] or [v or "7" for v in value]
    return {**data, **row, f"{prefix}-TOTAL_FORMS": [str(number + 1)]}


def foreign_forms(form: Form, record: Any, world: World) -> Iterator[dict[str, Any]]:
    """One's own form with each related field, row key and new row pointing into another region in turn."""
    relations, data = relations_on_page(record), {**form.data, "_save": ["1"]}
    for name in [*data, *relations]:
        field = name.rpartition("-")[2]
        if "__prefix__" in name or field not in relations:
            continue
        for value in foreign_values(relations[field], world):
            yield {**data, name: [value]}
    for prefix in {name.removesuffix("-TOTAL_FORMS") for name in data if name.endswith("-TOTAL_FORMS")}:
        yield with_a_new_row(data, prefix, world, relations)
        inline = next(
            (
                inline.model
                for inline in admin.site._registry[type(record)].inlines
                if f"{prefix}-__prefix__-id" in data and prefix in (inline.model._meta.model_name, prefix)
            ),
            None,
        )
        for key in foreign_values(inline, world) if inline else []:
            yield {**data, f"{prefix}-0-id": [key]}
            yield {**data, f"{prefix}-0-id": [key], f"{prefix}-0-DELETE": ["on"]}


def test_nothing_of_ones_own_can_be_made_to_point_into_another_region(
    worlds: Worlds, signed_in: SignedIn
) -> None:
    client = signed_in("officer_6")
    six, eleven = worlds
    before, sent = rows_of_region(11), 0
    for record in records_in_admin(six):
        address = admin_page(record)
        form = form_at(client, address)
        for data in foreign_forms(form, record, eleven) if form.saves else []:
            # A form that was taken has moved the record on; open it again each time.
            response = client.post(address, {**data, **versions(client, address)})
            assert response.status_code in (200, 302), (address, data)
            assert not eleven.betrayed_by.search(all_text(response)), (address, data)
            sent += 1
    assert crossings() == []
    assert rows_of_region(11) == before
    assert sent > 100


def versions(client: Client, address: str) -> dict[str, list[str]]:
    fresh = form_at(client, address).data
    return {name: value for name, value in fresh.items() if name.endswith("opened_version")}


def test_nothing_can_be_added_in_another_region_or_pointing_there(
    worlds: Worlds, signed_in: SignedIn
) -> None:
    """Every add form, filled from a record that exists there."""
    client, insider = signed_in("officer_6"), signed_in("officer_11")
    eleven = worlds[1]
    before = rows_of_region(11)
    sent = 0
    for record in records_in_admin(eleven):
        opts, address = record._meta, f"{admin_list(type(record))}add/"
        if client.get(address).status_code != 200:
            continue
        data = dict(form_at(client, address).data)
        for name, value in form_at(insider, admin_page(record)).data.items():
            data.setdefault(name, value)
            if not data[name] or data[name] == [""]:
                data[name] = value
        for field in opts.get_fields():
            if field.concrete and not field.primary_key and not field.auto_created:
                value = field.value_from_object(record)
                if field.many_to_many:
                    data[field.name] = [str(each.pk) for each in value]
                elif value is not None and not isinstance(value, bool):
                    data[field.name] = [str(value)]
        response = client.post(address, {**data, "_save": "1"})
        assert response.status_code == 200, address
        assert not eleven.betrayed_by.search(without_what_was_sent(response, data, eleven)), address
        sent += 1
    assert sent > 10
    assert rows_of_region(11) == before
    assert crossings() == []


def test_a_name_that_another_region_uses_is_free(worlds: Worlds, signed_in: SignedIn) -> None:
    """An error “exists already” would tell what the other region has."""
    client = signed_in("officer_6")
    theirs = worlds[1].objects[Organisation][0]
    form = form_at(client, "/admin/centres/organisation/add/")
    response = client.post(
        "/admin/centres/organisation/add/", {**form.data, "name": theirs.name, "_save": "1"}
    )
    assert is_kept(response), errors_on(response.text)
    assert Organisation.objects.filter(region=6, name=theirs.name).exists()


def test_a_record_stays_in_its_region_whatever_the_form_says(worlds: Worlds, signed_in: SignedIn) -> None:
    client = signed_in("head_office")
    # Nothing else would keep these: no province, no allocation, a year in which region 11 has nothing.
    for record in (make.organisation("มูลนิธิกลาง"), make.programme(6, 2571)):
        form = form_at(client, admin_page(record))
        assert is_kept(client.post(admin_page(record), {**form.data, "region": "11", "_save": "1"}))
        record.refresh_from_db()
        assert (record.region_id, record.version) == (6, 2), record


@pytest.mark.once
@pytest.mark.parametrize("kind", kinds())
def test_no_table_of_any_kind_is_brought_into_another_region(
    kind: str, worlds: Worlds, signed_in: SignedIn
) -> None:
    """The table is the other region's own: only the wall is in its way."""
    table = all_text(signed_in("head_office").get(f"/imports/table/11/2567/{kind}.csv"))
    data = {"kind": kind, "region": "11", "fiscal_year": "2567", "pasted": table.replace(",", "\t")}
    attackers = {name: signed_in(name) for name in ATTACKERS}
    before = rows()
    for name, client in attackers.items():
        response = client.post("/imports/new/", data)
        assert response.status_code in (302, 403, 422), name
        assert not response.get("Location", "").startswith("/imports/"), name
        assert not worlds[1].betrayed_by.search(without_what_was_sent(response, data, worlds[1])), name
    assert rows() == before
    assert signed_in("head_office").post("/imports/new/", data).url.startswith("/imports/")


@pytest.mark.parametrize("verb", ["confirm", "undo"])
def test_the_catalogue_of_all_regions_is_written_by_head_office_alone(
    verb: str, worlds: Worlds, people: dict[str, User | None], signed_in: SignedIn
) -> None:
    """Also when head office's own file stands among the imports of one's region, waiting or applied."""
    keeper = people["head_office"]
    table = "รหัส,ชื่อย่อ,ชื่อเครือข่าย,ชื่อภาษาอังกฤษ,ประเภทเครือข่าย\nX9,monk,พระสงฆ์,Monks,เครือข่ายอื่น\n"
    scope = batches.scope_for(keeper, make.region(6), 2567)
    batch = batches.preview(table.encode(), "networks.csv", "networks", scope, Options())
    if verb == "undo":
        batch = batches.confirm(batch, keeper, seen=batch.shown)
    clients = {name: signed_in(name) for name in ("officer_6", "coordinator_6")}
    before = rows()
    for name, client in clients.items():
        response = client.post(f"/imports/{batch.pk}/{verb}/", {"seen": batch.shown}, follow=True)
        told = gettext("Only head office may do this.") in response.text
        # Of what her organisation did not bring in a coordinator learns nothing.
        assert (response.status_code, told) == ((200, True) if name == "officer_6" else (404, False))
        assert rows() == before
    signed_in("head_office").post(f"/imports/{batch.pk}/{verb}/", {"seen": batch.shown})
    assert TargetNetwork.objects.filter(code="X9").exists() == (verb == "confirm")


def test_the_log_of_actions_names_only_what_a_person_still_reaches(
    worlds: Worlds, signed_in: SignedIn, people: dict[str, User | None]
) -> None:
    own = worlds[0].objects[Organisation][0]
    LogEntry.objects.log_actions(people["moved"].pk, [own], 2, "ok", single_object=True)  # type: ignore[union-attr]
    page = signed_in("moved").get("/admin/").text
    assert own.name in page
    assert not worlds[1].betrayed_by.search(page)
