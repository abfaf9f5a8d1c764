"""What a coordinator brings in waits for the regional office; what nobody wants is put aside."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.models import Allocation, Programme
from people.models import Membership, User
from people.roles import Role
from spreadsheets.kinds import kinds
from spreadsheets.models import ImportBatch
from tests import make
from tests.html import browser_of, flat, forms_of, text_at
from tests.imports import press
from tests.uploads import budget_as_csv, upload

HER_TABLE = budget_as_csv('1,ศูนย์ของเธอ,"120,000"', '2,ศูนย์อื่น,"30,000"')  # 20,000 moved to her own centre


@pytest.fixture
def grants(db: None) -> Programme:
    programme = make.programme()
    make.allocation(programme, "ศูนย์ของเธอ", "100000.00")
    make.allocation(programme, "ศูนย์อื่น", "50000.00")
    return programme


@pytest.fixture
def hers(grants: Programme, coordinator_6: User) -> Client:
    """She coordinates both, so that all of the table is hers."""
    for row in grants.allocations.all():
        make.tie(coordinator_6, row.organisation, Role.COORDINATOR)
    return browser_of(coordinator_6)


@pytest.fixture
def office(officer_6: User) -> Client:
    return browser_of(officer_6)


def brought_in(client: Client, table: bytes = HER_TABLE, **more: int) -> ImportBatch:
    return upload(client, "budget.csv", "budget", table, **more)


def sent(client: Client) -> ImportBatch:
    batch = brought_in(client)
    press(client, batch, "ask")
    batch.refresh_from_db()
    assert batch.state == "asked"
    return batch


def amounts() -> dict[str, Decimal]:
    return {row.organisation.name: row.amount for row in Allocation.objects.select_related("organisation")}


BEFORE = {"ศูนย์ของเธอ": Decimal("100000.00"), "ศูนย์อื่น": Decimal("50000.00")}
AFTER = {"ศูนย์ของเธอ": Decimal("120000.00"), "ศูนย์อื่น": Decimal("30000.00")}


def test_her_home_shows_what_she_has_just_brought_in_however_often_she_looked_before(hers: Client) -> None:
    assert not re.search(r"/imports/\d+/", text_at(hers, "/"))
    batch = brought_in(hers)
    assert f"/imports/{batch.pk}/" in text_at(hers, "/")
    press(hers, batch, "ask")
    waits = ngettext("table waits for the regional office", "tables wait for the regional office", 1)
    assert waits in text_at(hers, "/")


def test_a_coordinator_does_not_confirm_what_she_brought_in(hers: Client) -> None:
    batch = brought_in(hers)
    page = text_at(hers, f"/imports/{batch.pk}/")
    assert f"/imports/{batch.pk}/ask/" in page
    assert f"/imports/{batch.pk}/confirm/" not in page
    for _state in ("previewed", "asked"):
        hers.post(f"/imports/{batch.pk}/confirm/", {"seen": batch.shown})
        assert amounts() == BEFORE
        press(hers, batch, "ask")
        batch.refresh_from_db()
    assert batch.state == "asked"


def test_the_office_is_told_sees_the_difference_and_takes_it(hers: Client, office: Client) -> None:
    batch = sent(hers)
    assert amounts() == BEFORE
    assert f"/imports/{batch.pk}/" in text_at(office, "/")
    assert f"/imports/{batch.pk}/" in text_at(office, "/reports/queue/")
    page = text_at(office, f"/imports/{batch.pk}/")
    assert "<del>100,000.00</del>" in page
    assert "<ins>120,000.00</ins>" in page
    press(office, batch, "confirm")
    assert amounts() == AFTER
    batch.refresh_from_db()
    assert (batch.asked_by.username, batch.applied_by.username) == ("coordinator_6", "officer_6")
    assert f"/imports/{batch.pk}/" not in text_at(office, "/reports/queue/")


def test_what_rises_and_what_falls_are_told_apart(hers: Client) -> None:
    batch = brought_in(hers, budget_as_csv('1,ศูนย์ของเธอ,"130,000"', '2,ศูนย์อื่น,"40,000"'))
    assert batch.preview["baht_moved"] == {"before": "150000.00", "up": "30000.00", "down": "10000.00"}


def test_it_comes_back_to_her_with_the_reason(hers: Client, office: Client) -> None:
    batch = sent(hers)
    press(office, batch, "give-back", reason="  ")
    batch.refresh_from_db()
    assert batch.state == "asked"  # without a reason it stays
    press(office, batch, "give-back", reason="ศูนย์อื่นยังไม่ได้ตกลงลดงบ")
    page = text_at(hers, f"/imports/{batch.pk}/")
    assert "ศูนย์อื่นยังไม่ได้ตกลงลดงบ" in page
    assert amounts() == BEFORE
    press(hers, batch, "ask")
    batch.refresh_from_db()
    assert (batch.state, batch.comment) == ("asked", "")
    reasons = batch.history.values_list("history_change_reason", flat=True)
    assert any("ศูนย์อื่นยังไม่ได้ตกลงลดงบ" in reason for reason in reasons)


def test_a_reason_typed_on_an_old_page_is_not_lost(hers: Client, office: Client) -> None:
    batch = sent(hers)
    seen = batch.shown
    press(hers, batch, "withdraw")
    page = office.post(
        f"/imports/{batch.pk}/give-back/", {"seen": seen, "reason": "ยอดผิด\x00"}, follow=True
    ).text
    assert "ยอดผิด" in page


def test_what_changed_since_it_was_sent_is_seen_before_it_is_taken(
    hers: Client, office: Client, grants: Programme
) -> None:
    batch = sent(hers)
    old = {"seen": batch.shown}
    row = Allocation.objects.get(organisation__name="ศูนย์ของเธอ")
    row.amount = Decimal("90000.00")
    row.save()
    for _press in range(2):  # the data moved; then the page is an old one
        office.post(f"/imports/{batch.pk}/confirm/", old)
        batch.refresh_from_db()
        assert batch.state == "asked"
        assert amounts()["ศูนย์ของเธอ"] == Decimal("90000.00")
    assert "<del>90,000.00</del>" in text_at(office, f"/imports/{batch.pk}/")
    press(office, batch, "confirm")
    assert amounts() == AFTER


def test_who_asked_does_not_decide_in_another_role_either(
    hers: Client, office: Client, coordinator_6: User
) -> None:
    batch = sent(hers)
    make.Membership.objects.create(
        user=coordinator_6, role=Role.REGIONAL_STAFF, region_id=6, since="2020-01-01"
    )
    press(browser_of(coordinator_6), batch, "confirm")
    browser_of(coordinator_6).post(f"/imports/{batch.pk}/confirm/", {"seen": batch.shown})
    assert amounts() == BEFORE
    press(office, batch, "confirm")
    assert amounts() == AFTER


@pytest.mark.parametrize(
    "kind",
    [name for name, kind in kinds().items() if Role.COORDINATOR in kind.roles and not kind.head_office_only],
)
def test_no_kind_that_a_coordinator_brings_in_goes_in_by_her_alone(
    hers: Client, coordinator_6: User, kind: str
) -> None:
    office_of_another_kind = browser_of(make.user("pays", Role.FINANCE, 6))
    batch = ImportBatch.objects.create(
        kind=kind,
        region_id=6,
        fiscal_year=2567,
        created_by=coordinator_6,
        organisations=[],
        preview={"counts": {"new": 1, "changed": 0, "unchanged": 0, "left_out": 0, "missing": 0}},
    )
    page = text_at(hers, f"/imports/{batch.pk}/")
    assert f"/imports/{batch.pk}/ask/" in page
    assert f"/imports/{batch.pk}/confirm/" not in page
    assert office_of_another_kind.get(f"/imports/{batch.pk}/").status_code == 404


def test_an_applied_import_is_not_undone_by_a_coordinator(hers: Client, office: Client) -> None:
    batch = sent(hers)
    press(office, batch, "confirm")
    batch.refresh_from_db()
    assert f"/imports/{batch.pk}/undo/" not in text_at(hers, f"/imports/{batch.pk}/")
    hers.post(f"/imports/{batch.pk}/undo/", {"seen": batch.shown})
    assert amounts() == AFTER


# ── put aside


def to_do(client: Client) -> str:
    """What the home says is to be done; the latest imports stand below, done with or not."""
    return text_at(client, "/").partition(_("Your latest imports"))[0]


def imports_counted(client: Client) -> int:
    """What the list of today's work counts of imports."""
    tasks = client.get("/").context["work"].for_her
    return sum(task.count for task in tasks if task.address == "/imports/")


