"""The worksheet of a programme: what it shows, how it is edited, and what two people at it see."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from grants.budget.allocation import allocate
from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Instalment, Programme
from people.roles import Role
from regions.models import Province
from tests import make
from tests.grants.steps import Office, close_year, seen, set_amount
from tests.html import browser_of, forms_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(office: Office) -> Programme:
    """Three organisations of 95,000, 80,000 and 60,000 baht; the first is paid half and has 500 baht left."""
    programme = office.open_programme("300000.00")
    for name, amount, tier, province in (
        ("ศูนย์ประสานงาน จังหวัดชลบุรี (คนพิการ)", "95000.00", "A", "20"),
        ("เครือข่ายเกษตรกร จังหวัดระยอง", "80000.00", "B", "21"),
        ("ชมรมผู้สูงอายุ แหลมฉบัง", "60000.00", "", "20"),
    ):
        organisation = make.organisation(name, 6, province=Province.objects.get(pk=province))
        allocate(programme, organisation, Decimal(amount), tier=tier, by=office.asks)
    agreement = office.active(programme.allocations.get(order=1), "47500.00", "47500.00")
    office.accept(office.report(office.pay(agreement, 1), spent="47000.00"))
    programme.refresh_from_db()
    return programme


def address(programme: Programme, tail: str = "") -> str:
    return f"/programmes/{programme.pk}/{tail}"


def amounts_form(client: Client, programme: Programme, query: str = "") -> dict[str, Any]:
    page = client.get(address(programme) + query)
    return next(form.data for form in forms_of(page.text) if "/save/" in form.action)


def row(programme: Programme, order: int) -> Allocation:
    return programme.allocations.get(order=order)


def test_each_row_shows_where_its_money_is_and_the_totals_add_up(
    office: Office, programme: Programme
) -> None:
    page = browser_of(office.pays).get(address(programme))
    summary = page.context["summary"]
    first = summary.rows[0]
    assert (first.amount, first.agreed, first.paid, first.returned, first.left) == (
        Decimal("95000.00"),
        Decimal("95000.00"),
        Decimal("47500.00"),
        Decimal("0.00"),
        Decimal("500.00"),
    )
    assert (first.next_due.number, first.next_due.amount) == (2, Decimal("47500.00"))
    assert summary.totals.amount == programme.allocated == Decimal("235000.00")
    for text in ("47,500.00", "500.00", "235,000.00", "65,000.00", "งวดที่ 2"):
        assert text in page.text


@pytest.mark.parametrize(
    ("query", "orders"),
    [
        ("", [1, 2, 3]),
        ("?province=20", [1, 3]),
        ("?tier=B", [2]),
        ("?tier=none", [3]),
        ("?state=contracted", [1]),
        ("?network=none", [1, 2, 3]),
        ("?q=แหลมฉบัง", [3]),
        ("?q=จังหวัด ชลบุรี(คนพิการ)", [1]),
        ("?q=ระยอง", [2]),
        ("?q=ไม่มี", []),
        ("?late=1", [1]),
        ("?sort=amount&province=20", [1, 3]),
        ("?sort=name", [2, 3, 1]),
        ("?sort=paid", [1, 2, 3]),
        ("?sort=due", [1, 2, 3]),
        ("?sort=tier", [1, 2, 3]),
        ("?sort=unknown", [1, 2, 3]),
    ],
)
def test_rows_are_filtered_and_sorted_by_address(
    office: Office, programme: Programme, query: str, orders: list[int]
) -> None:
    late = timezone.localdate() - timedelta(days=3)
    Instalment.objects.filter(number=2).update(due_on=late)
    csv = browser_of(office.pays).get(address(programme, "worksheet.csv") + query)
    lines = csv.content.decode("utf-8-sig").splitlines()[1:]
    assert [int(line.split(",")[0]) for line in lines] == orders
    page = browser_of(office.pays).get(address(programme) + query)
    shown = [page.text.index(f'id="a{row(programme, order).pk}"') for order in orders]
    assert shown == sorted(shown)
    assert page.text.count('<tr role="row" id="a') == len(orders)


def test_a_filtered_page_totals_the_rows_shown_and_all(office: Office, programme: Programme) -> None:
    page = browser_of(office.pays).get(address(programme) + "?province=20")
    assert page.context["shown"].amount == Decimal("155000.00")
    assert "155,000.00" in page.text
    assert "235,000.00" in page.text


def test_staff_save_several_amounts_and_tiers_at_once(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    second, third = row(programme, 2), row(programme, 3)
    data |= {f"amount-{second.pk}": "๙๐,๐๐๐", f"amount-{third.pk}": "50,000.50", f"tier-{third.pk}": "C"}
    answer = client.post(address(programme, "save/"), data, follow=True)
    assert "บันทึกแล้ว 2 รายการ" in answer.text
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.amount, third.amount, third.tier) == (Decimal("90000.00"), Decimal("50000.50"), "C")
    assert third.history.latest().history_user == office.asks
    assert violations() == []


def test_what_goes_down_is_written_first_so_that_money_moves_under_a_full_ceiling(
    office: Office, programme: Programme
) -> None:
    client = browser_of(office.asks)
    office.set_ceiling(programme, "235000.00")
    data = amounts_form(client, programme)
    second, third = row(programme, 2), row(programme, 3)
    data |= {f"amount-{second.pk}": "120,000", f"amount-{third.pk}": "20,000"}
    client.post(address(programme, "save/"), data)
    assert [row(programme, order).amount for order in (2, 3)] == [Decimal("120000.00"), Decimal("20000.00")]


def test_one_refused_row_refuses_all_and_is_named_with_what_was_typed(
    office: Office, programme: Programme
) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    first, second = row(programme, 1), row(programme, 2)
    data |= {f"amount-{first.pk}": "10,000", f"amount-{second.pk}": "81,000"}
    answer = client.post(address(programme, "save/"), data)
    assert "95,000.00" in answer.text  # what is in agreements
    assert 'value="10,000"' in answer.text
    assert 'value="81,000"' in answer.text
    assert [named.pk for named in answer.context["refused"]] == [first.pk]
    assert row(programme, 2).amount == Decimal("80000.00")


@pytest.mark.parametrize("typed", ["abc", "", "-1", "1.005", "9" * 30, "1\x002"])
def test_what_is_no_amount_is_refused_in_its_row(office: Office, programme: Programme, typed: str) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    second = row(programme, 2)
    answer = client.post(address(programme, "save/"), data | {f"amount-{second.pk}": typed})
    assert answer.status_code == 200
    assert [named.pk for named in answer.context["refused"]] == [second.pk]
    second.refresh_from_db()
    assert second.amount == Decimal("80000.00")


def test_above_the_ceiling_says_how_much_is_left(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    third = row(programme, 3)
    answer = client.post(address(programme, "save/"), data | {f"amount-{third.pk}": "125,000.01"})
    assert "125,000.00" in answer.text
    third.refresh_from_db()
    assert third.amount == Decimal("60000.00")


def test_the_second_of_two_keeps_what_she_typed_and_sees_the_others_value(
    office: Office, programme: Programme
) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    second = row(programme, 2)
    set_amount(second, Decimal("70000"), by=office.approves)
    answer = client.post(address(programme, "save/"), data | {f"amount-{second.pk}": "85,000"})
    assert "70,000.00" in answer.text
    assert str(office.approves) in answer.text
    assert 'value="85,000"' in answer.text
    second.refresh_from_db()
    assert second.amount == Decimal("70000.00")
    again = next(form.data for form in forms_of(answer.text) if "/save/" in form.action)
    client.post(address(programme, "save/"), again)  # she has seen the other's value and wants her own
    second.refresh_from_db()
    assert second.amount == Decimal("85000.00")


def test_a_row_that_was_left_alone_does_not_meet_anybody_elses(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    second, third = row(programme, 2), row(programme, 3)
    set_amount(second, Decimal("70000"), by=office.approves)
    client.post(address(programme, "save/"), data | {f"amount-{third.pk}": "61,000"})
    assert [row(programme, order).amount for order in (2, 3)] == [Decimal("70000.00"), Decimal("61000.00")]


def test_two_who_save_the_same_agree(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    second = row(programme, 2)
    set_amount(second, Decimal("85000"), by=office.approves)
    answer = client.post(address(programme, "save/"), data | {f"amount-{second.pk}": "85,000"})
    assert answer.status_code == 302


@pytest.mark.parametrize("role", [Role.FINANCE, Role.MENTOR, Role.COMMITTEE_MEMBER])
def test_other_readers_of_the_budget_only_read(office: Office, programme: Programme, role: Role) -> None:
    client = browser_of(make.user("reads", role, 6))
    page = client.get(address(programme))
    assert page.status_code == 200
    assert "amount-" not in page.text
    assert "amount-" in text_at(browser_of(office.asks), address(programme))
    assert forms_of(page.text) == []
    third = row(programme, 3)
    for tail in ("save/", "open/", "split/", f"organisations/{third.pk}/cancel/"):
        assert client.post(address(programme, tail), {"reason": "x"}).status_code == 403


def test_coordinators_and_other_regions_do_not_see_it(office: Office, programme: Programme) -> None:
    coordinator = browser_of(make.user("coordinator", Role.COORDINATOR, 6))
    assert coordinator.get(address(programme)).status_code == 403
    assert coordinator.get("/programmes/").status_code == 403
    stranger = browser_of(make.user("stranger", Role.REGIONAL_STAFF, 11))
    for tail in ("", "worksheet.xlsx", "split/", "close/", f"organisations/{row(programme, 1).pk}/"):
        assert stranger.get(address(programme, tail)).status_code == 404
    assert programme.name not in text_at(stranger, "/programmes/")
    assert programme.name in text_at(browser_of(office.asks), "/programmes/")


def test_the_list_shows_the_programmes_of_ones_regions(office: Office, programme: Programme) -> None:
    assert "65,000.00" in browser_of(office.pays).get("/programmes/").text
    assert programme.name in browser_of(office.head).get("/programmes/").text


def test_a_closed_year_is_shown_and_not_edited(office: Office) -> None:
    programme = office.open_programme("100.00", 2565)
    allocation = make.allocation(programme, "ศูนย์ที่คืนทั้งหมด", "100.00")
    client = browser_of(office.asks)
    data = amounts_form(client, programme)
    office.settle(programme, "100.00")
    close_year(programme, by=office.approves)
    page = client.get(address(programme))
    assert "ปีงบประมาณนี้ปิดแล้ว" in page.text
    assert forms_of(page.text) == []
    for typed in ({f"tier-{allocation.pk}": "Z"}, {f"amount-{allocation.pk}": "90"}):
        answer = client.post(address(programme, "save/"), data | typed)
        assert [named.pk for named in answer.context["refused"]] == [allocation.pk]
    allocation.refresh_from_db()
    assert (allocation.amount, allocation.tier) == (Decimal("100.00"), "")


def test_a_grant_is_taken_back_with_a_reason_and_its_money_is_free(
    office: Office, programme: Programme
) -> None:
    client = browser_of(office.asks)
    third = row(programme, 3)
    page = address(programme, f"organisations/{third.pk}/")
    assert client.post(page + "cancel/", {"reason": " "}).status_code == 200
    client.post(page + "cancel/", {"reason": "องค์กรขอถอนตัว", "seen": third.shown})
    third.refresh_from_db()
    programme.refresh_from_db()
    assert third.state == "cancelled"
    assert programme.remaining == Decimal("125000.00")
    assert third.history.latest().history_change_reason == "องค์กรขอถอนตัว"
    assert "60,000.00</del>" in client.get(address(programme)).text


def test_a_grant_that_changed_meanwhile_is_not_taken_back_by_who_saw_the_old_one(
    office: Office, programme: Programme
) -> None:
    third = row(programme, 3)
    seen, client = third.shown, browser_of(office.asks)
    third.tier = "ก"
    third.store(by=office.approves, why="แก้ระดับ", fields=["tier"])
    for old in (seen, ""):
        answer = client.post(
            address(programme, f"organisations/{third.pk}/cancel/"), {"reason": "ถอนตัว", "seen": old}
        )
        assert "ถอนตัว" in answer.text  # what was typed is still there
        third.refresh_from_db()
        assert (third.state, third.tier) == ("planned", "ก")


def test_a_grant_whose_agreement_runs_is_not_taken_back(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    first = row(programme, 1)
    typed = {"reason": "องค์กรขอถอนตัว", "seen": first.shown}
    answer = client.post(address(programme, f"organisations/{first.pk}/cancel/"), typed)
    assert "สัญญา" in answer.text
    assert "<dd>องค์กรขอถอนตัว</dd>" in answer.text  # to be copied: there is no field for it any more
    first.refresh_from_db()
    assert (first.state, first.stage) == ("planned", "contracted")


def test_staff_draw_up_an_agreement_from_the_row(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    second = row(programme, 2)
    page = address(programme, f"organisations/{second.pk}/")
    draw_up = f"/agreements/draw-up/{second.pk}/"
    assert f'href="{draw_up}"' in client.get(page).text
    rows = {"parts-TOTAL_FORMS": "0", "parts-INITIAL_FORMS": "0"}
    too_much = client.post(draw_up, {"amount": "80,000.01", "kind": "contract", **rows})
    assert "80,000.00" in too_much.text
    answer = client.post(draw_up, {"amount": "80,000", "kind": "moa", **rows})
    made = Agreement.objects.get(allocation=second)
    assert (made.amount, made.kind) == (Decimal("80000.00"), "moa")
    assert answer["Location"] == f"/agreements/{made.pk}/"
    assert made.number in client.get(page).text


def test_staff_open_a_planned_year(office: Office) -> None:
    planned = make.programme(6, 2568)
    client = browser_of(office.asks)
    assert "/open/" in client.get(address(planned)).text
    client.post(address(planned, "open/"), {"seen": seen(planned)})
    planned.refresh_from_db()
    assert planned.state == "open"


def test_the_workbook_holds_the_same_rows_and_sums(office: Office, programme: Programme) -> None:
    answer = browser_of(office.pays).get(address(programme, "worksheet.xlsx"))
    sheet = load_workbook(BytesIO(answer.content)).active
    lines = list(sheet.iter_rows(values_only=True))
    header = next(index for index, line in enumerate(lines) if line[0] == "ลำดับ")
    assert len(lines) == header + 1 + 3 + 1
    assert lines[header + 1][6:11] == (95000, 95000, 47500, 0, 500)
    assert lines[-1][6:11] == (235000, 95000, 47500, 0, 500)
    assert browser_of(office.pays).get(address(programme, "worksheet.pdf")).status_code == 404


def test_a_workbook_of_some_rows_says_that_it_holds_some(office: Office, programme: Programme) -> None:
    client = browser_of(office.pays)
    for query, is_part in (("", False), ("?tier=B", True)):
        answer = client.get(address(programme, "worksheet.xlsx") + query)
        lines = [row[0] for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]
        assert ("แสดง 1 จาก 3 องค์กร" in lines) is is_part


def test_money_that_came_back_is_shown_and_no_longer_left(office: Office, programme: Programme) -> None:
    agreement = Agreement.objects.get()
    office.give_back(agreement, "400.00", interest="5.00")
    first = browser_of(office.pays).get(address(programme)).context["summary"].rows[0]
    assert (first.returned, first.left) == (Decimal("400.00"), Decimal("100.00"))
    own = browser_of(office.pays).get(address(programme, f"organisations/{first.pk}/")).text
    assert "5.00" in own


def test_names_are_shown_as_text_whatever_they_hold(office: Office, programme: Programme) -> None:
    make.allocation(programme, '<script>alert(1)</script> & "เพื่อน"', "1000.00")
    text = browser_of(office.asks).get(address(programme)).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;เพื่อน&quot;" in text


def test_more_organisations_take_no_more_queries(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)

    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    paths = [
        address(programme),
        address(programme, "close/"),
        address(programme, "worksheet.csv"),
        "/programmes/",
    ]
    few = [queries(path) for path in paths]
    for number in range(9):
        allocation = make.allocation(programme, f"ศูนย์ที่ {number}", "5000.00")
        office.pay(office.active(allocation, "2500.00", "2500.00"), 1)
    assert [queries(path) for path in paths] == few


def test_a_draft_is_not_agreed_yet(office: Office, programme: Programme) -> None:
    draft = office.draft(row(programme, 2), "80000.00")
    hers = browser_of(office.asks)
    totals = hers.get(address(programme)).context["summary"].totals
    assert totals.agreed == Decimal("95000.00")
    own = address(programme, f"organisations/{draft.allocation_id}/")
    assert hers.get(own).context["agreed"] == 0
    office.sign(draft)
    assert hers.get(address(programme)).context["summary"].totals.agreed == Decimal("175000.00")
    assert hers.get(own).context["agreed"] == Decimal("80000.00")
