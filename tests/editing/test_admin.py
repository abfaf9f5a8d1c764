"""Two people at one record, why it was changed, and what only the database refuses."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.utils.translation import gettext as _

from centres.models import Organisation, OrganisationAlias, TargetNetwork
from committees.models import CommitteeKind
from grants.models import Allocation
from people.models import Membership, User
from people.roles import Role
from spreadsheets import batches
from spreadsheets.options import Options
from tests import make
from tests.html import OpenForm, browser_of, delete, forms_of, text_at
from tests.races import PATIENCE_OF_CONTROLS, at_once

pytestmark = pytest.mark.django_db

NEWER = (
    "Someone else has saved this record since you opened it. What you typed is still here; "
    "beside each field that differs stands what they saved. Save again to keep yours."
)
OpenPage = Callable[..., OpenForm]


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make.organisation("มูลนิธิกลาง", contact="เดิม")


@pytest.fixture
def opened(db: None) -> OpenPage:
    """Open the page of a record; each call is another person at another desk."""
    number = count(1)

    def open_page(record: Any, role: Role = Role.REGIONAL_STAFF) -> OpenForm:
        region = None if role == Role.HEAD_OFFICE else 6
        client = browser_of(make.user(f"person{next(number)}", role, region))
        opts = record._meta
        return OpenForm(client, f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/change/")

    return open_page


def they_saved(value: Any) -> str:
    return _("They saved: %(value)s") % {"value": value}


# ── the second one is told


def test_the_second_of_two_who_save_is_shown_both_versions_and_loses_nothing(
    organisation: Organisation, opened: OpenPage
) -> None:
    first, second = opened(organisation), opened(organisation)
    assert first.type(contact="ของคนแรก", legal_form="foundation").send().is_taken
    sent = second.type(contact="ของคนที่สอง").send()
    assert not sent.is_taken
    assert {_(NEWER), they_saved("ของคนแรก"), they_saved(_("foundation"))} <= set(sent.errors)
    assert "ของคนที่สอง" in sent.values
    organisation.refresh_from_db()
    assert organisation.contact == "ของคนแรก"


def test_who_has_seen_both_versions_may_keep_her_own(organisation: Organisation, opened: OpenPage) -> None:
    first, second = opened(organisation), opened(organisation)
    first.type(contact="ของคนแรก").send()
    second.type(contact="ของคนที่สอง").send()
    assert second.send().is_taken
    organisation.refresh_from_db()
    assert (organisation.contact, organisation.version) == ("ของคนที่สอง", 3)
    assert [entry.contact for entry in organisation.history.all()] == ["ของคนที่สอง", "ของคนแรก", "เดิม"]


def test_a_third_save_in_between_is_told_again(organisation: Organisation, opened: OpenPage) -> None:
    first, second, third = (opened(organisation) for _each in range(3))
    first.type(contact="หนึ่ง").send()
    second.type(contact="สอง").send()
    assert not third.type(contact="สาม").send().is_taken
    assert second.send().is_taken
    sent = third.send()
    assert not sent.is_taken
    assert they_saved("สอง") in sent.errors


def test_a_form_that_does_not_say_its_version_is_not_taken(
    organisation: Organisation, opened: OpenPage
) -> None:
    page = opened(organisation).type(contact="ใหม่")
    del page.data["opened_version"]
    assert not page.send().is_taken


def test_what_an_import_has_written_since_is_told_too(opened: OpenPage) -> None:
    programme = make.programme()
    held = make.allocation(programme, "มูลนิธิกลาง", "100.00")
    page, row = opened(programme), opened(held)
    apply("มูลนิธิกลาง", "200.00")
    sent = row.type(amount="300.00").send()
    assert they_saved("200.00") in sent.errors
    sent = page.send()  # she did not touch the row, but her page would have put the old amount back
    assert they_saved("200.00") in sent.errors
    held.refresh_from_db()
    assert str(held.amount) == "200.00"


def apply(name: str, amount: str) -> None:
    table = f"ชื่อหน่วยงานภาคประชาชน,งบประมาณ\n{name},{amount}\n"
    officer = make.user("importer", Role.REGIONAL_STAFF, 6)
    scope = batches.scope_for(officer, make.region(6), 2567)
    batch = batches.preview(table.encode(), "ตาราง.csv", "budget", scope, Options())
    assert batches.confirm(batch, officer, seen=batch.shown).state == "applied"


def test_a_row_that_changed_since_is_not_deleted_unseen(opened: OpenPage) -> None:
    programme = make.programme()
    make.allocation(programme, "มูลนิธิกลาง", "100.00")
    page = opened(programme)
    apply("มูลนิธิกลาง", "200.00")
    sent = page.type_in_row("allocations", 0, DELETE="on").send()
    assert not sent.is_taken
    assert any("200.00" in error for error in sent.errors)
    assert page.type_in_row("allocations", 0, DELETE="on").send().is_taken
    assert not Allocation.objects.exists()


CATALOGUES = [(TargetNetwork, "name_en"), (User, "position"), (CommitteeKind, "short_name")]


@pytest.mark.parametrize(("model", "field"), CATALOGUES)
def test_catalogues_and_accounts_tell_the_second_one_too(model: Any, field: str, opened: OpenPage) -> None:
    record = model.objects.first() or make.user("somchai")
    first, second = opened(record, Role.HEAD_OFFICE), opened(record, Role.HEAD_OFFICE)
    assert first.type(**{field: "First"}).send().is_taken
    assert they_saved("First") in second.type(**{field: "Second"}).send().errors


def test_a_membership_that_changed_since_is_told(opened: OpenPage) -> None:
    person = make.user("somchai", Role.COORDINATOR, 6)
    first, second = opened(person, Role.HEAD_OFFICE), opened(person, Role.HEAD_OFFICE)
    assert first.type_in_row("memberships", 0, role=Role.COMMITTEE_MEMBER).send().is_taken
    sent = second.type_in_row("memberships", 0, role=Role.REGIONAL_STAFF).send()
    assert they_saved(_("committee member")) in sent.errors
    assert person.memberships.get().role == Role.COMMITTEE_MEMBER


# ── at the same moment


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(organisation: Organisation, opened: OpenPage) -> None:
    pages = [opened(organisation).type(contact=text) for text in ("ของคนแรก", "ของคนที่สอง")]
    outcomes = at_once(*(page.send for page in pages), before='UPDATE "centres_organisation"')
    assert [outcome.error for outcome in outcomes] == [None, None]
    taken, refused = sorted((outcome.value for outcome in outcomes), key=lambda sent: not sent.is_taken)
    assert taken.is_taken
    assert _(NEWER) in refused.errors
    organisation.refresh_from_db()
    assert organisation.version == 2
    assert they_saved(organisation.contact) in refused.errors


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_versions_the_first_of_two_would_lose_her_work(organisation: Organisation) -> None:
    """The control: two who read, change and save, as a form without a version would."""

    def writer(**values: str) -> Callable[[], None]:
        def write() -> None:
            held = Organisation.objects.get(pk=organisation.pk)
            for name, value in values.items():
                setattr(held, name, value)
            held.save()

        return write

    outcomes = at_once(
        writer(contact="ของคนแรก"),
        writer(legal_form="foundation"),
        before='UPDATE "centres_organisation"',
        patience=PATIENCE_OF_CONTROLS,
    )
    assert [outcome.error for outcome in outcomes] == [None, None]
    organisation.refresh_from_db()
    assert (organisation.contact, organisation.legal_form) != ("ของคนแรก", "foundation")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_organisation_at_once_one_is_told(opened: OpenPage) -> None:
    pages = []
    for _each in range(2):
        page = opened(make.organisation(f"อื่น {_each}"))
        page = OpenForm(page.client, "/admin/centres/organisation/add/")
        pages.append(page.type(name="มูลนิธิใหม่"))
    outcomes = at_once(*(page.send for page in pages), before='INSERT INTO "centres_organisation"')
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert sorted(outcome.value.is_taken for outcome in outcomes) == [False, True]
    (refused,) = [outcome.value for outcome in outcomes if not outcome.value.is_taken]
    assert _("This region already has an organisation of that name and issue.") in refused.errors
    assert Organisation.objects.filter(name="มูลนิธิใหม่").count() == 1


# ── who and why


def told(record: Any) -> tuple[str, str | None]:
    latest = record.history.first()
    return str(latest.history_user), latest.history_change_reason


def test_the_reason_that_a_person_gives_is_kept_with_the_record_and_its_rows(
    organisation: Organisation, opened: OpenPage
) -> None:
    page = opened(organisation).type(contact="ใหม่", change_reason="หนังสือที่ สปสช. 5.31/12")
    assert page.add_row("aliases", name="กลาง").send().is_taken
    assert told(organisation) == ("person1", "หนังสือที่ สปสช. 5.31/12")
    assert told(OrganisationAlias.objects.get()) == ("person1", "หนังสือที่ สปสช. 5.31/12")


def test_a_change_without_a_reason_still_says_where_it_was_made(
    organisation: Organisation, opened: OpenPage
) -> None:
    opened(organisation).type(contact="ใหม่").add_row("aliases", name="กลาง").send()
    assert told(organisation) == ("person1", _("edited in the admin"))
    where = _("edited on the page of “%(record)s”") % {"record": "มูลนิธิกลาง"}
    assert told(OrganisationAlias.objects.get()) == ("person1", where)


def test_nothing_goes_along_that_was_not_named_on_the_page_of_deletion(
    organisation: Organisation, officer_6: User
) -> None:
    """A colleague adds a row under the record, or changes it: the yes was given to another list."""
    client, address = browser_of(officer_6), f"/admin/centres/organisation/{organisation.pk}/delete/"
    yes = forms_of(text_at(client, address))[0].data
    alias = OrganisationAlias(organisation=organisation, name="กลาง")
    alias.full_clean()
    alias.store(by=officer_6)
    told = client.post(address, yes, follow=True).text
    assert _("Someone has changed this since you opened the page. Look at it again.") in told
    assert "กลาง" in told
    alias.until = make.day(-1)
    alias.store(by=officer_6)
    client.post(address, forms_of(told)[0].data)
    assert Organisation.objects.get() == organisation
    delete(client, address)
    assert not Organisation.objects.exists()


def test_what_is_deleted_leaves_who_and_why(organisation: Organisation, officer_6: User) -> None:
    client = browser_of(officer_6)
    delete(client, f"/admin/centres/organisation/{organisation.pk}/delete/")
    assert told(Organisation) == ("officer_6", _("deleted in the admin"))
    others = [make.organisation(name) for name in ("หนึ่ง", "สอง")]
    delete(client, "/admin/centres/organisation/", *(each.pk for each in others))
    assert not Organisation.objects.exists()
    deleted = Organisation.history.filter(history_type="-")
    assert {entry.history_change_reason for entry in deleted} == {_("deleted in the admin")}


def test_the_history_of_an_import_names_its_file_and_sender() -> None:
    make.programme()
    apply("มูลนิธิกลาง", "200.00")
    for record in (Organisation.objects.get(), Allocation.objects.get()):
        assert told(record) == ("importer", _("import of %(file)s") % {"file": "ตาราง.csv"})
        assert record.history.get().batch.filename == "ตาราง.csv"


def test_a_membership_keeps_who_gave_it(opened: OpenPage) -> None:
    person = make.user("somchai")
    page = opened(person, Role.HEAD_OFFICE).type(change_reason="คำสั่งที่ 5/2567")
    page.add_row("memberships", role=Role.COORDINATOR, region="6", since="1 ต.ค. 2566").send()
    assert told(Membership.objects.get(user=person)) == ("person1", "คำสั่งที่ 5/2567")


# ── what only the database refuses


def test_what_only_the_database_refuses_comes_back_in_the_form_with_all_that_was_typed(
    opened: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a rule of the form be forgotten, the constraint's sentence is shown and nothing is written."""
    programme = make.programme(ceiling="100.00")
    held = make.allocation(programme, "มูลนิธิกลาง", "60.00")
    monkeypatch.setattr(Allocation, "clean", lambda allocation: None)
    page = opened(held).type(amount="100.01", change_reason="เพิ่ม")
    sent = page.send()
    assert _("The allocations add up to more than the ceiling.") in sent.errors
    assert {"100.01", "เพิ่ม"} <= set(sent.values)
    held.refresh_from_db()
    assert (str(held.amount), held.version) == ("60.00", 1)
    assert page.type(amount="100.00").send().is_taken