def test_a_file_that_nobody_wants_is_discarded_and_leaves_the_list_of_what_waits(
    hers: Client, office: Client
) -> None:
    batch = brought_in(hers)
    assert f"/imports/{batch.pk}/" in to_do(hers)
    assert f"/imports/{batch.pk}/" not in to_do(office)  # nobody has asked it for anything
    press(hers, batch, "discard")
    batch.refresh_from_db()
    assert batch.state == "closed"
    assert f"/imports/{batch.pk}/" not in to_do(hers)
    assert "coordinator_6" in text_at(office, f"/imports/{batch.pk}/")


def test_a_preview_is_discarded_by_the_office_too_and_not_by_a_colleague(
    hers: Client, office: Client, grants: Programme
) -> None:
    batch = brought_in(hers)
    person = make.user("colleague", Role.COORDINATOR, 6)
    make.tie(person, grants.allocations.all()[0].organisation, Role.COORDINATOR)
    colleague = browser_of(person)
    assert colleague.get(f"/imports/{batch.pk}/").status_code == 404
    colleague.post(f"/imports/{batch.pk}/discard/", {"seen": batch.shown})
    batch.refresh_from_db()
    assert batch.state == "previewed"
    press(office, batch, "discard")
    batch.refresh_from_db()
    assert (batch.state, amounts()) == ("closed", BEFORE)


