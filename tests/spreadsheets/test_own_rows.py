"""A coordinator reads, brings in and takes out the rows of her own organisation; of any other she learns nothing."""

import pytest
from django.test import Client

from centres.models import Organisation, OrganisationPerson
from complaints.models import ReceivingUnit
from grants.models import Allocation, Programme
from people.models import Membership, User
from people.roles import Role
from spreadsheets.kinds import kinds
from tests import make
from tests.html import browser_of, text_at
from tests.imports import pasted, press
from tests.uploads import budget_as_csv, faults, sent, upload

HERS, OTHER = "ศูนย์ของเธอ", "ศูนย์ข้างเคียง"
BY_ORGANISATION = [name for name, kind in kinds().items() if kind.by_organisation]


@pytest.fixture
def grants(db: None) -> Programme:
    programme = make.programme(ceiling="200000.00")
    for name, amount in ((OTHER, "71234.00"), (HERS, "100000.00")):
        organisation = make.allocation(programme, name, amount).organisation
        Organisation.objects.filter(pk=organisation.pk).update(contact=f"ที่อยู่ของ{name}")
        make.receiving_unit(organisation, registration_number=f"ทะเบียน{name}", area="ทั้งอำเภอ")
    return programme


@pytest.fixture
def hers(grants: Programme, coordinator_6: User) -> Client:
    make.tie(coordinator_6, Organisation.objects.get(name=HERS), Role.COORDINATOR)
    return browser_of(coordinator_6)


def test_each_kind_that_coordinators_bring_in_says_whether_its_rows_are_of_organisations() -> None:
    """A new kind is not theirs until it has said so: the plan is the region's, the networks are everybody's."""
    of_the_region = {"plan", "networks"}
    theirs = {name for name, kind in kinds().items() if Role.COORDINATOR in kind.roles}
    assert theirs == {*BY_ORGANISATION, *of_the_region}


@pytest.mark.parametrize("kind", BY_ORGANISATION)
def test_a_table_goes_out_with_her_own_rows(hers: Client, kind: str, officer_6: User) -> None:
    address = f"/imports/table/6/2567/{kind}.csv"
    whole, own = (text_at(client, address) for client in (browser_of(officer_6), hers))
    assert OTHER not in own
    assert "71,234" not in own
    assert "71234" not in own
    if kind != "centres":  # of which there is none
        assert HERS in own
        assert OTHER in whole


@pytest.mark.parametrize("lost", ["tie", "membership"])
def test_without_a_tie_nothing_goes_in_or_out(hers: Client, coordinator_6: User, lost: str) -> None:
    before = upload(hers, "budget.csv", "budget", budget_as_csv(f'1,{HERS},"90,000"'))
    yesterday = {"until": make.day(-1)}
    if lost == "tie":
        OrganisationPerson.objects.filter(user=coordinator_6).update(**yesterday)
    else:
        Membership.objects.filter(user=coordinator_6).update(since=make.day(-9), **yesterday)
    for kind in BY_ORGANISATION:
        assert hers.get(f"/imports/table/6/2567/{kind}.csv").status_code == 404
        assert sent(hers, "a.csv", kind, budget_as_csv(f'1,{HERS},"90,000"')).status_code in (403, 422)
    for ending in ("", "file/", "notes.xlsx"):
        assert hers.get(f"/imports/{before.pk}/{ending}").status_code == 404


def test_a_row_of_another_is_named_and_nothing_of_the_file_is_taken(hers: Client) -> None:
    """The same is said of a name that the portal does not know, so that asking tells nothing."""
    table = budget_as_csv(f'1,{OTHER},"1"', f'2,{HERS},"100,001"', '3,ชมรมที่ไม่มีใครรู้จัก,"2"')
    batch = upload(hers, "budget.csv", "budget", table)
    assert batch.state == "rejected"
    assert [(row, code) for _column, row, code in faults(batch)] == [(2, "not_hers"), (4, "not_hers")]
    page = text_at(hers, f"/imports/{batch.pk}/")
    assert "ไม่ใช่หน่วยงานที่ท่านเป็นผู้ประสานงาน" in page
    assert "71,234" not in page
    press(hers, batch, "ask")
    batch.refresh_from_db()
    assert batch.state == "rejected"


def test_what_is_hers_moves_alone_and_keeps_the_places_of_the_table(
    hers: Client, officer_6: User, grants: Programme
) -> None:
    batch = upload(hers, "budget.csv", "budget", budget_as_csv(f'1,{HERS},"110,000"', 'รวม,,"110,000"'))
    assert batch.preview["counts"] == {"new": 0, "changed": 1, "unchanged": 0, "left_out": 0, "missing": 0}
    assert "71,234" not in text_at(hers, f"/imports/{batch.pk}/")
    press(hers, batch, "ask")
    press(browser_of(officer_6), batch, "confirm")
    rows = Allocation.objects.values_list("organisation__name", "order", "amount")
    assert {(name, order, str(amount)) for name, order, amount in rows} == {
        (OTHER, 1, "71234.00"),
        (HERS, 2, "110000.00"),
    }
    grants.refresh_from_db()
    assert grants.stated_total is None  # the total of her rows is not the programme's


def test_the_ceiling_counts_what_she_does_not_see(hers: Client) -> None:
    batch = upload(hers, "budget.csv", "budget", budget_as_csv(f'1,{HERS},"150,000"'))
    assert [code for _column, _row, code in faults(batch)] == ["ceiling"]
    assert "200,000" not in text_at(hers, f"/imports/{batch.pk}/")


def test_she_writes_no_registration_number_of_another_unit(hers: Client, officer_6: User) -> None:
    heads = ["ชื่อหน่วยรับเรื่องร้องเรียน", "เลขทะเบียน"]
    batch = pasted(hers, "units", [heads, [OTHER, "06-999"]])
    assert [code for _column, _row, code in faults(batch)] == ["not_hers"]
    press(hers, batch, "ask")
    press(browser_of(officer_6), batch, "confirm")
    assert not ReceivingUnit.objects.filter(registration_number="06-999").exists()


def test_a_tie_that_ends_while_her_file_waits_takes_nothing_in(
    hers: Client, officer_6: User, coordinator_6: User
) -> None:
    batch = upload(hers, "budget.csv", "budget", budget_as_csv(f'1,{HERS},"110,000"'))
    press(hers, batch, "ask")
    OrganisationPerson.objects.filter(user=coordinator_6).update(until=make.day(-1))
    press(browser_of(officer_6), batch, "confirm")
    batch.refresh_from_db()
    assert (batch.state, [fault["code"] for fault in batch.preview["faults"]]) == ("rejected", ["not_hers"])
    assert str(Allocation.objects.get(organisation__name=HERS).amount) == "100000.00"


def test_what_a_colleague_or_the_office_brought_in_is_not_hers_to_touch(
    hers: Client, officer_6: User
) -> None:
    colleague = make.user("colleague", Role.COORDINATOR, 6)
    make.tie(colleague, Organisation.objects.get(name=HERS), Role.COORDINATOR)
    office = browser_of(officer_6)
    for person in (officer_6, colleague):
        batch = upload(browser_of(person), "budget.csv", "budget", budget_as_csv(f'1,{HERS},"90,000"'))
        assert f"/imports/{batch.pk}/" not in text_at(hers, "/imports/")
        for act in ("undo", "confirm", "discard", "withdraw", "ask", "again", "give-back"):
            if act == "undo" and person == officer_6:
                press(office, batch, "confirm")
                batch.refresh_from_db()
            assert hers.post(f"/imports/{batch.pk}/{act}/", {"seen": batch.shown}).status_code == 404