def test_what_is_discarded_or_undone_is_what_was_shown(office: Client, grants: Programme) -> None:
    batch = brought_in(office)
    seen = batch.shown
    office.post(f"/imports/{batch.pk}/again/", {"fill_down": "1"})  # in another window
    office.post(f"/imports/{batch.pk}/discard/", {"seen": seen})
    batch.refresh_from_db()
    assert batch.state == "previewed"
    press(office, batch, "confirm")
    for old in ({"seen": seen}, {}):
        page = office.post(f"/imports/{batch.pk}/undo/", old, follow=True).text
        assert "เปลี่ยนไปหลังจากท่านเปิดหน้านี้" in page
        assert amounts() == AFTER
    press(office, batch, "undo")
    assert amounts() == BEFORE


@pytest.mark.usefixtures("grants")
def test_a_preview_counts_the_rows_of_the_file_and_not_those_that_it_leaves_out(office: Client) -> None:
    rows = [f'{number},ชมรม {number},"5,000"' for number in (1, 2)]
    batch = brought_in(office, budget_as_csv(*rows, '3,ศูนย์ของเธอ,"90,000"'))
    assert batch.preview["counts"] == {"new": 2, "changed": 1, "unchanged": 0, "left_out": 0, "missing": 1}
    said = ngettext("Sum of the file, %(count)s row", "Sum of the file, %(count)s rows", 3) % {"count": 3}
    assert said in flat(text_at(office, f"/imports/{batch.pk}/"))


def test_a_file_that_changes_nothing_closes_itself(office: Client, grants: Programme) -> None:
    batch = brought_in(office, budget_as_csv('1,ศูนย์ของเธอ,"100,000"', '2,ศูนย์อื่น,"50,000"'))
    assert (batch.state, batch.closed_by) == ("closed", None)
    assert f"/imports/{batch.pk}/" not in text_at(office, "/").partition("ล่าสุด")[0]


def test_a_newer_file_stands_for_what_its_sender_has_open(office: Client, grants: Programme) -> None:
    older = upload(office, "old.csv", "budget", budget_as_csv("1,ศูนย์ของเธอ,95.000"))
    newer = upload(office, "new.csv", "budget", budget_as_csv('1,ศูนย์ของเธอ,"95,000"'))
    older.refresh_from_db()
    assert (older.state, older.replaced_by, older.closed_by) == ("closed", newer, None)
    assert "new.csv" in text_at(office, f"/imports/{older.pk}/")
    assert "ผู้ส่งคนเดียวกันนำเข้าไฟล์ใหม่แทน" in text_at(office, f"/imports/{older.pk}/")
    assert "old.csv" in text_at(office, f"/imports/{newer.pk}/")
    assert "old.csv" not in to_do(office)
    assert "new.csv" in text_at(office, "/")


@pytest.mark.parametrize("other", ["sender", "kind", "region", "year", "asked"])
def test_a_newer_file_leaves_what_is_not_its_own(
    office: Client, hers: Client, officer_6: User, other: str
) -> None:
    person, kind = (hers, "budget") if other == "asked" else (office, "budget")
    older = sent(hers) if other == "asked" else brought_in(office)
    region, year = 6, 2567
    if other == "sender":
        person = hers
    elif other == "kind":
        kind = "plan"
    elif other == "region":
        Membership.objects.create(user=officer_6, role=Role.REGIONAL_STAFF, region_id=11, since=make.day(-9))
        region = 11
    elif other == "year":
        year = 2568
    upload(person, "new.csv", kind, HER_TABLE, region=region, year=year)
    state = older.state
    older.refresh_from_db()
    assert (older.state, older.replaced_by) == (state, None)


def test_the_same_file_under_another_year_is_told_of_and_discarded_from_there(
    office: Client, hers: Client, grants: Programme
) -> None:
    make.programme(6, 2568)
    slip = brought_in(office, year=2568)
    batch = brought_in(office)
    asked = brought_in(hers)
    slip.refresh_from_db()
    assert slip.state == "previewed"  # which year was the slip, only a person knows
    for one, other in ((batch, slip), (slip, batch)):
        page = text_at(office, f"/imports/{one.pk}/")
        assert "ไฟล์เดียวกันนี้อยู่ที่อื่นด้วย" in page
        assert f'href="/imports/{other.pk}/"' in page
        assert f"/imports/{asked.pk}/" not in page or one == slip
    (form,) = [
        form
        for form in forms_of(text_at(office, f"/imports/{batch.pk}/"))
        if form.action == f"/imports/{slip.pk}/discard/"
    ]
    assert office.post(form.action, form.data).url == f"/imports/{batch.pk}/"
    slip.refresh_from_db()
    batch.refresh_from_db()
    assert (slip.state, batch.state) == ("closed", "previewed")
    assert "ไฟล์เดียวกันนี้อยู่ที่อื่นด้วย" not in text_at(office, f"/imports/{batch.pk}/")


def test_the_same_file_that_is_applied_under_another_year_is_told_of_too(
    office: Client, hers: Client, grants: Programme
) -> None:
    applied = brought_in(office)
    press(office, applied, "confirm")
    again = brought_in(office, year=2568)
    page = text_at(office, f"/imports/{again.pk}/")
    assert f'href="/imports/{applied.pk}/"' in page
    assert f"/imports/{applied.pk}/discard/" not in page
    # Who may not bring this kind into that region is not told that another did.
    stranger = browser_of(make.user("stranger", Role.REGIONAL_STAFF, 11))
    theirs = brought_in(stranger, region=11)
    assert "ไฟล์เดียวกันนี้อยู่ที่อื่นด้วย" not in text_at(stranger, f"/imports/{theirs.pk}/")


def test_only_what_can_be_confirmed_or_answered_stays_to_be_done(office: Client, grants: Programme) -> None:
    faulty = upload(office, "faulty.csv", "budget", budget_as_csv("1,ศูนย์ของเธอ,95.000"))
    assert faulty.state == "rejected"
    assert "faulty.csv" not in text_at(office, "/")
    assert imports_counted(office) == 0
    asks = upload(office, "asks.csv", "budget", budget_as_csv('1,ศูนย์ จ.เชียงใหม่,"95,000"'))
    assert (asks.state, asks.only_asks) == ("rejected", True)
    assert "asks.csv" in text_at(office, "/")
    assert imports_counted(office) == 1
    assert "ต้องตอบ 1 ข้อ" in text_at(office, f"/imports/{asks.pk}/").partition("<h2")[0]
    assert "มีข้อที่ต้องแก้ไข" not in text_at(office, f"/imports/{asks.pk}/")
    newer = upload(office, "asks.csv", "budget", budget_as_csv('1,ศูนย์ จ.ลำปาง,"95,000"'))
    asks.refresh_from_db()
    assert (asks.state, imports_counted(office)) == ("closed", 1)  # the newer file stands for it
    press(office, newer, "discard")
    assert imports_counted(office) == 0
